"""Files of one report that people take along: what is in them, how they are made, and their end."""

from complaints.casefile.keeping import (
    complaint_of_link,
    end,
    end_of_report,
    end_old,
    link_of,
    make_waiting,
    note_download,
)
from complaints.casefile.parts import Part

__all__ = [
    "Part",
    "complaint_of_link",
    "end",
    "end_of_report",
    "end_old",
    "link_of",
    "make_waiting",
    "note_download",
]
