"""Thirty searches as people type them: each finds its report among the first five."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.citizens.public import given

QUERIES = [
    # slips of the keyboard
    ("lmpu jalan temanggung tilung", "PJU padam di Temanggung Tilung"),
    ("jembtan kayu roboh", "jembatan kayu mau roboh"),
    ("sampha rajawali", "Tumpukan sampah di depan TPS Rajawali"),
    ("angsna miring", "Pohon angsana miring ke jalan"),
    ("bnjir mendawai", "Banjir masuk rumah di Mendawai"),
    ("puskesmas doktr siang", "Dokter puskesmas datang siang"),
    ("trotar jebol sekolah", "Trotoar jebol depan sekolah"),
    ("poon trembesi ditebang", "Pohon ditebang tanpa izin"),
    ("ambulan kelotok", "Ambulans kelotok untuk kampung hulu"),
    ("reklamme rambu", "Reklame menutup rambu"),
    ("zebra cros sekolah", "Zebra cross depan sekolah hilang"),
    ("kreng bangkirai dermaga rusak", "Jalan kampung di Kereng"),
    ("mungku bru putus", "Jalan ke Mungku Baru putus"),
    ("pupuk bersubsisdi", "Pupuk bersubsidi langka"),
    ("orang utan durian", "Orangutan masuk kebun durian"),
    # forms of words
    ("kabel dicuri pencurian", "Kabel PJU dicuri"),
    ("membakar sampah sore", "Bakar sampah tiap sore"),
    ("tagihan melonjak", "Tagihan air melonjak tidak wajar"),
    ("perbaikan lapangan voli", "Lapangan voli kelurahan rusak"),
    ("memparkir liar pasar besar", "Parkir liar di Pasar Besar"),
    ("pengaspalan berhenti", "Kapan jalan kami dilanjutkan"),
    ("tersengat kabel menyentuh dahan", "Dahan menyentuh kabel listrik"),
    ("kekurangan mejanya", "SMA kekurangan meja"),
    # words that mean the same, and short forms
    ("pju dicuri", "Kabel PJU dicuri"),
    ("got bau mampet", "Got mampet bau"),
    ("air ledeng keruh", "Air keruh dan berbau"),
    ("ktp-el foto salah", "KTP jadi tapi fotonya salah orang"),
    ("antri ktp subuh", "Antrean KTP dari subuh"),
    ("jln hiu putih lubang", "Jalan Hiu Putih penuh lubang"),
    ("traffic light simpang mati", "Lampu merah mati di simpang empat"),
    # only the beginning of a word
    ("festival sung", "Usul festival sungai"),
]


@pytest.fixture(scope="module")
def demo_town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The town of the demonstration, built once and taken back at the end."""
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        given.demo_town(*(title for _, title in QUERIES))
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.mark.parametrize(("typed", "expected"), QUERIES, ids=[typed for typed, _ in QUERIES])
def test_search_finds_what_was_meant(
    client: Client, demo_town: None, django_db_blocker: Any, typed: str, expected: str
) -> None:
    with django_db_blocker.unblock():
        cards = client.get("/laporan/", {"q": typed}).context["cards"]
    assert expected in [card["title"] for card in cards[:5]]


def test_there_are_thirty() -> None:
    assert len(QUERIES) >= 30
