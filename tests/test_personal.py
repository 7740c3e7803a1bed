"""What points at a person is found, however it is typed, and what does not is left alone."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from lapor import personal
from lapor.personal import MASK, Kind, measuring, numbers

GAPS = st.sampled_from(["", " ", ".", "-", "–", " - ", ". ", "  "])
WORDS = st.sampled_from(["nomor saya ", "Hub:", "(", "telp.", "NIK", "", "KTP ", "\n", "di "])


@st.composite
def spread_digits(draw: st.DrawFn, least: int, most: int) -> str:
    """Digits with whatever people put between them."""
    digits = draw(st.lists(st.sampled_from("0123456789"), min_size=least, max_size=most))
    return "".join(digit + draw(GAPS) for digit in digits[:-1]) + digits[-1]


@given(spread_digits(13, 18), WORDS, WORDS)
def test_no_digit_of_a_long_number_is_left(number: str, before: str, after: str) -> None:
    masked = personal.mask(f"{before}{number} {after}")
    assert not any(character.isdigit() for character in masked), masked
    assert MASK in masked


@given(st.sampled_from(["08", "+62 8", "628", "(0536) 32"]), spread_digits(8, 10), WORDS)
def test_no_digit_of_a_phone_number_is_left(start: str, rest: str, before: str) -> None:
    masked = personal.mask(f"{before}{start}{rest}, terima kasih")
    assert not any(character.isdigit() for character in masked), masked


@given(st.text(max_size=400))
def test_pieces_are_the_text_again(text: str) -> None:
    assert "".join(piece for piece, _ in personal.marked(text)) == text
    assert personal.mask(personal.mask(text)) == personal.mask(text)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("NIK saya 6271012345670001.", Kind.NIK, "6271012345670001"),
        ("NIK6271 0123 4567 0001", Kind.NIK, "6271 0123 4567 0001"),
        ("No. KK: 6271.01.2345.67.0001", Kind.KK, "6271.01.2345.67.0001"),
        ("telp 0812-3456-7890", Kind.PHONE, "0812-3456-7890"),
        ("WA +62 812 3456 7890", Kind.PHONE, "+62 812 3456 7890"),
        ("rek BRI 0221-01-000123-50-9", Kind.ACCOUNT, "0221-01-000123-50-9"),
        ("surel rina@warga.example", Kind.EMAIL, "rina@warga.example"),
        ("surel rina (at) warga.example", Kind.EMAIL, "rina (at) warga.example"),
        ("truk KH 1234 AB lewat", Kind.PLATE, "KH 1234 AB"),
        ("truk plat kh 1234 ab lewat", Kind.PLATE, "kh 1234 ab"),
        ("transfer a.n. Rina Penguji, BRI", Kind.NAME, "Rina Penguji"),
        ("atas nama Rina Penguji.", Kind.NAME, "Rina Penguji"),
        ("Yang jatuh kemarin Bu Sari, lukanya", Kind.NAME, "Sari"),
        ("Saya Rina Penguji, warga Langkai", Kind.NAME, "Rina Penguji"),
        ("a.n. rina penguji", Kind.NAME, "rina penguji"),
        ("di Jl. Melati Raya No. 12A", Kind.ADDRESS, "Jl. Melati Raya No. 12A"),
        ("depan rumah saya no 7", Kind.ADDRESS, "rumah saya no 7"),
        ("kartu 6299994103850000 hilang", Kind.NIK, "6299994103850000"),
        ("kode 9999994103850000 hilang", Kind.NUMBER, "9999994103850000"),
        ("rek BRI 0000-01-000123-50-9", Kind.ACCOUNT, "0000-01-000123-50-9"),
        ("perum contoh blok b2 no 7 gelap", Kind.ADDRESS, "perum contoh blok b2 no 7"),
        ("pak budi bakar sampah", Kind.NAME, "budi"),
    ],
)
def test_a_finding_says_its_kind(text: str, kind: Kind, found: str) -> None:
    assert [(one.kind, one.text) for one in personal.find(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Lampu padam sejak 23-11-2026 sampai sekarang.",
        "Loket buka 08.00-16.00 saja.",
        "Proyek 2025-2026 senilai Rp 1.500.000.000 belum selesai.",
        "Banjir di RT 03 RW 05 Kelurahan Langkai.",
        "Bapak Lurah dan Ibu Camat sudah datang. Pak Wali tahu.",
        "Saya warga Langkai, atas nama warga RT 2.",
        "Jalan Ahmad Yani berlubang sepanjang 12 meter.",
    ],
)
def test_what_points_at_nobody_is_left_alone(text: str) -> None:
    assert personal.find(text) == []


@pytest.mark.parametrize(
    ("digits", "may_be"),
    [
        ("6299990103850001", True),
        ("6299994103850001", True),  # a woman: the day plus 40
        ("6299997203850001", False),  # day 32
        ("6299993002850001", False),  # 30 February
        ("6299990113850001", False),  # month 13
        ("6299990003850001", False),  # day 0
        ("6099990103850001", False),  # no such province
        ("6200990103850001", False),  # no such town
        ("629999010385000", False),
    ],
)
def test_a_card_has_a_province_and_a_day_that_exists(digits: str, may_be: bool) -> None:
    assert numbers.is_card(digits) is may_be


def test_only_what_is_named_is_hidden() -> None:
    text = "Bu Sari, 0812-5555-1234, dan Pak Budi."
    assert personal.hide(text, {"Sari"}) == f"Bu {MASK}, 0812-5555-1234, dan Pak Budi."
    assert personal.hide(text) == f"Bu {MASK}, {MASK}, dan Pak {MASK}."
    assert personal.mask(text) == f"Bu Sari, {MASK}, dan Pak Budi."


def test_masked_words_cost_no_more_than_the_text() -> None:
    """A thousand hidden names are looked for together, not one after the other."""
    names = [f"Xa{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(600)]
    text = " ".join(f"Pak {name}." for name in names) + " " + " ".join(names)
    assert not any(name in personal.hide(text) for name in names)


# -- how well: our own labelled examples -------------------------------------------------------


@pytest.fixture(scope="module")
def examples() -> list[measuring.Example]:
    return list(measuring.read(measuring.EXAMPLES.read_text().splitlines()))


def test_there_are_examples_enough_and_look_alikes_among_them(
    examples: list[measuring.Example],
) -> None:
    assert len({one.text for one in examples}) == len(examples) >= 300
    assert sum(not one.pieces for one in examples) >= 120


@pytest.mark.parametrize("half", ["a", "b"])
def test_numbers_mails_plates_names_and_addresses_are_found(
    half: str, examples: list[measuring.Example]
) -> None:
    scores = measuring.measure(one for one in examples if one.half == half)
    for name, precision, recall in (("program", 0.97, 0.96), ("person", 0.95, 0.92)):
        assert scores[name].precision >= precision, scores[name].wrong
        assert scores[name].recall >= recall, scores[name].wrong


def test_the_command_prints_both_halves_and_what_went_wrong(tmp_path: Path) -> None:
    file, out = tmp_path / "contoh.tsv", StringIO()
    file.write_text("a\thub {phone:0899-0000-1234}\nb\t{name:Bunga} layu\n")
    call_command("evaluate_personal", file, "--wrong", stdout=out)
    first, second = out.getvalue().split("Bagian b: ")
    assert first.startswith("Bagian a: 1 teks, 0 tanpa data pribadi.")
    assert "Nomor telepon           1 potong  presisi 1.000  ketercapaian 1.000" in first
    assert "lewat  'Bunga' in 'Bunga layu'" in second


@pytest.mark.parametrize("line", ["tanpa tab", "a\t{umur:30} tahun", "a\t{phone:0899"])
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, line: str) -> None:
    file = tmp_path / "contoh.tsv"
    file.write_text(f"# ini\n{line}\n")
    with pytest.raises(CommandError, match="Baris 2"):
        call_command("evaluate_personal", file)


def test_a_hidden_name_is_hidden_wherever_it_stands() -> None:
    text = "Bu Sari jatuh. Luka Sari parah, Sarinah juga."
    assert personal.hide(text) == f"Bu {MASK} jatuh. Luka {MASK} parah, Sarinah juga."


@pytest.mark.parametrize(
    "unit",
    ["a", "1 ", "0-", "jalan ", "Aa ", "a.n. ", "pak A", "A1", "@", "a@", "a@b.", "jl a, ", "("],
)
def test_a_hostile_text_of_the_longest_length_ends(unit: str) -> None:
    """A pattern that tries the same letters in two ways would not come back from this."""
    text = unit * (20_000 // len(unit))
    assert "".join(piece for piece, _ in personal.marked(text)) == text
