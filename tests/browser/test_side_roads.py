"""The side roads of the law, each from where it leaves the main road, through the pages."""

from __future__ import annotations

import re
from datetime import datetime

from complaints import actions
from complaints.models import Complaint
from complaints.privacy import Contact
from tests import town as t
from tests.browser import steps
from tests.browser.conftest import Welcome
from tests.browser.letterbox import Letterbox
from tests.browser.town_time import WIB, TownTime
from tests.browser.visitor import Visitor

BINDING = "Laporan ini sudah dua kali dikembalikan. Penerusan terakhir mengikat."
PROVINCE = "Pemerintah Provinsi Kalimantan Tengah"


def at_desk(welcome: Welcome, person: str, report: Complaint) -> Visitor:
    """Let an officer open a report."""
    officer = welcome(person)
    officer.open(f"/meja/{report.code}/")
    return officer


def tracking(welcome: Welcome, report: Complaint) -> Visitor:
    """Let the reporter open the own report."""
    citizen = welcome()
    steps.when_the_reporter_tracks(citizen, steps.given_a_receipt(report))
    return citizen


def test_a_third_hand_back_is_refused(town: t.Town, welcome: Welcome) -> None:
    report = t.forwarded(town)
    verifier = welcome("verifier")
    for number in ("pertama", "kedua"):
        liaison = at_desk(welcome, "liaison", report)
        steps.when_the_officer_acts(
            liaison,
            "kembalikan",
            "Kembalikan",
            picks=("bukan kewenangan kami",),
            choices={"Instansi yang menurut Anda tepat": "DLH"},
            words=f"Jalan ini jalan provinsi, kali {number}.",
        )
        liaison.sees(f"Laporan dikembalikan. Tiket {report.code}.", "Perlu tindakan saya")
        verifier.open("/meja/?daftar=dikembalikan")
        steps.when_the_officer_opens(verifier, report.public_title)
        verifier.sees(f"kali {number}", "bukan kewenangan kami")
        steps.when_the_officer_acts(
            verifier,
            "teruskan",
            "Teruskan",
            choices={"Instansi yang menangani": "Dinas PUPR"},
        )
    verifier.sees("Mengikat")
    liaison = at_desk(welcome, "liaison", report)
    liaison.sees("Mengikat")
    assert not liaison.is_offered("Kembalikan")
    liaison.open(f"/meja/{report.code}/kembalikan/", expect=409)
    liaison.sees("Tidak dapat dilakukan sekarang", BINDING)


def test_a_verifier_takes_a_report_back(town: t.Town, welcome: Welcome) -> None:
    report = t.followed_up(town)
    verifier = at_desk(welcome, "verifier", report)
    steps.when_the_officer_acts(
        verifier, "tarik", "Tarik kembali", reason="Ternyata jalan lingkungan, bukan jalan kota."
    )
    verifier.sees("Siap diteruskan", "Ternyata jalan lingkungan", "Selasa, 24 November 2026")
    liaison = welcome("liaison")
    liaison.open(f"/meja/{report.code}/", expect=404)
    liaison.open("/meja/?daftar=semua")
    liaison.sees_not(report.code)
    citizen = tracking(welcome, report)
    citizen.sees("Sudah diperiksa, sedang diteruskan", "Ditarik kembali", "Penerusan ulang")
    citizen.sees_not("Ternyata jalan lingkungan")


def test_a_reporter_objects_twice_and_then_may_appeal(
    town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox
) -> None:
    report = t.answered(town)
    for number in ("1×", "2×"):
        citizen = tracking(welcome, report)
        citizen.unfold("tindakan-sanggah")
        fold = "#tindakan-sanggah"
        citizen.write("Apa yang masih belum beres?", "Lubangnya masih ada.", within=fold)
        citizen.attach("Foto atau berkas", steps.given_a_photo("masih.jpg"), within=fold)
        citizen.press("Kirim keberatan", within=fold)
        citizen.sees("Sedang ditindaklanjuti Dinas PUPR", "Anda menyatakan belum selesai")
        time.run_tasks()
        assert report.code in letterbox.newest_to("liaison@kota.example").text
        liaison = welcome("liaison")
        liaison.open("/meja/?daftar=sanggahan")
        liaison.sees(f"Disanggah {number}")
        steps.when_the_officer_opens(liaison, report.public_title)
        liaison.sees("Lubangnya masih ada.", "masih.jpg")
        head = welcome("supervisor")
        steps.when_the_head_approves_the_answer(liaison, head, f"/meja/{report.code}/")
    citizen = tracking(welcome, report)
    assert not citizen.is_offered("Belum selesai")
    assert citizen.is_offered("Ajukan banding")
    citizen.open(f"/lacak/{report.code}/sanggah/")
    citizen.sees("Tindakan itu tidak mungkin pada keadaan laporan sekarang.")


def test_a_resolved_report_is_opened_again_at_the_same_agency(
    town: t.Town, welcome: Welcome
) -> None:
    report = t.resolved(town)
    citizen = tracking(welcome, report)
    citizen.unfold("tindakan-buka-kembali")
    fold = "#tindakan-buka-kembali"
    citizen.write("Mengapa perlu dibuka kembali?", "Setelah hujan, lubang lagi.", within=fold)
    citizen.press("Buka kembali laporan", within=fold)
    citizen.sees("Diteruskan ke Dinas PUPR, belum ditanggapi", "Senin, 30 November 2026")
    liaison = at_desk(welcome, "liaison", report)
    liaison.sees("Baru, belum ditindaklanjuti", "Dibuka kembali 1×", "Setelah hujan, lubang lagi.")


def test_an_appeal_is_decided_by_somebody_who_never_acted(
    town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox
) -> None:
    report = t.followed_up(town)
    acted = at_desk(welcome, "overseer", report)
    steps.when_the_officer_acts(acted, "catatan", "Simpan catatan", text="Sudah saya tegur.")
    actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    actions.confirm(report, by=t.reporter(report))

    citizen = tracking(welcome, report)
    citizen.unfold("tindakan-banding")
    fold = "#tindakan-banding"
    citizen.write("Mengapa Anda tidak setuju?", "Yang ditambal jalan lain.", within=fold)
    citizen.press("Kirim banding", within=fold)
    citizen.sees("Banding Anda sedang diperiksa", "Putusan banding")
    time.run_tasks()
    assert report.code in letterbox.newest_to("overseer2@kota.example").text

    acted.open(f"/meja/{report.code}/")
    assert not acted.is_offered("Kabulkan banding")
    assert not acted.is_offered("Tolak banding")
    acted.open(f"/meja/{report.code}/kabulkan/", expect=409)
    acted.sees("Anda tidak dapat melakukan ini pada laporan ini.")
    acted.open(f"/meja/{report.code}/")
    answer = acted.send(f"/meja/{report.code}/kabulkan/", to="anew", reason="Saya putuskan.")
    assert (answer, Complaint.objects.get(pk=report.pk).status) == (409, "appealed")

    overseer = welcome("overseer2")
    overseer.open("/meja/")
    steps.when_the_officer_opens(overseer, report.public_title)
    steps.when_the_officer_acts(
        overseer,
        "kabulkan",
        "Kabulkan banding",
        picks=("Instansi wajib menangani",),
        choices={"Instansi": "Dinas PUPR"},
        instruction="Tambal jalan yang dilaporkan.",
        reason="Foto bukti menunjukkan jalan yang lain.",
    )
    overseer.sees("Banding dikabulkan", "Mengikat")
    liaison = at_desk(welcome, "liaison", report)
    liaison.sees("Mengikat", "Tambal jalan yang dilaporkan.", "Foto bukti menunjukkan jalan")
    assert not liaison.is_offered("Kembalikan")
    citizen = tracking(welcome, report)
    citizen.sees("Diteruskan ke Dinas PUPR", "Foto bukti menunjukkan jalan yang lain.")


def test_a_report_is_referred_to_the_province_and_its_news_come_back(
    town: t.Town, welcome: Welcome, time: TownTime
) -> None:
    report = t.submit(text="Jembatan di jalan provinsi retak.")
    verifier = at_desk(welcome, "verifier", report)
    steps.when_the_officer_acts(
        verifier,
        "rujuk",
        "Rujuk ke luar",
        choices={"Instansi luar": PROVINCE},
        reference="PROV-2026-118, 23 November 2026",
        words="Jembatan ini milik provinsi. Kami sudah mengirimkannya dan memantau.",
    )
    verifier.sees("Dirujuk, pantau", "PROV-2026-118")
    citizen = tracking(welcome, report)
    citizen.sees(f"Dirujuk ke {PROVINCE}, dipantau sampai Jumat, 11 Desember 2026")
    citizen.sees("Kami sudah mengirimkannya dan memantau.")

    time.pass_until(datetime(2026, 11, 30, 9, 0, tzinfo=WIB))
    verifier = at_desk(welcome, "verifier", report)
    steps.when_the_officer_acts(
        verifier, "kabar-luar", "Catat kabar instansi luar", words="Tim provinsi akan meninjau."
    )
    verifier.sees("Dirujuk, pantau", "Tim provinsi akan meninjau.")
    steps.when_the_officer_acts(
        verifier,
        "kabar-luar",
        "Catat kabar instansi luar",
        picks=("Ini jawaban akhir mereka",),
        words="Retakan sudah diperkuat oleh Dinas PUPR Provinsi.",
    )
    citizen = tracking(welcome, report)
    citizen.sees("Sudah dijawab. Apakah masalahnya selesai?", "Retakan sudah diperkuat")
    citizen.unfold("tindakan-konfirmasi")
    citizen.press("Ya, sudah selesai", within="#tindakan-konfirmasi")
    citizen.sees("Selesai, Anda menyetujui")


def test_one_text_with_two_troubles_becomes_two_reports_under_one_code(
    town: t.Town, welcome: Welcome
) -> None:
    road, rubbish = "Jalan di depan pasar berlubang.", "Sampah di belakang pasar tidak diangkut."
    report = t.submit(text=f"{road} {rubbish}")
    verifier = at_desk(welcome, "verifier", report)
    verifier.follow("Pecah laporan")
    for number, sentence in ((1, 0), (2, 1)):
        verifier.page.locator(f"#bagian-{number}-{sentence}").check()
    verifier.press("Susun bagian, lihat akibatnya")
    verifier.press("Pecah laporan", within=".form")
    part = Complaint.objects.get(parent_report=report)
    verifier.sees("Laporan terkait", part.code, "Sampah di belakang pasar tidak diangkut")
    steps.when_the_verifier_verifies_and_forwards(verifier)
    verifier.open(f"/meja/{part.code}/")
    steps.when_the_verifier_verifies_and_forwards(verifier, agency="DLH")

    citizen = tracking(welcome, report)
    citizen.sees("Bagian laporan ini", "Diteruskan ke Dinas PUPR", "Diteruskan ke DLH")
    citizen.follow("Sampah di belakang pasar tidak diangkut")
    citizen.sees(part.code, "Diteruskan ke DLH, belum ditanggapi", "Senin, 30 November 2026")
    for person, seen in (("liaison", report), ("co_liaison", part)):
        officer = welcome(person)
        officer.open("/meja/?daftar=baru")
        officer.sees(seen.code)
        officer.sees_not(({report.code, part.code} - {seen.code}).pop())


def test_the_same_trouble_told_twice_is_merged_and_parted_again(
    town: t.Town, welcome: Welcome
) -> None:
    main = t.forwarded(town)
    contact = Contact(name="Dewi Contoh", email="dewi@warga.example", phone="")
    again = t.submit(text="Lubang di pasar makin besar, anak saya jatuh.", contact=contact)
    verifier = at_desk(welcome, "verifier", again)
    steps.when_the_officer_acts(verifier, "gabungkan", "Gabungkan", main=main.code)
    verifier.sees("Digabung", main.code)

    dewi = tracking(welcome, again)
    dewi.sees(f"Digabung dengan {main.code}; hak Anda tetap", "Diteruskan ke Dinas PUPR")
    dewi.sees_not("Rina Penguji", "rina@warga.example", within="html")
    rina = tracking(welcome, main)
    rina.sees_not("Dewi", "anak saya jatuh", within="html")

    steps.when_the_officer_acts(
        verifier, "pisahkan", "Pisahkan", reason="Ternyata lubang yang lain."
    )
    verifier.sees("Belum diverifikasi", "Kamis, 26 November 2026 pukul 16.00 WIB")
    dewi.open(f"/lacak/{again.code}/")
    dewi.sees("Terkirim, menunggu diperiksa", "Ternyata lubang yang lain.")


def test_a_question_stops_every_clock_until_it_is_answered(
    town: t.Town, welcome: Welcome, time: TownTime
) -> None:
    report = t.forwarded(town)
    liaison = at_desk(welcome, "liaison", report)
    liaison.sees("Senin, 30 November 2026 pukul 16.00 WIB")
    steps.when_the_officer_acts(
        liaison, "tanya", "Kirim pertanyaan", question="Di depan toko yang mana?"
    )
    liaison.sees("Menunggu pelapor", "Dijeda, menunggu pelapor")
    assert not liaison.is_offered("Catat tindak lanjut")
    assert not liaison.is_offered("Tanya pelapor")

    time.pass_until(datetime(2026, 11, 26, 9, 0, tzinfo=WIB))
    citizen = tracking(welcome, report)
    citizen.sees("Menunggu jawaban Anda", "Di depan toko yang mana?", "Dijeda")
    citizen.unfold("tindakan-lengkapi")
    citizen.write("Jawaban Anda", "Di depan toko emas Jaya.", within="#tindakan-lengkapi")
    citizen.press("Kirim jawaban", within="#tindakan-lengkapi")
    citizen.sees("Diteruskan ke Dinas PUPR, belum ditanggapi")
    citizen.sees("Waktu menunggu jawaban Anda tidak dihitung.")
    citizen.sees("Kamis, 3 Desember 2026 pukul 16.00 WIB", "Rabu, 16 Desember 2026 pukul 16.00 WIB")
    liaison = at_desk(welcome, "liaison", report)
    liaison.sees("Di depan toko emas Jaya.", "Kamis, 3 Desember 2026 pukul 16.00 WIB")


def test_a_sealed_report_is_unknown_to_the_office_it_is_about(
    town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox
) -> None:
    t.forwarded(town)
    before = {person: counts_of(welcome, person) for person in OFFICE}
    citizen = welcome()
    steps.when_the_citizen_begins(citizen, misconduct="Ya")
    citizen.sees("Keluar cepat", "tidak ada yang tertinggal di HP ini")
    citizen.choose("Bila ya, di unit mana petugas itu bekerja?", "UPT Jalan")
    citizen.press("Lanjutkan")
    citizen.write("Apa yang terjadi?", "Petugas penambalan meminta uang rokok kepada warga.")
    for _ in range(4):
        citizen.press("Lanjutkan")
    citizen.sees("Laporan ini disegel")
    citizen.press("Kirim laporan")
    receipt = steps.receipt_on(citizen)
    citizen.sees("Tidak ada yang tertinggal di peramban ini")
    citizen.open(f"/lacak/{receipt.ticket}/")
    citizen.sees("Masukkan nomor tiket dan kode tanda terima")
    time.run_tasks()

    inspector = welcome("overseer")
    inspector.open("/meja/?daftar=tersegel")
    inspector.sees(receipt.ticket, "Tersegel")
    for person in OFFICE:
        officer = welcome(person)
        officer.open(f"/meja/{receipt.ticket}/", expect=404)
        for words in (receipt.ticket, "rokok"):
            officer.open(f"/meja/?q={words}&daftar=semua")
            officer.sees("Tidak ada yang cocok")
        assert counts_of(welcome, person) == before[person]
        mails = letterbox.to(f"{person}@kota.example")
        assert [mail for mail in mails if receipt.ticket in mail.subject + mail.text] == []
    passer_by = welcome()
    passer_by.open(f"/laporan/{receipt.ticket}/", expect=404)
    passer_by.open("/laporan/?q=rokok")
    passer_by.sees_not(receipt.ticket)


OFFICE = ("unit_liaison", "liaison", "operator", "supervisor", "verifier2")
"""The unit concerned, the office above it up to its head, and a verifier who is not named."""


def counts_of(welcome: Welcome, person: str) -> tuple[str, str]:
    """Return what an officer reads on the tabs of the inbox and on the dashboard, the hour aside."""
    officer = welcome(person)
    officer.open("/meja/")
    tabs = officer.text("nav.tabs")
    officer.open("/dasbor/")
    return tabs, re.sub(r"pukul \d\d\.\d\d", "", officer.text())
