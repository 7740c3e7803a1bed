"""Every component of the pages in every state, with invented data: what ``/demo/komponen/`` shows.

A file of ``templates/_components`` without an example here, or without its place among the frames of
a page, makes a test fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from complaints.demo.example_form import ExampleForm
from complaints.states import State
from complaints.templatetags.lapor import DUE

Context = dict[str, Any]
States = dict[str, Context]
"""The words for a state, and what the component is given in it."""

WHEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
STORY = "Lampu jalan di depan pasar padam sejak tiga malam. Kemarin ada yang jatuh dari motor."
HERE = "#isi"
"""Where links of examples lead: to this page itself."""
TITLE = "Lampu jalan padam di depan pasar"

FRAME = {
    "header": "citizens",
    "footer": "citizens",
    "demo_bar": "citizens",
    "desk_header": "desk",
    "htmx": "desk",
}
"""Components that are the frame of a page: seen around the examples, in the shell named here."""
SHELLS = {"citizens": "base.html", "desk": "desk/base.html"}
LISTS = {"report_card": "cards", "inbox_row": "inbox"}
"""Components that are rows: the class of the list around them."""
ELSEWHERE = {
    "hints_suggestion": "citizens/hints/_suggestion.html",
    "hints_similar": "citizens/hints/_similar.html",
    "uploader": "citizens/uploading/_uploader.html",
}
"""Parts of one room that many pages show, by the name of their examples."""


class Drawn(NamedTuple):
    """One state of a component, drawn."""

    words: str
    html: SafeString


class Shown(NamedTuple):
    """One component with all its states."""

    name: str
    template: str
    drawn: list[Drawn]


def gallery(request: HttpRequest) -> Iterator[Shown]:
    """Yield every component with its examples, drawn as pages draw it."""
    for name, states in examples().items():
        template = ELSEWHERE.get(name, f"_components/{name}.html")
        drawn = [
            Drawn(words, _draw(name, template, context, request, number))
            for number, (words, context) in enumerate(states.items(), start=1)
        ]
        yield Shown(name, template, drawn)


def examples() -> dict[str, States]:
    """Return the states of every component by its name."""
    return {name: make() for name, make in sorted(_EXAMPLES.items())}


def _draw(name: str, template: str, context: Context, request: HttpRequest, n: int) -> SafeString:
    html = render_to_string(template, context, request)
    if name in LISTS:
        html = format_html('<ul class="{}">{}</ul>', LISTS[name], html)
    return mark_safe(_of_its_own(html, f"{name}-{n}"))  # noqa: S308 - drawn by templates


_NAMED = re.compile(
    r'(\s(?:id|for|aria-labelledby|aria-describedby|href|data-copy|data-count-for)=")([^"]*)"'
)
_LANDMARK = re.compile(r'(<(?:nav|section|form|div)\b[^>]*\saria-label=")([^"]*)"')


def _of_its_own(html: str, suffix: str) -> str:
    """Give ids and names of landmarks an ending: the same component stands here many times."""
    ids = set(re.findall(r'\sid="([^"]+)"', html))

    def renamed(found: re.Match[str]) -> str:
        words = [
            f"{word}-{suffix}" if word.removeprefix("#") in ids else word
            for word in found[2].split(" ")
        ]
        return f'{found[1]}{" ".join(words)}"'

    # A page with one mistake leads the reader there; this one has many, and none is theirs.
    html = html.replace(" data-error-summary", "")
    html = _LANDMARK.sub(rf'\1\2 ({suffix})"', html)
    return _NAMED.sub(renamed, html)


def _actions() -> States:
    wrong = ExampleForm({}, auto_id="banding-%s")
    one = {"slug": "selesai", "label": "Ya, sudah selesai", "url": HERE, "primary": True}
    return {
        "Beberapa tindakan": {
            "title": "Yang dapat Anda lakukan",
            "actions": [
                one,
                {"slug": "tambah", "label": "Kirim tambahan", "url": HERE, "open": True,
                 "hint": "Dibaca petugas saja.", "form": ExampleForm(auto_id="tambah-%s")},
                {"slug": "cabut", "label": "Cabut laporan", "url": HERE, "tone": "danger"},
            ],
        },
        "Ada kesalahan": {
            "title": "Tindakan dengan kesalahan",
            "actions": [
                {"slug": "banding", "label": "Ajukan banding", "url": HERE, "form": wrong}
            ],
        },
        "Tidak ada tindakan": {"title": "Tanpa tindakan", "actions": []},
        "Tanpa judul": {"bare": True, "actions": [{**one, "slug": "lain"}]},
    }  # fmt: skip


def _clocks() -> States:
    move = {"old": WHEN, "new": LATER, "reason": "Menunggu suku cadang."}
    rows = [
        {"name": "jawaban", "whose": "Dinas Perhubungan", "due_at": LATER, "due": "soon",
         "words": "3 hari kerja lagi", "moves": [move]},
        {"name": "tanggapan", "due_at": WHEN, "due": "late", "words": "Terlambat 2 hari kerja"},
    ]  # fmt: skip
    return {"Dua tenggat, satu pernah pindah": {"clocks": rows}, "Tidak ada": {"clocks": []}}


def _timeline() -> States:
    entries = [
        {"title": "Laporan terkirim", "at": WHEN, "icon": "send", "audience": ""},
        {"title": "Tindak lanjut", "at": WHEN, "icon": "tools", "who": "Dinas Perhubungan",
         "role": "pejabat penghubung", "text": "Petugas datang besok pagi.",
         "audience": "public", "files": FILES, "details": [("Kabar berikutnya", "30 November 2026")]},
        {"title": "Tambahan pelapor", "at": WHEN, "icon": "chat", "who": "Anda", "mine": True,
         "text": "Masih padam.", "audience": "reporter"},
        {"title": "Catatan internal", "at": WHEN, "icon": "edit", "who": "Admin",
         "text": "Telepon gudang.", "audience": "internal"},
    ]  # fmt: skip
    return {"Empat jenis catatan": {"entries": entries}}


def _report_card() -> States:
    full = {
        "url": HERE, "title": TITLE, "excerpt": STORY, "state": State.FOLLOWED_UP,
        "state_words": "Sedang ditindaklanjuti Dinas Perhubungan", "place": "Langkai, Pahandut",
        "category": "Lampu jalan", "agency": "Dinas Perhubungan", "at": WHEN,
        "reporter": "Anonim", "supports": 12,
    }  # fmt: skip
    least = {"url": HERE, "title": "Laporan tentang sekolah di Langkai", "state": State.RESOLVED,
             "state_words": "Selesai"}  # fmt: skip
    return {"Lengkap": {"report": full}, "Teks belum dibuka": {"report": least}}


def _inbox_row() -> States:
    row = {
        "url": HERE, "code": "K7QM2XWA", "title": TITLE, "state": State.FORWARDED,
        "state_words": State.FORWARDED.label, "due": "late", "due_words": "Terlambat 2 hari kerja",
        "due_at": WHEN, "place": "Langkai", "category": "Lampu jalan", "holder": "UPT Jalan",
        "flags": [("danger", "alert", "Bahaya"), ("info", "eye-off", "Anonim")], "supports": 3,
    }  # fmt: skip
    least = {"url": HERE, "code": "P4HT9C2R", "title": "Usul jam buka", "state": State.ANSWERED,
             "state_words": State.ANSWERED.label, "due": "paused", "due_words": "Dijeda"}  # fmt: skip
    return {"Terlambat, dengan tanda": {"row": row}, "Singkat": {"row": least}}


def _time_used() -> States:
    return {
        "Masih lama": {"used": 20, "due": "fine"},
        "Hampir habis": {"used": 85, "due": "soon"},
        "Habis": {"used": 100, "due": "late"},
    }


def _steps() -> States:
    titles = ("Anda menulis laporan", "Kami periksa", "Instansi menjawab", "Anda menilai")
    plain = [{"title": title, "text": "Penjelasan singkat.", "limit": "Paling lama 3 hari kerja"}
             for title in titles]  # fmt: skip
    walked = [{"title": title, "state": state, "at": WHEN if state == "done" else None}
              for title, state in zip(titles, ("done", "now", "next", "next"), strict=True)]  # fmt: skip
    return {
        "Penjelasan, melebar": {"steps": plain, "wide": True},
        "Jalan satu laporan": {"steps": walked},
    }


def _forms() -> States:
    wrong = ExampleForm({"text": "x" * 400, "email": "bukan-alamat"}, auto_id="salah-%s")
    return {
        "Kosong": {"form": ExampleForm(auto_id="kosong-%s"), "submit": "Lanjutkan",
                   "cancel_url": HERE, "action": ""},
        "Dengan kesalahan": {"form": wrong, "action": "", "hide_summary": True},
        "Tidak dapat dibatalkan": {"form": ExampleForm(only=("text",), auto_id="hapus-%s"),
                                   "submit": "Hapus", "tone": "danger", "action": ""},
    }  # fmt: skip


def _figures() -> States:
    tones = ("", "neutral", "info", "progress", "question", "success", "warning", "danger")
    rows = [{"value": 40 + place, "label": f"Nada {tone or 'biasa'}", "tone": tone,
             "note": "keterangan", "url": HERE if not tone else ""}
            for place, tone in enumerate(tones)]  # fmt: skip
    return {"Semua nada": {"figures": rows}}


def _bars() -> States:
    rows = [
        {"label": "Dinas PUPR", "value": 40, "share": 100, "url": HERE, "tone": "danger"},
        {"label": "Dinas Perhubungan", "value": 12, "share": 30, "note": "3 menunggu"},
    ]
    return {"Dua baris": {"caption": "Menurut instansi", "name": "Instansi", "unit": "Laporan", "rows": rows}}  # fmt: skip


def _tabs() -> States:
    rows = [
        {"url": HERE, "label": "Harus ditangani", "count": "999+", "current": True, "alarm": True},
        {"url": HERE, "label": "Baru", "count": 3},
        {"url": HERE, "label": "Tanpa angka", "count": None},
    ]
    return {"Tiga bagian": {"tabs": rows, "label": "Contoh bagian"}}


def _filters() -> States:
    form = ExampleForm({"text": "lampu"}, only=("text", "choice"), short=True, auto_id="saring-%s")
    return {
        "Terlipat": {"form": form, "search": "text", "active": 0, "keep": [("urut", "baru")]},
        "Satu saringan": {"form": form, "search": "text", "active": 1, "reset_url": HERE},
    }


def _suggestion() -> States:
    hint = {"category": "Lampu jalan", "agency": "Dinas Perhubungan",
            "reason": "karena menyebut “lampu jalan”"}  # fmt: skip
    return {"Kategori dan instansi": {"hint": hint}, "Sudah dipilih": {"hint": {**hint, "is_chosen": True}}}  # fmt: skip


def _similar() -> States:
    card = {"url": HERE, "title": TITLE, "excerpt": STORY, "state": State.FORWARDED,
            "state_words": "Diteruskan, belum ditanggapi", "place": "Langkai", "at": WHEN,
            "age": "3 hari lalu", "supports": 4, "join_url": HERE}  # fmt: skip
    return {"Satu laporan serupa": {"cards": [card]}}


FILES = [
    {"url": HERE, "name": "lampu-padam.jpg", "size": 204_800, "alt": "Tiang lampu yang padam",
     "note": "untuk umum"},
    {"url": HERE, "name": "surat-keterangan-dari-kelurahan.pdf", "size": 1_048_576},
]  # fmt: skip


def _files() -> States:
    picture = {**FILES[0], "thumb_url": static("img/sungai.svg")}
    return {"Gambar dan surat": {"files": [picture, FILES[1]]}}


def _facts() -> States:
    rows = [
        {"name": "Kategori", "value": "Lampu jalan", "url": HERE},
        {"name": "Cerita", "value": f"{STORY}\n\nTolong diperbaiki.", "long": True, "url": HERE},
        {"name": "Telepon", "value": ""},
    ]
    return {"Dengan Ubah, panjang, kosong": {"facts": rows}}


def _notices() -> States:
    return {
        tone: {"tone": tone, "title": f"Nada {tone}", "text": "Apa yang terjadi, dan apa sekarang."}
        for tone in ("info", "success", "warning", "danger")
    } | {"Dengan tautan": {"text": "Ada kabar.", "url": HERE, "link": "Buka laporan"}}


def _messages() -> States:
    levels = {"info": constants.INFO, "berhasil": constants.SUCCESS,
              "peringatan": constants.WARNING, "gagal": constants.ERROR}  # fmt: skip
    return {
        words: {"messages": [Message(level, f"Pesan {words}.")]} for words, level in levels.items()
    }


def _single(**states: Context) -> Callable[[], States]:
    return lambda: {name.replace("_", " ").capitalize(): one for name, one in states.items()}


_EXAMPLES: dict[str, Callable[[], States]] = {
    "actions": _actions,
    "back": _single(biasa={"url": HERE}, dengan_kata={"url": HERE, "label": "Ke daftar"}),
    "bars": _bars,
    "breadcrumbs": _single(
        satu={"here": "Bantuan"}, dua={"url": HERE, "label": "Laporan publik", "here": TITLE}
    ),
    "clocks": _clocks,
    "due": lambda: {due: {"due": due, "words": f"Tenggat: {due}"} for due in DUE},
    "emergency": _single(biasa={}, judul_lain={"title": "Menelepon tidak perlu internet"}),
    "empty": _single(
        biasa={"title": "Belum ada laporan"},
        dengan_tombol={"title": "Tidak ada", "text": "Mulai?", "url": HERE, "link": "Buat laporan"},
        dengan_gambar={"title": "Belum ada laporan publik", "scene": "img/sungai.svg"},
    ),
    "error_summary": lambda: {"Dua kesalahan": {"form": ExampleForm({}, auto_id="ringkas-%s")}},
    "facts": _facts,
    "figures": _figures,
    "files": _files,
    "filters": _filters,
    "form": _forms,
    "hints_similar": _similar,
    "hints_suggestion": _suggestion,
    "inbox_row": _inbox_row,
    "messages": _messages,
    "notice": _notices,
    "page_header": _single(
        lengkap={"title": TITLE, "eyebrow": "Laporan K7QM2XWA", "lead": "Satu kalimat."}
    ),
    "pager": _single(
        dua_arah={"newer": HERE, "older": HERE}, awal={"older": HERE}, akhir={"newer": HERE}
    ),
    "quick_exit": _single(biasa={}),
    "receipt": lambda: {
        "Lengkap": {"ticket": "K7QM2XWA", "code": "4821093355712648",
                    "picture": static("img/mark.svg"), "picture_says": "Di sini kode QR"},
        "Tiket saja": {"ticket": "K7QM2XWA"},
    },
    "report_card": _report_card,
    "state": lambda: {
        str(state): {"state": state, "words": state.label} for state in State
    } | {"auto": {"state": "auto", "words": "Ditutup otomatis"},
         "planned": {"state": "planned", "words": "Dijadwalkan"}},
    "steps": _steps,
    "time_used": _time_used,
    "tabs": _tabs,
    "timeline": _timeline,
    "uploader": lambda: {"Kosong": {"form": ExampleForm(only=("files",), auto_id="berkas-%s")}},
}  # fmt: skip
