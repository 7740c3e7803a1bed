"""The first page of *Kelola*: what each part is for, and what needs attention."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.models import Agency, Holiday, Officer
from complaints.access import Desk, officers_only
from complaints.fields import number
from complaints.figures import nightly
from complaints.manage.lists.table import LISTS
from complaints.manage.people import EMPLOYERS, KEEPERS
from complaints.models import AgencyClosing
from lapor import clock
from routing.models import Category

Role = Officer.Role

NEXT_YEAR_FROM = 10
"""From this month on the holidays of the next year should be there."""
ANSWERING = (Agency.Kind.DEPARTMENT, Agency.Kind.DISTRICT, Agency.Kind.WARD)
SHOWN = 8


class Part(NamedTuple):
    """One part of *Kelola*: where it is and what it is for."""

    title: str
    text: str
    url: str


class Group(NamedTuple):
    """Parts that belong together, under one heading."""

    title: str
    slug: str
    parts: list[Part]


class Lack(NamedTuple):
    """Something that needs attention, and where it is mended."""

    title: str
    text: str
    url: str
    link: str


@require_safe
@officers_only(*EMPLOYERS)
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the parts this officer may open, and to those who keep the town what is missing."""
    keeps = not desk.roles.isdisjoint(KEEPERS)
    context = {"groups": groups(desk), "warnings": warnings() if keeps else []}
    return render(request, "manage/home.html", context)


TIMES = ("janji-layanan", "hari-libur", "jam-kerja", "eskalasi", "batas")
"""The lists that say until when something is due; the others say which way a report goes."""


def groups(desk: Desk) -> list[Group]:
    """Return the parts that this officer may open, in groups."""
    people = Part(
        "Petugas",
        "Siapa bertugas di mana: mengundang, mengganti peran, menonaktifkan.",
        reverse("manage:officers"),
    )
    if desk.roles.isdisjoint(KEEPERS):
        return [Group("Orang", "orang", [people])]
    agencies = Part(
        "Instansi",
        "Susunan dinas, kecamatan, kelurahan, dan unit di bawahnya.",
        reverse("manage:agencies"),
    )
    lists = {one.slug: Part(one.title, one.lead, one.url) for one in LISTS}
    ways = [part for slug, part in lists.items() if slug not in TIMES]
    return [
        Group("Instansi dan petugas", "orang", [agencies, people]),
        Group("Jalan laporan", "jalan", [*ways, _steering()]),
        Group("Waktu", "waktu", [lists[slug] for slug in TIMES]),
        Group("Naskah", "naskah", _texts()),
        *([Group("SP4N-LAPOR!", "sp4n", _sp4n())] if Role.VERIFIER in desk.roles else []),
        Group("Pengawasan", "pengawasan", [_record()]),
    ]


def _sp4n() -> list[Part]:
    files = Part(
        "Impor dan ekspor SP4N",
        "Riwayat laporan kota dari berkas resmi, dan laporan kita dalam bentuk yang sama.",
        reverse("manage:sp4n"),
    )
    copies = Part(
        "Salinan ke SP4N",
        "Apakah laporan di sini disalin ke SP4N-LAPOR!, dan mulai tanggal berapa.",
        reverse("manage:national"),
    )
    return [files, copies]


def _steering() -> Part:
    return Part(
        "Penerusan",
        "Seberapa sering saran instansi benar, yang dipelajari sistem, dan penerusan otomatis.",
        reverse("manage:steering"),
    )


def _record() -> Part:
    return Part(
        "Riwayat pengaturan",
        "Siapa mengubah apa dan kapan, sebelum dan sesudahnya.",
        reverse("manage:history"),
    )


def _texts() -> list[Part]:
    own = Part(
        "Naskah pesan",
        "Kata-kata dalam e-mail dan SMS, dengan contoh untuk setiap pesan.",
        reverse("manage:messages"),
    )
    return [own, *_templates()]


def _templates() -> list[Part]:
    """The reply templates stand at the desk, where they are used."""
    from django.urls import NoReverseMatch  # noqa: PLC0415

    try:
        url = reverse("desk:templates")
    except NoReverseMatch:
        return []
    text = "Naskah jawaban yang dipakai petugas saat menulis kepada pelapor."
    return [Part("Naskah jawaban", text, url)]


def warnings() -> list[Lack]:
    """Return what needs attention; six queries, however large the town is."""
    return [
        *_wrong_figures(),
        *_without_liaison(),
        *_without_agency(),
        *_without_holidays(),
        *_one_of_a_kind(),
        *_closing(),
    ]


def _names(rows: list[Any]) -> str:
    names = ", ".join(str(row) for row in rows[:SHOWN])
    return f"{names}, dan lainnya." if len(rows) > SHOWN else f"{names}."


def _without_liaison() -> list[Lack]:
    on_duty = Officer.objects.filter(
        agency=OuterRef("pk"), role=Role.LIAISON, is_active=True, user__is_active=True
    )
    alone = Agency.objects.active().filter(~Exists(on_duty), kind__in=ANSWERING)
    rows = list(alone.order_by("name")[: SHOWN + 1])
    if not rows:
        return []
    return [
        Lack(
            "Instansi tanpa pejabat penghubung",
            f"Laporan tidak dapat diteruskan ke sana: {_names(rows)}",
            reverse("manage:invite"),
            "Undang petugas",
        )
    ]


def _without_agency() -> list[Lack]:
    goes_to_agency = Category.objects.active().filter(goes_to=Category.GoesTo.AGENCY)
    lost = Q(default_agency__isnull=True) | Q(default_agency__is_active=False)
    rows = list(goes_to_agency.filter(lost)[: SHOWN + 1])
    if not rows:
        return []
    return [
        Lack(
            "Kategori tanpa instansi bawaan",
            f"Saran instansinya lebih lemah: {_names(rows)}",
            reverse("manage:list", args=["kategori"]),
            "Buka kategori",
        )
    ]


def _without_holidays() -> list[Lack]:
    today = clock.today()
    year = today.year + 1 if today.month >= NEXT_YEAR_FROM else today.year
    decreed = Holiday.objects.filter(date__year=year).exclude(kind=Holiday.Kind.LOCAL)
    if decreed.exists():
        return []
    return [
        Lack(
            f"Hari libur {year} belum diisi",
            "Tenggat dihitung seolah-olah tidak ada hari libur pada tahun itu.",
            reverse("manage:list", args=["hari-libur"]),
            "Isi hari libur",
        )
    ]


def _one_of_a_kind() -> list[Lack]:
    """Warn of a role that the law needs and nobody has."""
    needed = {Role.VERIFIER: "admin instansi", Role.OVERSEER: "petugas Inspektorat"}
    needed[Role.CUSTODIAN] = "kustodian identitas"
    rows = Officer.objects.active().filter(role__in=needed).values("role")
    held = set(rows.annotate(number=Count("pk")).values_list("role", flat=True))
    missing = [words for role, words in needed.items() if role not in held]
    if not missing:
        return []
    return [
        Lack(
            "Peran yang belum dipegang siapa pun",
            f"Belum ada {', '.join(missing)}.",
            reverse("manage:officers"),
            "Buka daftar petugas",
        )
    ]


def _wrong_figures() -> list[Lack]:
    check = nightly.last_with_flaws()
    if check is None:
        return []
    return [
        Lack(
            "Angka tidak cocok dengan riwayat laporan",
            f"Pemeriksaan malam menemukan {number(check.flaws)} perbedaan. Laporan sendiri tidak"
            " berubah. Minta pengelola sistem menjalankan perintah rebuild_figures; layanan dapat"
            " terus dipakai.",
            "",
            "",
        )
    ]


def _closing() -> list[Lack]:
    rows = AgencyClosing.objects.filter(finished_at__isnull=True).select_related("agency")[:SHOWN]
    return [
        Lack(
            f"Laporan {row.agency} sedang diserahkan",
            f"{row.done} dari {row.total} laporan sudah pindah.",
            reverse("manage:agency", args=[row.agency.code]),
            "Lihat kemajuannya",
        )
        for row in rows
    ]
