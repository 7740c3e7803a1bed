"""What happened to a report, as its reporter, a merged reporter, or everybody may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from agencies.models import Agency
from complaints import on_request, privacy
from complaints.citizen_words import CLOCK_NAMES, PUBLIC_VERBS, REPORTER_VERBS, TITLES
from complaints.law import reasons
from complaints.law.actors import Role
from complaints.models import Attachment, Complaint, Event, Outcome, Publication, Reason
from complaints.states import Audience
from complaints.wording import VERB_ICONS
from lapor import words

DECISIONS = frozenset({"uphold", "dismiss"})
REASONED = {"hand_back": Reason.Verb.HAND_BACK, "return_answer": Reason.Verb.RETURN_ANSWER}
OWN_ROLES = (Role.REPORTER, Role.MERGED_REPORTER)


@dataclass
class Entry:
    """One line of the road, as ``_components/timeline.html`` draws it."""

    id: str
    verb: str
    title: str
    at: datetime
    icon: str
    who: str = ""
    role: str = ""
    text: str = ""
    audience: str = ""
    mine: bool = False
    on_request: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Story:
    """The events of one report with everything that is told with them: four queries."""

    complaint: Complaint
    events: list[Event]
    files: dict[int, list[Attachment]]
    names: dict[int, str]

    @classmethod
    def of(cls, complaint: Complaint) -> Story:
        """Read the story of ``complaint``."""
        events = list(
            Event.objects.filter(complaint=complaint)
            .select_related("words", "agency", "follow_up__agency", "follow_up__outside_body")
            .order_by("sequence")
        )
        files: dict[int, list[Attachment]] = defaultdict(list)
        rows = Attachment.objects.filter(complaint=complaint).exclude(audience=Audience.INTERNAL)
        for file in rows.order_by("-phase", "created_at", "name"):  # "before" comes before "after"
            files[file.event_id].append(file)
        return cls(complaint, events, files, _names(events))


def for_public(story: Story) -> list[Entry]:
    """Return what everybody may read: facts, and released words and files only."""
    released = is_released(story.complaint)
    entries = []
    for event in story.events:
        if event.verb not in PUBLIC_VERBS:
            continue
        entry = _entry(story, event, "Pelapor")
        if released:
            entry.text = _public_text(event)
            entry.audience = Audience.PUBLIC if entry.text else ""
            if entry.text:
                entry.details = [(name, privacy.mask(at)) for name, at in _answer_details(event)]
            entry.files = [
                shown(file, named=False)
                for file in story.files[event.pk]
                if file.audience == Audience.PUBLIC
            ]
        entries.append(entry)
    return entries


def for_reporter(story: Story, own: Complaint) -> list[Entry]:
    """Return what the reporter of ``own`` may read of ``story``.

    When ``own`` was merged into the report of the story, that is what the public sees, the
    answers, and the own words and files (workflow.md, *Merge*): never those of other reporters.
    """
    merged = story.complaint.pk != own.pk
    appealed = merged and any(e.verb == "appeal" and _is_by(e, own) for e in story.events)
    entries = []
    for event in story.events:
        if not _concerns(event):
            continue
        entry = _entry(story, event, "Anda" if _is_by(event, own) else "Pelapor lain")
        entry.mine = _is_by(event, own)
        if entry.mine and on_request.is_on_request(event):
            entry.who, entry.on_request = on_request.who_wrote_down(event), True
        if merged:
            entry.id = f"utama-{event.sequence}"
            entry.title = "Laporan utama dikirim" if event.verb == "submit" else entry.title
        entry.details = _moves(event)
        if _may_read(event, own, merged=merged, appealed=appealed):
            entry.text = privacy.mask(_words(event)) if merged and not entry.mine else _words(event)
            entry.audience = event.audience if entry.text else ""
            entry.files = [
                shown(file, named=entry.mine)
                for file in story.files[event.pk]
                if entry.mine or not merged or may_read_file(file, event)
            ]
            entry.details += _answer_details(event)
        if event.verb == "submit" and entry.mine:
            entry.text, entry.audience = own.text, Audience.REPORTER
        entries.append(entry)
    return entries


def is_released(complaint: Complaint) -> bool:
    """Tell whether the public may read words and files of this report, not only its state."""
    return complaint.published and complaint.publication == Publication.PUBLIC


def may_read_file(file: Attachment, event: Event) -> bool:
    """Tell whether a merged reporter may open a file of the main report: only an agency's."""
    from_agency = event.role not in OWN_ROLES
    return from_agency and (file.audience == Audience.PUBLIC or event.verb == "answer")


def may_read_event(event: Event, own: Complaint) -> bool:
    """Tell whether the reporter of ``own`` may read the words and files of ``event``."""
    return _may_read(event, own, merged=event.complaint_id != own.pk, appealed=False)


def is_by(event: Event, own: Complaint) -> bool:
    """Tell whether the reporter of ``own`` did this, there or at the report it was merged into."""
    return _is_by(event, own)


def shown(file: Attachment, *, named: bool = True) -> dict[str, Any]:
    """Return a file as ``_components/files.html`` draws it; unnamed, it tells nothing of its maker."""
    url = reverse("citizens:attachment", args=[file.pk])
    generic = "Foto" if file.kind == Attachment.Kind.IMAGE else "Dokumen PDF"
    if file.is_proof and not file.phase:
        generic = f"Bukti: {generic.lower() if generic == 'Foto' else generic}"
    return {
        "url": url,
        "thumb_url": f"{url}?kecil=1" if file.thumbnail else "",
        "name": file.name if named else generic,
        "size": file.size,
        "alt": "",
        "note": file.get_phase_display(),
    }


def _concerns(event: Event) -> bool:
    """Whether the reporter is told that this happened at all."""
    if event.verb in ("remind", "escalate"):
        return event.audience != Audience.INTERNAL
    return event.verb in REPORTER_VERBS


def _may_read(event: Event, own: Complaint, *, merged: bool, appealed: bool) -> bool:
    if _is_by(event, own):
        return True
    if event.role in OWN_ROLES:
        return False
    if merged:
        readable = event.verb == "answer" or (appealed and event.verb in DECISIONS)
        return event.audience == Audience.PUBLIC or readable
    return event.audience != Audience.INTERNAL or event.verb == "reveal"


def _is_by(event: Event, own: Complaint) -> bool:
    """Whether the reporter of ``own`` did this (or had it typed in at a counter)."""
    if event.role == Role.MERGED_REPORTER:
        return bool(event.data.get("merged") == own.pk)
    if event.complaint_id != own.pk:
        return False
    return event.role == Role.REPORTER or event.verb == "submit"


def _entry(story: Story, event: Event, who: str) -> Entry:
    title = TITLES.get(event.verb, "{verb}").format(
        who=who,
        agency=_agency(event),
        lead=story.names.get(event.data.get("lead") or 0, "instansi"),
        unit=story.names.get(event.data.get("unit") or 0, "unit"),
        other=story.names.get(event.data.get("agency") or 0, "instansi"),
        outcome=_outcome(event),
        reason=_reason(event),
        clock=_clock(event.data.get("clock", "")),
        verb=event.verb,
    )
    by_agency = event.agency is not None and event.role not in OWN_ROLES
    return Entry(
        id=f"peristiwa-{event.sequence}",
        verb=event.verb,
        title=title,
        at=event.at,
        icon=VERB_ICONS.get(event.verb, "dot"),
        who=str(event.agency) if by_agency else "",
    )


def _clock(code: str) -> str:
    name = CLOCK_NAMES.get(code, ("Tenggat", ""))[0]
    return name[:1].lower() + name[1:]


def _words(event: Event) -> str:
    said = getattr(event, "words", None)
    return said.text if said is not None else ""


def _public_text(event: Event) -> str:
    follow_up = getattr(event, "follow_up", None)
    return follow_up.public_text if follow_up is not None else ""


def _agency(event: Event) -> str:
    follow_up = getattr(event, "follow_up", None)
    if follow_up is not None and follow_up.outside_body is not None:
        return str(follow_up.outside_body)
    return str(event.agency) if event.agency is not None else "instansi"


def _outcome(event: Event) -> str:
    code = event.data.get("outcome", "")
    return Outcome(code).label if code in Outcome.values else ""


def _reason(event: Event) -> str:
    code = event.data.get("reason", "")
    if not code:
        return ""
    return reasons.label_of(REASONED.get(event.verb, Reason.Verb.ARCHIVE), code)


def _answer_details(event: Event) -> list[tuple[str, str]]:
    follow_up = getattr(event, "follow_up", None)
    if follow_up is None:
        return []
    planned = words.day(follow_up.planned_on) if follow_up.planned_on else ""
    news = words.day(follow_up.next_news_on) if follow_up.next_news_on else ""
    rows = [
        ("Kabar berikutnya", news),
        ("Isi bukti", follow_up.proof_text),
        ("Dasar hukum", follow_up.legal_basis),
        ("Dijadwalkan", planned),
        ("Pelaksana", follow_up.planned_unit),
        ("Sumber anggaran", follow_up.budget_source),
    ]
    return [(name, value) for name, value in rows if value]


def _moves(event: Event) -> list[tuple[str, str]]:
    """Return the dates that this event moved: old and new."""
    return [
        (
            f"Tanggal {_clock(entry['clock'])}",
            f"dari {_moment(entry['was'])} menjadi {_moment(entry['due'])}",
        )
        for entry in event.data.get("clocks", [])
        if entry.get("was") and entry["clock"] in CLOCK_NAMES
    ]


def _moment(text: str) -> str:
    return words.moment(datetime.fromisoformat(text))


def _names(events: Sequence[Event]) -> dict[int, str]:
    ids = {
        event.data[key]
        for event in events
        for key in ("lead", "unit", "agency", "holder")
        if isinstance(event.data.get(key), int)
    }
    return dict(_short_names(ids)) if ids else {}


def _short_names(ids: Iterable[int]) -> Any:
    return Agency.objects.filter(pk__in=ids).values_list("pk", "short_name")
