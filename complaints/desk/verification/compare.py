"""Reports side by side: which are one, which of them goes on, and putting them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from agencies import law
from complaints import actions
from complaints.access import Desk
from complaints.desk.flags import flags_of
from complaints.desk.report.files import File, file_of
from complaints.desk.verbs import effect
from complaints.desk.verification import alike
from complaints.desk.verification.alike import Alike
from complaints.models import Complaint
from complaints.models.attachment import Attachment
from complaints.states import AT_COORDINATOR, OPEN
from complaints.wording import officer_status
from lapor import clock, personal, words

if TYPE_CHECKING:
    from accounts.models import User

MOST_COMPARED = 8


@dataclass
class Card:
    """One report beside the others."""

    complaint: Complaint
    title: str
    pieces: list[tuple[str, personal.Finding | None]]
    state_words: str
    flags: list[tuple[str, str, str]]
    place: str
    files: list[File]
    can_be_main: bool
    why_main: str = ""
    is_main: bool = False
    is_ticked: bool = True
    effect: effect.Effect | None = None
    again_url: str = ""
    near: Alike | None = None
    """How it looks beside the report in hand; unknown where the officer brought the ticket."""


@dataclass
class Comparison:
    """The reports of one page, what was ticked, and what typed tickets led nowhere."""

    complaint: Complaint
    cards: list[Card] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def codes(self) -> str:
        """The tickets that are compared, for the next look at the same page."""
        return " ".join(card.complaint.code for card in self.cards)

    @property
    def until(self) -> str:
        """Until which day a merge can be undone, in words."""
        return words.day(clock.now() + timedelta(days=law.limit("unmerge_days")))

    @property
    def next_url(self) -> str:
        """Where to go on after merging: with the report in hand when it still waits."""
        waits = self.main is not None and self.main.pk == self.complaint.pk
        if waits and self.complaint.status in AT_COORDINATOR:
            return reverse("desk:verify_report", args=[self.complaint.code])
        return reverse("desk:verification")

    @property
    def main(self) -> Complaint | None:
        """The report that is to go on."""
        return next((card.complaint for card in self.cards if card.is_main), None)

    @property
    def ticked(self) -> list[Card]:
        """The reports that are to go on under the main one."""
        return [card for card in self.cards if card.is_ticked and not card.is_main]

    def missing(self) -> list[str]:
        """Say what must still be chosen before anything can be merged; nothing when all is."""
        if self.main is None or not self.ticked:
            return ["Pilih laporan utama, dan centang paling sedikit satu laporan lain."]
        is_ticked = any(card.is_main and card.is_ticked for card in self.cards)
        return [] if is_ticked else [f"Laporan utama {self.main.code} belum dicentang."]


def comparison(complaint: Complaint, desk: Desk, sent: QueryDict) -> Comparison:
    """Return the page as an address or a form asks for it.

    ``dengan`` are tickets to compare, ``tambah`` typed ones; ``ikut`` and ``utama`` what was
    ticked. Without any ticket, the reports that look alike are shown. At first sight only the
    report in hand and its probable repeats are ticked: what only looks alike waits for a person.
    """
    page = Comparison(complaint)
    typed = _tickets(sent, "tambah")
    asked = list(dict.fromkeys([*_tickets(sent, "dengan"), *typed]))[: MOST_COMPARED - 1]
    near = _near(complaint, desk) if not asked or "utama" not in sent else {}
    asked = asked or list(near)[: alike.MOST_SHOWN]
    rows = {complaint.pk: complaint}
    for one in asked:
        try:
            row = desk.find(one)
        except ValidationError:
            page.lost.append(one)
        else:
            rows.setdefault(row.pk, desk.report(row.code))
    files = _files(list(rows))
    page.cards = [_card(row, complaint, desk, files.get(row.pk, [])) for row in rows.values()]
    ticked = sent.getlist("ikut") if "utama" in sent else [complaint.code, *_repeats(near)]
    best = _best(page.cards)
    wanted = sent.get("utama") or (best.complaint.code if best else "")
    for card in page.cards:
        card.is_ticked = card.complaint.code in ticked or card.complaint.code in typed
        card.is_main = card.can_be_main and card.complaint.code == wanted
        card.why_main = ", ".join(_why_main(card.complaint, page.cards))
        card.near = near.get(card.complaint.code)
    return page


def _near(complaint: Complaint, desk: Desk) -> dict[str, Alike]:
    """Return what looks like the report in hand by ticket, the likeliest first."""
    found = alike.alike(complaint, desk, desk.visible(), limit=MOST_COMPARED - 1)
    return {one.code: one for one in found}


def _repeats(near: dict[str, Alike]) -> list[str]:
    """Return which of them probably tell of the same and can still be merged."""
    return [one.code for one in near.values() if one.repeat and not one.is_closed]


def _tickets(sent: QueryDict, name: str) -> list[str]:
    """Return the ticket numbers that stand in a field, however they are set apart."""
    return " ".join(sent.getlist(name)).replace(",", " ").split()


def look_ahead(page: Comparison, user: User) -> None:
    """Note on each ticked report what merging it would do."""
    main = page.main
    page.refused = page.missing()
    for card in page.ticked if not page.refused else ():
        assert main is not None
        report = card.complaint
        card.effect = effect.trial(
            report,
            lambda one=report: actions.merge(one, by=user, main=main),  # type: ignore[misc]
        )


def merge_ticked(page: Comparison, user: User) -> list[str]:
    """Merge what was ticked, each on its own, and return the tickets that were merged.

    ``page.refused`` then says of each other one why not.
    """
    main, merged = page.main, []
    page.refused = page.missing()
    if main is None or page.refused:
        return []
    for card in page.ticked:
        try:
            actions.merge(card.complaint, by=user, main=main)
        except actions.Refused as refusal:
            page.refused.append(f"{card.complaint.code}: {refusal}")
        else:
            merged.append(card.complaint.code)
    return merged


def _best(cards: list[Card]) -> Card | None:
    """Return the report that had best go on: with merged ones, at work, supported, the oldest."""
    able = [card for card in cards if card.can_be_main]
    return min(
        able,
        key=lambda card: (
            not card.complaint.merged_count,
            card.complaint.lead_id is None,
            -card.complaint.support_count,
            card.complaint.created_at,
        ),
        default=None,
    )


def _why_main(row: Complaint, cards: list[Card]) -> Iterator[str]:
    """Yield what speaks for a report to be the one that goes on."""
    if row.status not in OPEN:
        yield "tidak dapat menjadi laporan utama: sudah ditutup atau digabung"
        return
    if row.merged_count:
        yield f"sudah memuat {row.merged_count} laporan gabungan"
    if row.lead is not None:
        yield f"sudah di {row.lead}"
    if row.support_count and row.support_count == max(one.complaint.support_count for one in cards):
        yield f"dukungan terbanyak ({row.support_count})"
    if row.created_at == min(one.complaint.created_at for one in cards):
        yield "paling lama"


def _card(row: Complaint, complaint: Complaint, desk: Desk, files: list[File]) -> Card:
    text = alike.text_of(row, desk)
    places = [row.place_text, f"Kel. {row.region.name}" if row.region else ""]
    again = row.is_closed and row.pk != complaint.pk and not row.is_sealed
    address = reverse("desk:verify_report", args=[complaint.code])
    return Card(
        complaint=row,
        title=row.agency_title,
        pieces=personal.marked(text),
        state_words=officer_status(row),
        flags=flags_of(row),
        place=", ".join(place for place in places if place) or "Tidak disebut",
        files=files,
        can_be_main=row.status in OPEN,
        again_url=f"{address}?ulang={row.code}" if again else "",
    )


def _files(ids: list[int]) -> dict[int, list[File]]:
    """Return the files that each report was sent with: one query."""
    found: dict[int, list[File]] = {}
    rows: Any = Attachment.objects.filter(complaint__in=ids, event__verb="submit").order_by("id")
    for row in rows:
        found.setdefault(row.complaint_id, []).append(file_of(row))
    return found
