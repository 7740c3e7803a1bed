"""Ten public reports that are worth reading, chosen by rule and never by hand.

Only what everybody may read anyway: released reports, their public title and text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from complaints import wording
from complaints.fields import number
from complaints.figures.slices import Slice
from complaints.insights.filters import rows_of
from complaints.insights.upward.contents import Case
from complaints.models import Complaint, Standing
from complaints.models.complaint import RELEASED
from complaints.states import OPEN, State
from lapor import words

MOST = 10
LONGEST_TEXT = 420


class Rule(NamedTuple):
    """By what a report is chosen: in words, how many, which, and which first."""

    name: str
    most: int
    where: Q
    order: tuple[str, ...]


_DONE = Q(bucket=State.RESOLVED)
RULES = (
    Rule("Paling banyak didukung warga", 3, Q(supports__gt=0), ("-supports",)),
    Rule("Disanggah, lalu beres menurut pelapor", 2, _DONE & Q(objected=1, confirmed=1), ("-day",)),
    Rule("Paling lama menunggu dan masih terbuka", 2, Q(bucket__in=OPEN), ("day",)),
    Rule("Dibuka kembali sesudah selesai", 1, Q(reopened=1), ("-day",)),
    Rule("Sampai banding ke Inspektorat", 1, Q(appealed=1), ("-day",)),
    Rule("Dijawab dengan rencana", 1, Q(planned=1), ("-day",)),
    Rule("Paling cepat beres menurut pelapor", 1, _DONE & Q(confirmed=1), ("resolve_minutes",)),
    Rule(
        "Paling lama sampai jawaban akhir",
        2,
        Q(resolve_minutes__isnull=False),
        ("-resolve_minutes",),
    ),
    Rule("Terbaru yang beres menurut pelapor", MOST, _DONE & Q(confirmed=1), ("-day",)),
    Rule("Terbaru yang selesai", MOST, _DONE, ("-day",)),
)
"""The last ones fill up what the others leave: a calm month has no objections."""


def chosen(asked: Slice) -> Iterator[Case]:
    """Yield the notable reports of a slice: a question for each rule until there are ten, and one more."""
    ids: dict[int, str] = {}
    for rule in RULES:
        room = min(rule.most, MOST - len(ids))
        if not room:
            break
        rows = _released(asked).filter(rule.where).exclude(complaint__in=list(ids))
        ordered = rows.order_by(*[_last(name) for name in rule.order], "complaint_id")
        ids |= dict.fromkeys(ordered.values_list("complaint_id", flat=True)[:room], rule.name)
    found = Complaint.objects.public().for_public_page().in_bulk(list(ids))
    yield from (_case(found[pk], rule) for pk, rule in ids.items() if pk in found)


def erased(cases: list[dict[str, Any]]) -> list[str]:
    """Return the tickets of frozen cases whose words are gone by now."""
    codes = [one["code"] for one in cases]
    kept = Complaint.objects.public().filter(code__in=codes).exclude(public_text="")
    return sorted(set(codes) - set(kept.values_list("code", flat=True)))


def _released(asked: Slice) -> QuerySet[Standing]:
    """Reports of a slice of which everybody may read the words; a merged one is told by its main one."""
    public = Complaint.objects.public().filter(RELEASED)
    public = public.exclude(public_text="").exclude(public_title="")
    return Standing.objects.filter(rows_of(asked), merged=0, complaint__in=public.order_by())


def _last(name: str) -> OrderBy:
    """Return an order in which unknown values come last."""
    column = F(name.lstrip("-"))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def _case(report: Complaint, rule: str) -> Case:
    region = report.region
    supports = f"{number(report.support_count)} dukungan" if report.support_count else ""
    facts = [
        str(report.lead) if report.lead else "",
        f"Kelurahan {region}" if region is not None else "",
        f"diterima {words.day(timezone.localtime(report.created_at).date())}",
        wording.citizen_status(report, public=True),
        supports,
    ]
    text = Truncator(" ".join(report.public_text.split())).chars(LONGEST_TEXT)
    return Case(rule, report.code, report.public_title, text, " · ".join(filter(None, facts)))
