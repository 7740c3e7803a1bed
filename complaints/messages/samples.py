"""Every message with example words: what the preview for officers shows. No real report is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from complaints import links, wording
from complaints.messages import follower, reporter, short
from complaints.messages.letters import (
    FOR_OFFICERS,
    PRIVATE_LINK,
    Letter,
    about_several,
    compose,
)
from complaints.messages.sections import Section, section
from complaints.telling import following
from complaints.wording import VERB_WORDS
from lapor import clock, words

CODE = "ABCD2345"
AGENCY, OUTSIDE = "Dinas PUPR", "PLN"
TITLE = "Lubang besar di depan pasar"
QUOTE = "Regu datang Selasa pagi, menambal lubang di depan pasar, dan memasang rambu sementara."
TO_RATE = (
    "Buka tautan di bawah ini dan pilih “Ya, sudah selesai” atau “Belum selesai” "
    "paling lambat {until}. Tanpa pilihan Anda, laporan ditutup otomatis."
)
ADVICE = {
    "answer": TO_RATE,
    "outside_news": TO_RATE,
    "ask_reporter": "Jawab lewat tautan di bawah ini paling lambat {until}.",
    "ask_again": "Buka tautan di bawah ini dan jawab satu pertanyaan: masih baik atau tidak?",
    "archive": "Tidak setuju? Ajukan banding dalam 30 hari lewat tautan di bawah ini.",
    "auto_resolve": "Masalahnya masih ada? Buka kembali laporan ini sampai {until}.",
}
PLANNED = {"clock": "planned"}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "forward": [
        {},
        {"moved": {"from": "Dinas Perhubungan", "why": "menurut instansi itu: bukan kewenangan"}},
    ],
    "remind": [
        {"data": {"clock": "completion"}},
        {"data": {"clock": "confirmation"}},
        {"data": PLANNED},
    ],
    "escalate": [{"data": {"clock": name}} for name in ("verification", "progress", "resolution")],
    "lapse": [{"to": "archived"}, {"to": "followed_up"}],
    "outside_news": [{"data": {"answered": True}}, {"data": {"answered": False}}],
    "uphold": [{"data": {"lead": 1}}, {"data": {}}],
}
"""Verb → its different texts, by what differs in the context."""


OTHERS = {
    "follow": "ikuti laporan? (konfirmasi)",
    "end": "laporan berakhir",
    "on_request": "atas permintaan pelapor",
    "new_link": "kode hilang",
    "invite": "undangan petugas",
    "list_ready": "berkas daftar siap",
    "upward_report": "laporan berkala siap",
    "danger": "bahaya",
    "discreet": "kabar tanpa isi",
    "senders": "ringkasan harian beberapa laporan",
}
"""What messages are called that no verb is named after."""


@dataclass(frozen=True)
class Sample:
    """One message to one kind of reader through one channel."""

    slug: str
    verb: str
    reader: str
    channel: str
    letter: Letter | None = None
    text: str = ""

    @property
    def title(self) -> str:
        """What happened, in words."""
        return VERB_WORDS.get(self.verb) or OTHERS.get(self.verb, self.verb)

    @property
    def shown(self) -> str:
        """The words that a reader gets as plain text."""
        return self.letter.text if self.letter else self.text


def samples() -> list[Sample]:
    """Return every verb × reader × channel with example words."""
    return [*_letters(), *_to_followers(), *_short_texts()]


def find(slug: str) -> Sample | None:
    """Return the sample with this name in addresses."""
    return next((one for one in samples() if one.slug == slug), None)


def _letters() -> Iterator[Sample]:
    for verb in _verbs("reporter"):
        for number, variant in enumerate(VARIANTS.get(verb, [{}]), start=1):
            told = _section(f"reporter/{verb}", verb, **variant)
            advice = ADVICE.get(verb, reporter.NOTHING_TO_DO).format(until=_when(10))
            yield _email(verb, f"{verb}-{number}", "Pelapor", told, advice=advice)
    yield _email("new_link", "new_link", "Pelapor", _section("new_link", "new_link"))
    news = Section(f"Ada kabar untuk laporan {CODE}")
    yield _email("discreet", "discreet", "Pelapor anonim, rahasia, atau disegel", news)
    yield from _to_senders()
    for verb in _verbs("officer"):
        told = _section(f"officer/{verb}", verb)
        yield _email(verb, f"officer-{verb}", "Petugas", told)


def _to_senders() -> Iterator[Sample]:
    """What those read who filed many reports: one letter a day."""
    until, other = _when(10), "EFGH6789"
    link, other_link = (_tracking_link(code) for code in (CODE, other))
    told = [
        reporter.told_of(code, title, [_section(f"reporter/{verb}", verb)], advice, address)
        for code, title, verb, advice, address in (
            (CODE, TITLE, "ask_reporter", ADVICE["ask_reporter"].format(until=until), link),
            (other, "Lampu jalan mati", "forward", reporter.NOTHING_TO_DO, other_link),
        )
    ]
    letter = about_several("warga@contoh.example", told, hidden=False)
    yield Sample("senders", "senders", "Pelapor dengan banyak laporan", "E-mail", letter)
    hidden = [
        Section(f"Ada kabar untuk laporan {code}", link=address)
        for code, address in ((CODE, link), (other, other_link))
    ]
    letter = about_several("warga@contoh.example", hidden, hidden=True)
    reader = "Pelapor anonim dengan banyak laporan"
    yield Sample("senders-hidden", "senders", reader, "E-mail", letter)


def _to_followers() -> Iterator[Sample]:
    """What those read who follow a public report by e-mail."""
    link = links.absolute(reverse("citizens:public_detail", args=[CODE]))
    way_out = links.absolute(reverse("citizens:follow_leave", args=[CODE]))
    leave = f"{follower.FOOTER}{way_out}?{links.KEY}=contoh"
    told = {"follow": (following.CONFIRM, follower.question(TITLE), follower.NOT_ME)}
    for verb, headline in follower.HEADLINES.items():
        quote = "" if verb == "reopen" else QUOTE
        news = Section(headline.format(by=AGENCY), quote=quote)
        told[verb] = (following.NEWS, news, leave)
    ended = Section("Laporan ini berakhir: Selesai, pelapor menyetujui")
    told["end"] = (following.NEWS, ended, leave)
    for verb, (template, section_, footer) in told.items():
        subject = follower.subject(template, TITLE)
        letter = compose(
            "warga@contoh.example", subject, [section_], advice="", link=link, footer=footer
        )
        yield Sample(f"follower-{verb}", verb, "Pengikut laporan publik", "E-mail", letter)


def _short_texts() -> Iterator[Sample]:
    for channel, name in ((short.SMS, "SMS"), (short.WHATSAPP, "WhatsApp")):
        for verb in short.VERBS:
            text = short.text_of(verb, code=CODE, channel=channel, until=_when(10))
            yield Sample(f"{channel}-{verb}", verb, "Pelapor", name, text=text)
        text = short.text_of("answer", code=CODE, channel=channel, discreet=True)
        hidden = "Pelapor anonim, rahasia, atau disegel"
        yield Sample(f"{channel}-discreet", "discreet", hidden, name, text=text)


def _email(verb: str, slug: str, reader: str, told: Section, *, advice: str = "") -> Sample:
    to_officer = reader == "Petugas"
    letter = compose(
        "warga@contoh.example",
        f"{told.headline}" + ("" if to_officer else f" – laporan {CODE}"),
        [told],
        advice=advice,
        link="" if to_officer else _tracking_link(CODE),
        footer=FOR_OFFICERS if to_officer else PRIVATE_LINK,
    )
    return Sample(slug, verb, reader, "E-mail", letter)


def _tracking_link(code: str) -> str:
    return links.absolute(f"/lacak/{code}/?{links.KEY}=contoh")


def _section(template: str, verb: str, **variant: Any) -> Section:
    """Return what the template says with example words; ``variant`` replaces some of them."""
    clocks = ("verification", "first_follow_up", "progress", "resolution", "outside", "appeal")
    context: dict[str, Any] = {
        "about": {"lead": AGENCY},
        "code": CODE,
        "data": {},
        "agency": AGENCY,
        "outside": OUTSIDE,
        "reason": "data tidak dilengkapi",
        "due": {name: _when(5 + 3 * place) for place, name in enumerate(clocks)},
        "was": {"resolution": _when(9)},
        "late_since": _when(-2),
        "main": "EFGH6789",
        "kind": "Pengaduan",
        "category": "Jalan dan jembatan",
        "place": "Depan pasar, Langkai",
        "days": links.VALID_FOR.days,
        "roles": f"pejabat penghubung di {AGENCY}",
        "is_new": True,
        "until": _when(7),
        "period": "tahun 2026",
        "whose": "Seluruh kota",
        "sentence": "Dari 606 aduan: 589 tertangani, 12 dalam proses, 5 belum ditindaklanjuti.",
        "done": VERB_WORDS.get("write"),
        "proof": "kode tanda terima",
    }
    if variant.get("data") == PLANNED:
        context["planned"] = words.day(clock.today() + timedelta(days=60))
    quote = QUOTE if verb in reporter.QUOTED | {"grant_extension"} else ""
    link = links.absolute(f"/meja/laporan/{CODE}/") if template.startswith("officer") else ""
    return section(f"messages/{template}.txt", quote=quote, link=link, **context | variant)


def _when(days: int) -> str:
    return wording.when(clock.now() + timedelta(days=days))


def _verbs(reader: str) -> list[str]:
    folder = Path(settings.BASE_DIR) / "templates" / "messages" / reader
    return sorted(path.stem for path in folder.glob("*.txt"))
