"""Everything that the tracker's page shows of one report to its reporter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from agencies import law
from complaints import due, wording
from complaints.citizen_words import CLOCK_NAMES, look_of
from complaints.citizens import remembered, tickets
from complaints.citizens.tracking import handoffs, road, told, verbs
from complaints.models import Complaint, Deadline, Event
from complaints.states import Clock, State
from complaints.trail.timeline import Entry, Story, for_reporter, may_read_event
from lapor import clock, words

WHY_MOVED = {
    "grant_extension": "Perpanjangan diberikan.",
    "correct": "Data laporan diperbaiki.",
    "complete": "Waktu menunggu jawaban Anda tidak dihitung.",
    "resume": "Waktu menunggu jawaban tidak dihitung.",
    "lapse": "Waktu menunggu jawaban tidak dihitung.",
    "carry_out": "Rencana dijadwalkan ulang.",
}
"""Verb → why it moves a date; what else moves dates is an edit of the calendar."""

MAIN_VERBS = ("complete", "confirm", "object_to_answer", "answer_again", "fill_survey")
ASKED_AGAIN = "Laporan ini selesai empat minggu yang lalu. Jawab satu pertanyaan di bawah ini."


@dataclass(frozen=True)
class NextStep:
    """The one thing to know or to do now."""

    title: str
    text: str
    tone: str = "info"


def page(ticket: tickets.Ticket) -> dict[str, Any]:
    """Return the context of the tracker's page."""
    main, own = ticket.main, ticket.own
    story = Story.of(main)
    running = list(Deadline.objects.filter(complaint=main, stopped_at__isnull=True))
    entries = for_reporter(story, own)
    if ticket.is_merged:
        entries = [*for_reporter(Story.of(own), own), *entries]
    dates = {row.clock: row.due_at for row in running}
    buttons = _actions(ticket)
    ordered = sorted(entries, key=lambda entry: entry.at)
    held = handoffs.stays(story)
    awaiting = _answer(main, entries)
    on_top = {entry.at for entry in awaiting}
    return {
        "complaint": own,
        "main": main,
        "is_merged": ticket.is_merged,
        "state": wording.citizen_status(own),
        "main_state": wording.citizen_status(main),
        "state_look": look_of(main),
        "entries": ordered,
        "conversation": [
            entry for entry in ordered if (entry.text or entry.files) and entry.at not in on_top
        ],
        "history": [_bare(entry) for entry in ordered],
        "road": road.road_of(main, story, dates),
        "held": held,
        "holder": held[-1] if held and held[-1].until is None else None,
        "moves": _moves(story, own),
        "told": told.told_of(own),
        "may_be_remembered": remembered.may_be_remembered(own),
        "next": next_step(main, dates, {action["slug"] for action in buttons}),
        "answer": awaiting,
        "question": _question(story) if main.status == State.NEEDS_INFO else "",
        "clocks": [_clock(row) for row in running],
        "facts": _facts(own, main, is_merged=ticket.is_merged),
        "awaited": [one for one in buttons if one["primary"]],
        "others": [one for one in buttons if not one["primary"]],
        "family": _family(own),
    }


def next_step(complaint: Complaint, dates: dict[str, datetime], slugs: set[str]) -> NextStep:
    """Return what the reporter should do, or what happens by itself, with its date.

    Args:
        complaint: the report that is acted upon.
        dates: when its running clocks are due.
        slugs: the verbs that the reporter may do now.
    """
    lead, outside = complaint.lead, complaint.outside_body
    checked = dates.get(Clock.VERIFICATION) or dates.get(Clock.REFORWARD)
    read = "Pemeriksa yang ditunjuk membaca laporan Anda"
    sent = read if complaint.is_sealed else "Laporan Anda diperiksa dan diteruskan"
    waits = {
        State.RECEIVED: (sent, checked),
        State.VERIFIED: (
            read if complaint.is_sealed else "Laporan Anda diteruskan ke instansi",
            checked,
        ),
        State.FORWARDED: (f"{lead} menanggapi", dates.get(Clock.FIRST_FOLLOW_UP)),
        State.FOLLOWED_UP: (f"Kabar berikutnya dari {lead}", dates.get(Clock.PROGRESS)),
        State.REFERRED: (f"Kami memantau jawaban {outside}", dates.get(Clock.OUTSIDE)),
        State.APPEALED: ("Banding Anda diputus", dates.get(Clock.APPEAL)),
    }
    status = State(complaint.status)
    if status in waits:
        what, moment = waits[status]
        return NextStep("Sekarang Anda cukup menunggu", f"{what}{_by(moment)}.")
    if status == State.NEEDS_INFO:
        text = f"Laporan menunggu jawaban Anda{_by(dates.get(Clock.COMPLETION))}."
        return NextStep("Jawab pertanyaan petugas", text, "warning")
    if status == State.ANSWERED:
        until = _by(dates.get(Clock.CONFIRMATION))
        text = f"Tentukan{until}. Tanpa kabar dari Anda, laporan ini ditutup otomatis."
        return NextStep("Baca jawabannya, lalu nilai: selesai atau belum?", text, "warning")
    return _after_the_end(complaint, slugs)


def _after_the_end(complaint: Complaint, slugs: set[str]) -> NextStep:
    closed = complaint.closed_at or complaint.updated_at
    sentences = []
    if "survei" in slugs:
        until = closed + timedelta(days=law.limit("survey_days"))
        sentences.append(f"Bagaimana pelayanannya? Isi survei singkat sampai {words.day(until)}.")
    if "lengkapi" in slugs:
        until = closed + timedelta(days=law.limit("complete_days"))
        sentences.append(f"Anda masih dapat melengkapinya sampai {words.day(until)}.")
    if "buka-kembali" in slugs:
        start = max(closed, complaint.planned_until or closed)
        until = start + timedelta(days=law.limit("reopen_days"))
        sentences.append(f"Bila masalahnya kembali, buka lagi sampai {words.day(until)}.")
    if "banding" in slugs:
        until = closed + timedelta(days=law.limit("appeal_days"))
        sentences.append(f"Bila Anda tidak setuju, ajukan banding sampai {words.day(until)}.")
    if complaint.status != State.RESOLVED:
        sentences.append("Pintu berikutnya: Ombudsman RI, telepon 137.")
        return NextStep("Laporan ini tidak dilanjutkan", " ".join(sentences))
    if complaint.planned_until is not None:
        planned = f"Instansi berjanji melaksanakannya{_by(complaint.planned_until)}."
        return NextStep("Sudah dijadwalkan", " ".join([planned, *sentences]))
    if "masih-baik" in slugs:
        return NextStep("Masih baik?", " ".join([ASKED_AGAIN, *sentences]), "warning")
    return NextStep("Laporan ini selesai", " ".join(["Terima kasih.", *sentences]), "success")


def _answer(complaint: Complaint, entries: list[Entry]) -> list[Entry]:
    """Return the answer that waits for the reporter's word, to stand on top."""
    if complaint.status != State.ANSWERED:
        return []
    final = [entry for entry in entries if entry.verb in ("answer", "outside_news")]
    return [replace(final[-1], id="jawaban")] if final else []


def _by(moment: datetime | None) -> str:
    return f" paling lambat {words.moment(moment)}" if moment else ""


def _question(story: Story) -> str:
    asked = [event for event in story.events if event.verb == "ask_reporter"]
    said = getattr(asked[-1], "words", None) if asked else None
    return said.text if said else ""


def _bare(entry: Entry) -> Entry:
    """Return an event without what was said, which stands in the conversation."""
    said = bool(entry.text or entry.files)
    id = f"riwayat-{entry.id}" if said else entry.id  # noqa: A001  (the component's own name)
    return replace(entry, id=id, text="", files=[], audience="", details=[])


def _clock(row: Deadline) -> dict[str, Any]:
    """Return a running clock as ``_components/clocks.html`` draws it."""
    name, whose = CLOCK_NAMES[row.clock]
    stands = due.stand(row.due_at, now=row.paused_at or clock.now(), paused=bool(row.paused_at))
    return {
        "name": name,
        "whose": whose,
        "due": stands.tone,
        "words": stands.words,
        "due_at": row.due_at,
        "moves": [],
    }


def _moves(story: Story, own: Complaint) -> list[dict[str, Any]]:
    """Return every date that was moved, with the old one, the new one and why."""
    return [
        {
            "name": CLOCK_NAMES[entry["clock"]][0],
            "old": datetime.fromisoformat(entry["was"]),
            "new": datetime.fromisoformat(entry["due"]),
            "reason": _why(event, story, own),
        }
        for event in story.events
        for entry in event.data.get("clocks", [])
        if entry.get("was") and entry["clock"] in CLOCK_NAMES
    ]


def _why(event: Event, story: Story, own: Complaint) -> str:
    """Return why a date moved; an agency's own reason where the reporter may read it."""
    usual = WHY_MOVED.get(event.verb, "Hari libur atau jam kerja berubah.")
    asked = [
        one
        for one in story.events
        if one.verb == "request_extension" and one.sequence < event.sequence
    ]
    source = asked[-1] if event.verb == "grant_extension" and asked else event
    said = getattr(source, "words", None)
    if source.verb not in ("request_extension", "correct") or said is None:
        return usual
    return f"{usual} Alasannya: {said.text}" if may_read_event(source, own) else usual


def _facts(own: Complaint, main: Complaint, *, is_merged: bool) -> list[dict[str, str]]:
    place = ", ".join(
        part for part in (own.place_text, f"Kelurahan {own.region}" if own.region else "") if part
    )
    rows = [
        ("Instansi utama", str(main.lead) if main.lead and main.is_delegated else ""),
        ("Digabung ke", main.code if is_merged else ""),
        ("Dikirim", words.moment(own.created_at)),
        ("Jenis", own.get_kind_display()),
        ("Kategori", str(own.category) if own.category else "Belum dipilih"),
        ("Tempat", place),
        ("Tanggal kejadian", words.day(own.incident_date) if own.incident_date else ""),
        ("Nama Anda", _hidden(own)),
        ("Nomor SP4N", own.external_ref),
    ]
    return [{"name": name, "value": value} for name, value in rows if value]


def _hidden(own: Complaint) -> str:
    if own.is_sealed:
        return "Disegel: hanya pemeriksa yang ditunjuk"
    if not own.hides_reporter:
        return "Laporan rahasia" if own.is_secret else ""
    shown = "Anonim, instansi boleh melihat nama" if own.is_disclosed else "Anonim"
    return f"{shown}; laporan rahasia" if own.is_secret else shown


def _actions(ticket: tickets.Ticket) -> list[dict[str, Any]]:
    """Return the verbs as ``_components/actions.html`` draws them, the awaited ones large."""
    return [
        {
            "slug": verbs.SLUG_OF[verb.name],
            "label": verb.label,
            "url": reverse("citizens:act", args=[ticket.own.code, verbs.SLUG_OF[verb.name]]),
            "form": verb.about(ticket.main, ticket.actor, auto_id=f"{verbs.SLUG_OF[verb.name]}-%s"),
            "hint": verb.hint,
            "submit": verb.submit or verb.label,
            "tone": verb.tone,
            "primary": verb.name in MAIN_VERBS,
            "open": verb.name in ("complete", "answer_again"),
        }
        for verb in verbs.offered(ticket.main, ticket.actor)
    ]


def _family(own: Complaint) -> list[dict[str, Any]]:
    return [
        {
            "code": part.code,
            "url": reverse("citizens:tracked", args=[part.code]),
            "title": part.title,
            "state": look_of(part),
            "words": wording.citizen_status(part),
            "is_here": part.pk == own.pk,
        }
        for part in tickets.family_of(own)
    ]
