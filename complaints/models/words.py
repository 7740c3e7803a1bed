"""How texts become words that can be searched for: frequent ones left out, stems of Indonesian."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models

_FREQUENT = (
    "yang dan di ke dari ini itu untuk dengan pada adalah juga sudah belum tidak ada saya kami kita "
    "mohon tolong bapak ibu pak bu agar akan oleh atau karena dalam yth bisa lagi sangat para hal "
    "tersebut selamat terima kasih"
)
STOP_WORDS = _FREQUENT.split()
"""Words so frequent that a search for them finds everything; a query leaves them out too."""


class StopWords(models.Func):
    """``ts_delete``: take the frequent words out of a search vector, without a file on the server."""

    function = "ts_delete"
    template = (
        "ts_delete(%(expressions)s, ARRAY[" + ",".join(f"'{word}'" for word in STOP_WORDS) + "])"
    )
    output_field = SearchVectorField()


class WordVector(models.Func):
    """``to_tsvector('indonesian', …)`` of columns that are never null, hence immutable."""

    template = "to_tsvector('indonesian', %(expressions)s)"
    output_field = SearchVectorField()


class JoinWords(models.Func):
    """Columns joined by a blank; ``||`` is immutable where ``concat`` is not."""

    arg_joiner = " || ' ' || "
    template = "%(expressions)s"
    output_field = models.TextField()


class Cleared(models.Func):
    """The first of two columns, or the second where the first is empty."""

    template = "coalesce(nullif(%(expressions)s)"
    arg_joiner = ", ''), "
    output_field = models.TextField()


class WithoutNumbers(models.Func):
    """A text without numbers of eight digits and more, however they are set apart, and e-mails.

    What ``lapor.personal`` finds more cleverly, an index must find by an immutable expression.
    """

    template = (
        r"regexp_replace(%(expressions)s, "
        r"'\d([\s.()_–—-]{0,3}\d){7,}|[^\s@]+@[^\s@]+', ' ', 'g')"
    )
    output_field = models.TextField()


def desk_words() -> Any:
    """Return the words of a report that every officer who sees it may read, as an index has them.

    A cleared text stands for the reporter's own title and words, a cleared title for the title:
    what is not shown is not found. Nobody finds a person by NIK, telephone or e-mail; the numbers
    of the national system and of other offices stay (docs/decisions/0037).
    """
    own = Cleared("working_text", JoinWords(Cleared("working_title", "title"), "text"))
    said = WithoutNumbers(JoinWords("working_title", "public_title", own, "place_text"))
    return StopWords(WordVector(JoinWords(said, "external_ref", "outside_ref")))
