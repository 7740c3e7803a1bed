"""Files from outside: their type is read from the bytes, and what they say of their maker is cut.

An image is decoded and encoded again (no EXIF, no GPS); a PDF loses its metadata, scripts and
attached files. What waits for a form is ciphertext. Law: quality.md, *Security and privacy*.
"""

from complaints.uploads.covering import Box, covered
from complaints.uploads.films import can_wash as takes_films
from complaints.uploads.pictures import Place, place, place_in
from complaints.uploads.pieces import (
    MOST_PIECE_BYTES,
    PIECE_BYTES,
    Piece,
    Progress,
    Unfinished,
    WrongOffset,
    add,
    unfinished,
)
from complaints.uploads.sealing import BrokenSeal
from complaints.uploads.storing import (
    CleanFile,
    attachment,
    clean,
    clean_name,
    discard,
    marked,
    read,
    store,
)
from complaints.uploads.waiting import (
    BRIEFLY,
    KEPT_FOR,
    Waiting,
    drop,
    drop_stale,
    forget,
    put_back,
    shorten,
    stage,
    staged,
    taking,
)

__all__ = [
    "BRIEFLY",
    "KEPT_FOR",
    "MOST_PIECE_BYTES",
    "PIECE_BYTES",
    "Box",
    "BrokenSeal",
    "CleanFile",
    "Piece",
    "Place",
    "Progress",
    "Unfinished",
    "Waiting",
    "WrongOffset",
    "add",
    "attachment",
    "clean",
    "clean_name",
    "covered",
    "discard",
    "drop",
    "drop_stale",
    "forget",
    "marked",
    "place",
    "place_in",
    "put_back",
    "read",
    "shorten",
    "stage",
    "staged",
    "store",
    "takes_films",
    "taking",
    "unfinished",
]
