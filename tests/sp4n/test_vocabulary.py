"""The words of the national system in forty spellings."""

from __future__ import annotations

import pytest

from complaints.models import Kind
from complaints.models.complaint import Channel
from complaints.sp4n import names, vocabulary
from complaints.sp4n.vocabulary import Standing
from complaints.states import State


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Belum Terverifikasi", Standing(State.RECEIVED)),
        ("MENUNGGU KELENGKAPAN INFORMASI", Standing(State.NEEDS_INFO)),
        ("(Terdisposisi) Belum Ditindaklanjuti", Standing(State.FORWARDED)),
        ("belum ditindak lanjuti", Standing(State.FORWARDED)),
        ("Sedang Ditindaklanjuti", Standing(State.FOLLOWED_UP)),
        (" Proses ", Standing(State.FOLLOWED_UP)),
        ("Ditutup oleh Sistem", Standing(State.RESOLVED, "system")),
        ("ditutup oleh  admin", Standing(State.RESOLVED, "admin")),
        ("Ditutup oleh Pelapor", Standing(State.RESOLVED, "reporter")),
        ("Selesai", Standing(State.RESOLVED)),
        ("Diarsipkan oleh Admin Instansi", Standing(State.ARCHIVED, "admin")),
        ("Diarsipkan oleh Sistem", Standing(State.ARCHIVED, "system")),
        ("Konten Terblokir", Standing(State.ARCHIVED, is_blocked=True)),
        ("", Standing(State.FORWARDED)),
        ("Terbang", None),
        ("Terbang oleh Admin", None),
        ("Proses oleh Admin", None),
    ],
)
def test_states_are_ours_by_the_table(words: str, standing: Standing | None) -> None:
    assert vocabulary.standing_of(words, has_agency=True) == standing


def test_without_state_and_agency_a_report_waits_to_be_looked_at() -> None:
    assert vocabulary.standing_of("", has_agency=False) == Standing(State.RECEIVED)


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        *(("Website", Channel.WEB), ("android", Channel.WEB), ("iOS", Channel.WEB)),
        ("Website - pemerintah-kabupaten-surat-langsung", Channel.WEB),
        *(("Hotline Service", Channel.PHONE), ("Call Center", Channel.PHONE)),
        *(("Instagram", Channel.SOCIAL), ("FACEBOOK", Channel.SOCIAL), ("X", Channel.SOCIAL)),
        *(("SMS", Channel.SMS), ("Whatsapp", Channel.WHATSAPP), ("WA", Channel.WHATSAPP)),
        *(("Email Instansi", Channel.EMAIL), ("Tatap Muka", Channel.WALK_IN)),
        *(("Pos Surat", Channel.LETTER), ("Merpati", Channel.IMPORT), ("", Channel.IMPORT)),
    ],
)
def test_sources_are_our_doors(words: str, channel: Channel) -> None:
    assert vocabulary.channel_of(words) == channel


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Pengaduan Berkadar Pengawasan", Kind.COMPLAINT),
        ("ASPIRASI", Kind.ASPIRATION),
        ("Permintaan Informasi", Kind.INFORMATION),
        ("", Kind.COMPLAINT),
    ],
)
def test_classes_are_our_kinds(words: str, kind: Kind) -> None:
    assert vocabulary.kind_of(words) == kind
    assert vocabulary.knows_class(words)


def test_a_class_that_nobody_knows_is_said_to_be_unknown() -> None:
    assert not vocabulary.knows_class("Pujian")


@pytest.mark.parametrize(
    ("words", "both"),
    [
        ("Anonim|Rahasia", (True, True)),
        ("anonim", (True, False)),
        ("RAHASIA ", (False, True)),
        ("", (False, False)),
    ],
)
def test_types_hide(words: str, both: tuple[bool, bool]) -> None:
    assert vocabulary.hidden(words) == both


@pytest.mark.parametrize(
    ("words", "by", "code"),
    [
        ("Laporan tidak jelas", "admin", "unclear"),
        ("Tidak relevan dengan pemerintah", "admin", "not_public_service"),
        ("Melewati batas waktu", "system", "data_missing"),
        ("Atas permintaan pelapor", "admin", "withdrawn"),
        ("Mengandung SARA", "admin", "national"),
        ("", "reporter", "withdrawn"),
        ("", "admin", "national"),
    ],
)
def test_reasons_are_ours_where_we_have_them(words: str, by: str, code: str) -> None:
    assert vocabulary.reason_of(words, by) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Disdukcapil Kota Palangka Raya", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("DINAS PUPR PALANGKARAYA", "Dinas Pekerjaan Umum & Penataan Ruang"),
        ("Kel. Langkai", "Kelurahan Langkai"),
        ("Satpol PP", "Satuan Polisi Pamong Praja"),
    ],
)
def test_short_names_are_the_long_ones(written: str, meant: str) -> None:
    assert names.office(written, "palangkaraya") == names.office(meant, "palangkaraya")


def test_the_nearest_name_is_proposed_first() -> None:
    known = ["Dinas Perhubungan", "Dinas Kesehatan", "Kelurahan Langkai", "Kelurahan Panarung"]
    places = [(place, names.office(name)) for place, name in enumerate(known)]
    assert [key for key, _ in names.nearest(names.office("Dinas Perhubungn dan LLAJ"), places)] == [
        0
    ]
    wards = names.nearest(names.office("Kelurahan Langkay"), places)
    assert wards[0][0] == 2
    assert names.nearest(names.office("PT Listrik"), places) == []


def test_places_lose_rank_and_blanks() -> None:
    assert names.place("KOTA PALANGKA RAYA") == names.place("Palangkaraya") == "palangkaraya"
    assert names.place("Palangka Raya (Kota)") == "palangkaraya"
    assert names.place("Kec. Jekan Raya") == "jekanraya"
