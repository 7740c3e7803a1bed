"""What reporters are told: one text per verb, and the one thing to do now."""

from __future__ import annotations

from datetime import datetime

from agencies import law
from agencies.models import Agency
from complaints import links, on_request, wording
from complaints.law import reasons
from complaints.law.rules import DATA_MISSING
from complaints.messages.sections import Section, section
from complaints.models import Complaint, Deadline, Event, Notification, Reason
from complaints.states import AskedAgain, Audience, Clock, State
from lapor import words

QUOTED = frozenset(
    {
        "answer",
        "archive",
        "ask_reporter",
        "carry_out",
        "dismiss",
        "follow_up",
        "outside_news",
        "refer",
        "uphold",
        "write",
    }
)
"""Verbs whose words stand in the message; those of ``grant_extension`` are the agency's request."""


NOTHING_TO_DO = "Anda tidak perlu melakukan apa-apa sekarang."


def is_discreet(complaint: Complaint) -> bool:
    """Whether a message may say no more than that there is news (workflow.md, *Messages*)."""
    return complaint.hides_reporter or complaint.is_secret or complaint.is_sealed


def sections(rows: list[Notification]) -> list[Section]:
    """Return what is to be told of ``rows``, in their order; overtaken reminders are left out."""
    return [_section(row) for row in rows if not _is_overtaken(row)]


def about(rows: list[Notification]) -> Section | None:
    """Return the section about one report in a letter about several; None when nothing is left."""
    complaint = rows[0].complaint
    link = links.tracking_link(complaint)
    if is_discreet(complaint):
        return Section(there_is_news(complaint), link=link)
    told = sections(rows)
    return told_of(complaint.code, complaint.title, told, to_do(complaint), link) if told else None


def told_of(code: str, title: str, told: list[Section], advice: str, link: str) -> Section:
    """Put together what is told of one of several reports."""
    return Section(f"Laporan {code}: {title}", parts=told, advice=advice, link=link)


def there_is_news(complaint: Complaint) -> str:
    """Return all that is said of hidden, secret and sealed reports."""
    return f"Ada kabar untuk laporan {complaint.code}"


def to_do(complaint: Complaint) -> str:
    """Return the one thing that the reporter can do now, with its date."""
    return _on_answer(complaint) or _on_end(complaint) or NOTHING_TO_DO


def _on_answer(complaint: Complaint) -> str:
    main = complaint.merged_into
    if complaint.status == State.NEEDS_INFO:
        return f"Jawab lewat tautan di bawah ini paling lambat {_due(complaint, Clock.COMPLETION)}."
    if complaint.status == State.ANSWERED:
        return (
            "Buka tautan di bawah ini dan pilih “Ya, sudah selesai” atau “Belum selesai” "
            f"paling lambat {_due(complaint, Clock.CONFIRMATION)}. "
            "Tanpa pilihan Anda, laporan ditutup otomatis."
        )
    if complaint.status == State.MERGED and main is not None and main.status == State.ANSWERED:
        until = _due(main, Clock.CONFIRMATION)
        return f"Masalahnya masih ada? Anda dapat menyanggah jawaban itu paling lambat {until}."
    return ""


def _on_end(complaint: Complaint) -> str:
    if complaint.status == State.RESOLVED and complaint.asked_again == AskedAgain.ASKED:
        return "Buka tautan di bawah ini dan jawab satu pertanyaan: masih baik atau tidak?"
    if complaint.status == State.RESOLVED:
        until = reasons.reopen_until(complaint)
        day = f" sampai {words.day(until)}" if until is not None else ""
        return f"Masalahnya masih ada? Buka kembali laporan ini{day}."
    if complaint.status != State.ARCHIVED:
        return ""
    if complaint.archive_reason == DATA_MISSING:
        days = law.limit("complete_days")
        return f"Anda masih dapat melengkapi laporan ini dalam {days} hari lewat tautan di bawah."
    if complaint.appeals == 0:
        days = law.limit("appeal_days")
        return f"Tidak setuju? Ajukan banding dalam {days} hari lewat tautan di bawah ini."
    return ""


def _section(row: Notification) -> Section:
    event, about = row.event, row.event.complaint
    return section(
        f"messages/reporter/{row.template}.txt",
        quote=_quote(row),
        about=about,
        code=row.complaint.code,
        data=event.data,
        to=event.to_status,
        agency=_agency(event) if row.template != on_request.KEY else event.agency,
        done=wording.VERB_WORDS.get(event.verb, event.verb),
        proof=on_request.proof_of(event),
        outside=about.outside_body,
        reason=reasons.label_of(Reason.Verb.ARCHIVE, event.data.get("reason", "")),
        due=_moments(event, "due"),
        was=_moments(event, "was"),
        moved=_move(event) if row.template == "forward" else None,
        late_since=_late_since(event) if row.template == "escalate" else "",
        planned=words.day(about.planned_until) if about.planned_until else "",
        main=row.complaint.merged_into,
    )


def _agency(event: Event) -> Agency | str:
    """The agency that the event names, else the one that acted, else the lead."""
    named = event.data.get("lead")
    if named and (found := Agency.objects.filter(pk=named).first()):
        return found
    return event.agency or event.complaint.lead or "Instansi yang menangani"


def _quote(row: Notification) -> str:
    """What was said, when the reader may read it; a merged reporter reads no conversation."""
    event = row.event
    if event.verb == "grant_extension":
        asked = event.complaint.events.filter(
            verb="request_extension", sequence__lt=event.sequence
        ).last()
        event = asked or event
    elif event.verb not in QUOTED:
        return ""
    own = event.complaint_id == row.complaint_id
    if event.audience == Audience.INTERNAL or not (own or event.audience == Audience.PUBLIC):
        return ""
    said = getattr(event, "words", None)
    return said.text if said is not None and said.erased_at is None else ""


def _moments(event: Event, key: str) -> dict[str, str]:
    """By clock: the due moments that the event set (``due``), or had until then (``was``)."""
    return {
        change["clock"]: wording.when(datetime.fromisoformat(change[key]))
        for change in event.data.get("clocks", [])
        if key in change and change["change"] != "stop"
    }


def _move(event: Event) -> dict[str, str] | None:
    """Return from which agency and why a report was handed on, None for its first forward."""
    steps = event.complaint.events.filter(
        sequence__lt=event.sequence, verb__in=["forward", "uphold", "hand_back", "recall"]
    )
    why = ""
    for step in steps.order_by("-sequence"):
        lead = step.data.get("lead")
        if lead:
            came_from = Agency.objects.filter(pk=lead).first()
            return {"from": str(came_from or ""), "why": why} if why else None
        if step.to_status == State.VERIFIED:
            why = why or _why(step)
    return None


def _why(step: Event) -> str:
    if step.verb == "recall":
        return "admin pengaduan menilai instansi lain lebih tepat"
    label = reasons.label_of(Reason.Verb.HAND_BACK, step.data.get("reason", ""))
    return f"menurut instansi itu: {label}"


def _late_since(event: Event) -> str:
    row = (
        Deadline.objects.filter(complaint=event.complaint_id, clock=event.data["clock"])
        .exclude(breached_at__isnull=True)
        .last()
    )
    return wording.when(row.due_at) if row is not None else ""


def _due(complaint: Complaint, clock: Clock) -> str:
    row = Deadline.objects.filter(complaint=complaint, clock=clock, stopped_at__isnull=True).first()
    return wording.when(row.due_at) if row is not None else "waktu yang tertera di sana"


def _is_overtaken(row: Notification) -> bool:
    """Whether a question or a reminder came too late: it was answered meanwhile."""
    complaint = row.complaint
    about = row.event.data.get("clock") if row.template == "remind" else ""
    if row.template == "ask_reporter" or about == Clock.COMPLETION:
        return bool(complaint.status != State.NEEDS_INFO)
    if row.template == "ask_again":
        asked = complaint.asked_again == AskedAgain.ASKED
        return not (asked and complaint.status == State.RESOLVED)
    if about == Clock.CONFIRMATION:
        return bool(complaint.status != State.ANSWERED)
    return about == Clock.PLANNED and complaint.planned_until is None
