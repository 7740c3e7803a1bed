"""Officers from a spreadsheet: every kind of error with row, column and sentence; saved on a yes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from agencies.models import Officer
from complaints.manage.officers import reading
from complaints.models import Delivery, SettingsChange
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

PAGE = "/kelola/petugas/impor/"
HEADINGS = ["Nama", "E-mail", "Instansi", "Peran"]


def xlsx(*rows: list[Any], headings: list[str] | None = None) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS if headings is None else headings)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("petugas.xlsx", out.getvalue())


def csv(text: str, name: str = "petugas.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def send(sign_in: SignIn, file: SimpleUploadedFile, who: str = "verifier") -> Any:
    return sign_in(who).post(PAGE, {"file": file})


def wrong(answer: Any) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.text) for one in answer.context["preview"].problems]


def test_every_kind_of_error_has_row_column_and_sentence(town: t.Town, sign_in: SignIn) -> None:
    town.dinsos.is_active = False
    town.dinsos.save()
    User.objects.filter(pk=town.citizen.pk).update(is_active=False)
    answer = send(
        sign_in,
        xlsx(
            ["Baik Sekali", "baik@kota.example", "DLH", "Operator"],
            ["", "tanpa.nama@kota.example", "DLH", "Operator"],
            ["x" * 151, "panjang@kota.example", "DLH", "Operator"],
            ["Salah Alamat", "bukan-alamat", "DLH", "Operator"],
            ["Tanpa Alamat", "", "DLH", "Operator"],
            ["Salah Dinas", "a@kota.example", "Dinas PUPER", "Operator"],
            ["Dinas Tutup", "b@kota.example", "Dinas Sosial", "Operator"],
            ["Salah Peran", "c@kota.example", "DLH", "operatr"],
            ["Rumus", '=HYPERLINK("http://x")', "DLH", "Operator"],
            ["Baik Sekali", "baik@kota.example", "DLH", "operator"],
            ["Sudah Ada", "co_liaison@kota.example", "DLH", "pejabat penghubung"],
            ["Kustodian", "custodian@kota.example", "DLH", "Pejabat penghubung"],
            ["Salah Tempat", "d@kota.example", "DLH", "Admin instansi"],
            ["Terlarang", "e@kota.example", "Setda", "Kustodian"],
            ["Nama Lain", "baik@kota.example", "DLH", "Petugas loket"],
            ["Tutup Akun", "citizen@kota.example", "DLH", "Operator"],
            ["Kosong", "f@kota.example", "", ""],
        ),
    )
    assert wrong(answer) == [
        (3, "Nama", "Nama belum diisi."),
        (4, "Nama", "Nama ini lebih dari 150 karakter."),
        (5, "E-mail", "“bukan-alamat” bukan alamat e-mail yang lengkap."),
        (6, "E-mail", "Alamat e-mail belum diisi."),
        (7, "Instansi", "Instansi “Dinas PUPER” tidak dikenal. Maksud Anda “Dinas PUPR”?"),
        (8, "Instansi", "Dinas Sosial sudah ditutup."),
        (9, "Peran", "Peran “operatr” tidak dikenal. Maksud Anda “operator”?"),
        (10, "E-mail", "Sel ini berisi rumus. Tulis isinya sebagai teks biasa."),
        (11, "E-mail", "Sama dengan baris 2."),
        (12, "E-mail", "Orang ini sudah pejabat penghubung di DLH."),
        (
            13,
            "Peran",
            "Orang ini kustodian, jadi tidak boleh menjadi pejabat penghubung atau admin.",
        ),
        (14, "Peran", "Admin instansi bertugas di koordinator (Diskominfo)."),
        (15, "Peran", "Anda tidak dapat menunjuk kustodian di Setda."),
        (16, "Nama", "Alamat e-mail ini sudah ada di baris 2 dengan nama lain."),
        (17, "E-mail", "Akun dengan alamat e-mail ini sudah ditutup."),
        (18, "Instansi", "Instansi belum diisi."),
        (18, "Peran", "Peran belum diisi."),
    ]
    assert [one.row for one in answer.context["preview"].people] == [2]
    html = answer.content.decode()
    assert "16 baris perlu diperbaiki" in html
    assert "Maksud Anda “Dinas PUPR”?" in html


def broken_zip() -> bytes:
    return reading.ZIP_START + b"rusak" * 100


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * (reading.MOST_BYTES_UNPACKED + 1))
    return out.getvalue()


def inner_rubbish() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "bukan xml")
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (xlsx(["A", "b", "c"], headings=["Nama", "E-mail", "Instansi"]), "Kolom Peran tidak ada."),
        (xlsx(headings=HEADINGS), "Tidak ada petugas di bawah judul kolom."),
        (xlsx(*[["A", "a@b.id", "DLH", "operator"]] * 501), "Lebih dari 500 baris."),
        (SimpleUploadedFile("a.xlsx", broken_zip()), "rusak"),
        (SimpleUploadedFile("a.xlsx", inner_rubbish()), "rusak atau terkunci"),
        (SimpleUploadedFile("a.docx", other_zip()), "bukan XLSX atau CSV"),
        (SimpleUploadedFile("a.xlsx", bomb()), "Isi berkas ini terlalu besar."),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.7 halo"), "bukan XLSX atau CSV"),
        (SimpleUploadedFile("a.csv", b"\x00\x01\x02"), "bukan XLSX atau CSV"),
        (SimpleUploadedFile("a.xlsx", b""), "Berkas ini kosong."),
        (SimpleUploadedFile("a.csv", b"x" * (2 * 1024 * 1024 + 1)), "lebih dari 2 MB"),
        (csv("nama;peran\nA;operator\n"), "Kolom E-mail, Instansi tidak ada."),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_file_that_cannot_be_used_gets_a_sentence(
    town: t.Town, sign_in: SignIn, file: SimpleUploadedFile, sentence: str
) -> None:
    file.seek(0)
    answer = send(sign_in, file)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_without_a_file_the_form_says_so(town: t.Town, sign_in: SignIn) -> None:
    answer = sign_in("verifier").post(PAGE, {})
    assert (answer.status_code, "Pilih berkasnya." in answer.content.decode()) == (422, True)


def test_nothing_is_saved_until_confirmed(town: t.Town, sign_in: SignIn) -> None:
    file = xlsx(
        ["Noor Rahman", "noor@kota.example", "dlh", "Pejabat Penghubung"],
        ["Noor Rahman", "NOOR@kota.example", "DLH", "operator"],
        ["Salah", "salah", "DLH", "operator"],
    )
    answer = send(sign_in, file)
    token = answer.context["token"]
    assert not User.objects.filter(email="noor@kota.example").exists()
    assert not SettingsChange.objects.exists()
    assert sign_in("verifier2").post(f"{PAGE}{token}/")["Location"] == PAGE  # another's preview
    assert not User.objects.filter(email="noor@kota.example").exists()
    sign_in("verifier").post(f"{PAGE}{token}/")
    noor = User.objects.get(email="noor@kota.example")
    roles = set(Officer.objects.filter(user=noor).values_list("agency__code", "role"))
    assert roles == {("dlh", "liaison"), ("dlh", "operator")}
    assert Delivery.objects.filter(user=noor, template="invite_officer").count() == 1
    assert SettingsChange.objects.count() == 2
    again = sign_in("verifier").post(f"{PAGE}{token}/", follow=True)
    assert "Unggah berkasnya sekali lagi" in again.content.decode()


def test_what_became_wrong_meanwhile_is_left_out(town: t.Town, sign_in: SignIn) -> None:
    file = xlsx(
        ["Noor Rahman", "noor@kota.example", "DLH", "operator"],
        ["Sri Wahyuni", "sri@kota.example", "Dinas Sosial", "operator"],
    )
    token = send(sign_in, file).context["token"]
    town.dinsos.is_active = False
    town.dinsos.save()
    answer = sign_in("verifier").post(f"{PAGE}{token}/", follow=True)
    assert "Baris 3: Dinas Sosial sudah ditutup." in answer.content.decode()
    assert User.objects.filter(email="noor@kota.example").exists()
    assert not User.objects.filter(email="sri@kota.example").exists()


def test_csv_works_with_semicolons_and_any_order(town: t.Town, sign_in: SignIn) -> None:
    text = "\ufeffPeran;Instansi;Surel;Nama lengkap\nOperator;DLH;noor@kota.example;Noor\n"
    answer = send(sign_in, csv(text))
    assert [one.email for one in answer.context["preview"].people] == ["noor@kota.example"]


def test_the_template_can_be_uploaded_again(town: t.Town, sign_in: SignIn) -> None:
    raw = sign_in("verifier").get(f"{PAGE}contoh.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert [cell.value for cell in book["Petugas"][1]] == HEADINGS
    assert "DLH" in [row[0].value for row in book["Pilihan"].iter_rows()]


def test_markup_in_a_name_is_shown_as_words(town: t.Town, sign_in: SignIn) -> None:
    answer = send(sign_in, xlsx(["<b>Tebal</b>", "a@kota.example", "DLH", "operator"]))
    html = answer.content.decode()
    assert "&lt;b&gt;Tebal" in html
    assert "<b>Tebal" not in html
