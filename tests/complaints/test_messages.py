"""What messages say: HTML and text the same, short texts that fit, and a sample of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings

from complaints.messages import follower, reporter, samples, short, texts
from complaints.messages.samples import Sample

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The plain letters of an SMS (GSM 03.38); any other halves what fits."""

URL = re.compile(r"https?://\S+")
ALL = samples.samples
with texts.untouched():
    LETTERS = [one for one in ALL() if one.letter]


@pytest.fixture(autouse=True)
def words_of_the_program() -> Iterator[None]:
    """Read the texts that LAPOR brings along; a town's own wording has tests of its own."""
    with texts.untouched():
        yield


def html_words(html: str) -> str:
    """Return what a reader sees of a letter, with the address of each link after it."""
    body = html.partition("<body>")[2]
    body = re.sub(r'<a href="([^"]+)"[^>]*>', r"\1 ", body)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("sample", LETTERS, ids=lambda one: one.slug)
def test_html_and_text_say_the_same(sample: Sample) -> None:
    assert sample.letter is not None
    html, text = html_words(sample.letter.html), sample.letter.text
    for line in text.splitlines():
        said = " ".join(line.removeprefix("> ").removeprefix("-- ").split())
        assert said in html
    left = html.replace(sample.letter.subject, "", 1)
    for piece in text.splitlines():
        left = left.replace(" ".join(piece.removeprefix("> ").removeprefix("-- ").split()), "", 1)
    left = left.replace("Buka laporan di LAPOR", "").replace("Buka laporan", "")
    assert URL.sub("", left).split() == []


@pytest.mark.parametrize("sample", LETTERS, ids=lambda one: one.slug)
def test_letters_are_whole_without_style_pictures_or_scripts(sample: Sample) -> None:
    assert sample.letter is not None
    html = sample.letter.html
    assert not re.search(r"<(style|script|img|link|table)|style=|src=|\son\w+=", html)
    assert html.count("<h1>") == 1
    assert '<html lang="id">' in html


@pytest.mark.parametrize("sample", LETTERS, ids=lambda one: one.slug)
def test_letters_are_plain_and_short(sample: Sample) -> None:
    assert sample.letter is not None
    assert len(sample.letter.subject) <= 100
    assert len(sample.letter.text.split()) <= 140
    assert not re.search(r"\bNone\b|\{|\}|  \S|\.\.|,,| \.", sample.letter.text)


def test_every_text_has_a_sample(settings: LazySettings) -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "messages"
    shown = {(one.reader, one.verb) for one in ALL()}
    for room, reader in (("reporter", "Pelapor"), ("officer", "Petugas"), ("short", "Pelapor")):
        verbs = {path.stem for path in (folder / room).glob("*.txt")} - {"discreet"}
        assert {(reader, verb) for verb in verbs} <= shown
    told = {one.verb for one in ALL() if one.reader == "Pengikut laporan publik"}
    assert told == {"follow", "end", *follower.HEADLINES}
    assert {one.channel for one in ALL()} == {"E-mail", "SMS", "WhatsApp"}
    assert len({one.slug for one in ALL()}) == len(ALL())


@pytest.mark.parametrize("channel", [short.SMS, short.WHATSAPP])
@pytest.mark.parametrize("verb", short.VERBS)
@pytest.mark.parametrize("discreet", [False, True])
def test_short_texts_fit_even_in_a_town_with_a_long_name(
    settings: LazySettings, verb: str, channel: str, discreet: bool
) -> None:
    settings.LAPOR_CITY = "Kabupaten Kotawaringin Timur"
    settings.LAPOR_BASE_URL = "https://lapor.kotawaringintimurkab.go.id"
    until = "Kamis, 26 November 2026 pukul 16.00 WIB"
    text = short.text_of(verb, code="ABCD2345", channel=channel, until=until, discreet=discreet)
    assert len(text) <= short.LONGEST[channel]
    assert set(text) <= GSM
    assert "ABCD2345" in text
    assert text.count("https://") == 1
    assert "kunci=" not in text


def test_short_texts_of_hidden_reports_say_only_that_there_is_news(settings: LazySettings) -> None:
    settings.LAPOR_CITY = "Kota Contoh"
    settings.LAPOR_BASE_URL = "https://lapor.example"
    said = {
        short.text_of(verb, code="ABCD2345", channel=short.SMS, discreet=True)
        for verb in short.VERBS
    }
    (text,) = said
    assert text.startswith("LAPOR Kota Contoh: ada kabar untuk laporan ABCD2345. https://")


def test_what_waits_for_an_answer_says_what_to_do() -> None:
    for sample in LETTERS:
        if sample.reader == "Pelapor" and sample.verb in ("answer", "ask_reporter"):
            assert sample.letter is not None
            assert "paling lambat" in sample.letter.text
            assert reporter.NOTHING_TO_DO not in sample.letter.text
