"""How forms are drawn: labels, hints, errors, counts, and links that reach their field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from lapor.forms import Choices, DayInput, FilesField, Stars


class Everything(forms.Form):
    """One field of every kind."""

    kind = forms.ChoiceField(
        label="Jenis laporan?",
        choices=[("complaint", "Pengaduan"), ("aspiration", "Usul")],
        widget=Choices(hints={"complaint": "Dijawab dalam 14 hari kerja."}),
    )
    text = forms.CharField(
        label="Apa yang terjadi?",
        max_length=20,
        help_text="Tulis seperti bercerita.",
        widget=forms.Textarea,
    )
    when = forms.DateField(label="Kapan?", required=False, widget=DayInput)
    hide = forms.BooleanField(label="Sembunyikan nama saya", required=False)
    rating = forms.ChoiceField(label="Penilaian", required=False, choices=Stars.words, widget=Stars)
    proof = FilesField(label="Berkas", required=False)


def drawn(name: str, **data: Any) -> str:
    """Return one field of the form as a page shows it, filled in when there are data."""
    return str(Everything(data or None)[name].as_field_group())


def test_what_may_be_left_out_says_so_in_words() -> None:
    assert "(opsional)" in drawn("when")
    assert "(opsional)" not in drawn("text")


def test_what_is_no_date_stays_as_it_was_typed() -> None:
    assert 'type="text"' in (page := drawn("when", when="31-02-2026"))
    assert 'value="31-02-2026"' in page
    assert 'type="text"' in drawn("when", when="20260228")
    assert 'type="date"' in drawn("when", when="2026-02-28")
    assert 'type="date"' in drawn("when")


def test_a_tick_box_is_never_called_optional() -> None:
    assert "(opsional)" not in drawn("hide")


def test_a_long_text_is_counted_but_never_cut_off_by_the_browser() -> None:
    page = drawn("text")

    assert 'data-limit="20"' in page
    assert "maxlength" not in page
    assert "Paling banyak 20 karakter." in page


def test_a_text_names_its_hint_its_error_and_its_count_in_the_order_they_are_read() -> None:
    assert 'aria-describedby="id_text_helptext id_text_error id_text_count"' in drawn(
        "text", text="x" * 21
    )


def test_what_was_typed_stays_when_it_is_refused() -> None:
    assert "x" * 21 in drawn("text", text="x" * 21)


def test_typed_markup_is_shown_as_text() -> None:
    assert "&lt;/textarea&gt;&lt;script&gt;" in drawn("text", text="</textarea><script>")


def test_a_choice_can_be_explained_in_a_sentence() -> None:
    page = drawn("kind")

    assert 'aria-describedby="id_kind_0_hint"' in page
    assert '<div class="hint" id="id_kind_0_hint">Dijawab dalam 14 hari kerja.</div>' in page
    assert "id_kind_1_hint" not in page


def test_a_rating_says_in_words_what_the_stars_show() -> None:
    page = drawn("rating")

    assert page.count('type="radio"') == len(Stars.words)
    assert '<span class="star-row" aria-hidden="true">★★★★☆</span>Puas</label>' in page


def test_a_date_is_given_to_the_browser_in_iso_form() -> None:
    assert 'type="date" name="when" value="2026-11-23"' in drawn("when", when="2026-11-23")


def test_every_error_links_to_something_that_is_there() -> None:
    form = Everything({"text": "x" * 21, "when": "kemarin", "rating": "9"})
    page = render_to_string("_components/form.html", {"form": form})
    links = re.findall(r'href="#([^"]+)"', page)

    assert links == ["id_kind_0", "id_text", "id_when", "id_rating_0"]
    assert [link for link in links if f'id="{link}"' not in page] == []


def test_an_empty_answer_is_named_in_the_summary() -> None:
    page = render_to_string("_components/error_summary.html", {"form": Everything({"text": "a"})})

    assert "Jenis laporan: Bidang ini tidak boleh kosong." in page


def test_there_is_no_summary_without_errors() -> None:
    page = render_to_string("_components/error_summary.html", {"form": Everything()})

    assert page.strip() == ""


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_field_for_files_gives_all_of_them(count: int) -> None:
    chosen: list[UploadedFile[bytes]] = [
        SimpleUploadedFile(f"{one}.txt", b"isi") for one in range(count)
    ]
    form = Everything({"kind": "complaint", "text": "a"}, MultiValueDict({"proof": chosen}))

    assert form.is_valid(), form.errors
    assert [one.name for one in form.cleaned_data["proof"]] == [one.name for one in chosen]


def test_one_empty_file_refuses_the_form() -> None:
    chosen: list[UploadedFile[bytes]] = [
        SimpleUploadedFile("a.txt", b"isi"),
        SimpleUploadedFile("b.txt", b""),
    ]
    form = Everything({"kind": "complaint", "text": "a"}, MultiValueDict({"proof": chosen}))

    assert form.errors == {"proof": ["Berkas yang dikirimkan kosong."]}


def test_files_that_must_be_there_are_asked_for() -> None:
    class Proof(forms.Form):
        evidence = FilesField(label="Bukti")

    assert Proof({}, MultiValueDict()).errors == {"evidence": ["Bidang ini tidak boleh kosong."]}
