"""What people of the stories do on the pages, and what they then read: shared by all roads."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

from complaints.models import Complaint
from complaints.reporters import receipts
from tests import town as t
from tests.browser.letterbox import Letterbox
from tests.browser.visitor import Visitor

STORY = (
    "Jalan di depan Pasar Besar berlubang sedalam betis. Sudah dua pengendara motor jatuh minggu "
    "ini. Yang jatuh kemarin Bu Sari, nomornya 0812-5555-1234. Mohon segera ditambal."
)
REDACTED = (
    "Jalan di depan Pasar Besar berlubang sedalam betis. Sudah dua pengendara motor jatuh minggu "
    "ini. Mohon segera ditambal."
)
TITLE = "Jalan berlubang di depan Pasar Besar"
PRIVATE = ("Bu Sari", "0812", "5555", "Rina Penguji", "rina@warga.example")
ANSWER = "Lubang sudah ditambal UPT Jalan hari ini dengan aspal panas, seluas 3 meter persegi."
PROOF = "Lubang di depan Pasar Besar sesudah ditambal."


@dataclass(frozen=True)
class Receipt:
    """What a reporter keeps: ticket number and receipt code."""

    ticket: str
    code: str


# -- given -----------------------------------------------------------------------------------


def given_a_photo(name: str, *, repaired: bool = False) -> FilePayload:
    """Draw a road, with a hole or with a patch where it was."""
    image = Image.new("RGB", (640, 480), (176, 200, 214))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 480), (250, 190), (390, 190), (640, 480)], fill=(92, 92, 96))
    draw.polygon([(312, 480), (317, 190), (323, 190), (338, 480)], fill=(230, 226, 200))
    draw.rectangle((0, 190, 250, 200), fill=(108, 140, 84))
    if repaired:
        draw.rectangle((215, 330, 400, 400), fill=(48, 48, 52))
    else:
        draw.ellipse((215, 330, 400, 400), fill=(56, 44, 36), outline=(130, 118, 104), width=8)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def given_a_receipt(complaint: Complaint) -> Receipt:
    """Give a report of the town's helpers a receipt code that is known."""
    code = "1234567890123456"
    Complaint.objects.filter(pk=complaint.pk).update(
        receipt_hash=receipts.hash_of(complaint.code, code)
    )
    return Receipt(complaint.code, code)


# -- when: citizens --------------------------------------------------------------------------


COMPLAINT = "Ada yang rusak, salah, atau tidak dilayani"


def when_the_citizen_begins(citizen: Visitor, *, misconduct: str = "Tidak") -> None:
    """From the home page through the first three questions, each answered by one tap."""
    citizen.open("/")
    citizen.follow("Buat laporan", within="main")
    citizen.press(COMPLAINT)
    citizen.press("Tidak", within="main")
    citizen.press(misconduct, within="main")


def when_the_citizen_attaches(citizen: Visitor, photo: FilePayload) -> None:
    """Choose a photo; with scripts it goes up at once."""
    citizen.attach("Foto atau berkas", photo)
    if citizen.scripts:
        row = citizen.page.locator("[data-uploader-list] .upload").filter(has_text=photo["name"])
        row.wait_for()
        row.locator("progress").wait_for(state="hidden")


def when_the_citizen_answers_the_questions(citizen: Visitor) -> None:
    """One question after the other, with a photo and an address for news."""
    when_the_citizen_begins(citizen)
    citizen.write("Apa yang terjadi?", STORY)
    citizen.press("Lanjutkan")
    citizen.search("Di kelurahan mana?", "lang", "Langkai")
    citizen.write("Patokan tempatnya", "Depan Pasar Besar")
    citizen.press("Lanjutkan")
    when_the_citizen_attaches(citizen, given_a_photo("jalan.jpg"))
    citizen.press("Lanjutkan")
    citizen.sees("Perlu nomor untuk petugas?")
    citizen.press("Lanjutkan")
    citizen.write("Nama", "Rina Penguji")
    citizen.write("Alamat e-mail", "rina@warga.example")
    citizen.press("Lanjutkan")


def when_the_citizen_files_a_report(citizen: Visitor) -> Receipt:
    """Answer the questions, check the answers, send them, and keep the receipt."""
    when_the_citizen_answers_the_questions(citizen)
    citizen.sees("Periksa laporan Anda", "0812-5555-1234", "jalan.jpg", "Langkai")
    citizen.press("Kirim laporan")
    citizen.sees("Laporan Anda sudah terkirim", "Senin, 23 November 2026")
    return receipt_on(citizen)


def receipt_on(citizen: Visitor) -> Receipt:
    """Read ticket number and code from the receipt, as one would copy them."""
    ticket = citizen.page.locator("#receipt-ticket").inner_text().strip()
    code = citizen.page.locator("#receipt-code").inner_text().strip()
    assert len(ticket) == 8
    assert len(code.replace(" ", "")) == 16
    return Receipt(ticket, code)


def when_the_reporter_tracks(citizen: Visitor, receipt: Receipt) -> None:
    """Open the report with ticket number and receipt code."""
    citizen.open("/lacak/")
    citizen.write("Nomor tiket", receipt.ticket)
    citizen.write("Kode tanda terima", receipt.code)
    citizen.press("Buka laporan")


def when_the_reporter_confirms(citizen: Visitor, stars: str = "Sangat puas") -> None:
    """Say that it is done, and rate."""
    citizen.unfold("tindakan-konfirmasi")
    citizen.pick(stars, within="#tindakan-konfirmasi")
    citizen.write("Pesan untuk petugas", "Cepat sekali, terima kasih.")
    citizen.press("Ya, sudah selesai", within="#tindakan-konfirmasi")


# -- when: officers --------------------------------------------------------------------------


def when_the_officer_signs_in(officer: Visitor, person: str, letterbox: Letterbox) -> None:
    """Sign in with e-mail and password; the first time the address is confirmed by a code."""
    address = f"{person}@kota.example"
    officer.open("/akun/masuk/petugas/")
    officer.write("Alamat e-mail", address)
    officer.write("Kata sandi", t.PASSWORD)
    officer.press("Masuk", within="main")
    code = re.search(r"\b\d{6}\b", letterbox.newest_to(address).text)
    assert code is not None
    officer.write("Kode", code[0])
    officer.press("Lanjut", within="main")


def when_the_verifier_verifies_and_forwards(
    verifier: Visitor, *, agency: str = "Dinas PUPR", instruction: str = ""
) -> None:
    """From the report's page: check it, write what the public reads, and hand it on in one step."""
    verifier.follow("Verifikasi dan teruskan", within="main")
    verifier.choose("Kategori", "Jalan dan jembatan")
    verifier.pick("Untuk umum")
    verifier.write("Judul untuk umum", TITLE)
    verifier.write("Isi untuk umum", REDACTED)
    verifier.choose("Instansi yang menangani", agency)
    if instruction:
        verifier.write("Arahan untuk instansi", instruction)
    verifier.press("Verifikasi dan teruskan")


def when_the_liaison_follows_up(liaison: Visitor, text: str) -> None:
    """Write down what was done, for everybody to read."""
    liaison.unfold("tindakan-tindak-lanjut")
    liaison.write("Apa yang sudah dilakukan?", text, within="#tindakan-tindak-lanjut")
    liaison.press("Simpan tindak lanjut")


def when_the_liaison_answers(
    liaison: Visitor,
    text: str = ANSWER,
    *,
    verb: str = "jawab",
    button: str = "Kirim jawaban akhir",
) -> None:
    """Answer with a photo as proof."""
    fold = f"#tindakan-{verb}"
    liaison.unfold(f"tindakan-{verb}")
    liaison.pick("Sudah ditangani", within=fold)
    liaison.write("Jawaban", text, within=fold)
    liaison.attach(
        "Bukti: foto atau berkas", given_a_photo("bukti.jpg", repaired=True), within=fold
    )
    liaison.write("Apa yang ditunjukkan bukti itu?", PROOF, within=fold)
    liaison.press(button, within=fold)


def when_the_head_approves_the_answer(liaison: Visitor, head: Visitor, path: str) -> None:
    """Hand an answer in, as the law wants after an objection; the head sends it with one tap."""
    when_the_liaison_answers(liaison, verb="ajukan-jawaban", button="Ajukan persetujuan")
    head.open(path)
    head.press("Setujui dan kirim")


def when_the_officer_opens(officer: Visitor, title: str) -> None:
    """Go from the list to the page of a report; on a wide screen past what opens beside the list."""
    officer.follow(title)
    beside = officer.page.locator("[data-peeked]")
    beside.or_(officer.page.locator("#isi-laporan")).first.wait_for()
    if beside.count():
        officer.follow("Buka laporan", within=".peek-steps")


def when_the_officer_acts(
    officer: Visitor,
    slug: str,
    button: str,
    *,
    picks: tuple[str, ...] = (),
    choices: dict[str, str] | None = None,
    **words: str,
) -> None:
    """Open the fold of a verb on the report's page, fill it in and press its button.

    ``words`` are the field names of its form (they stand in the ids), ``choices`` lists by label.
    """
    fold = f"#tindakan-{slug}"
    officer.unfold(fold.removeprefix("#"))
    for label in picks:
        officer.pick(label, within=fold)
    for label, line in (choices or {}).items():
        officer.choose(label, line, within=fold)
    for name, text in words.items():
        officer.page.locator(f"#{slug}-{name}").fill(text)
    officer.press(button, within=fold)
