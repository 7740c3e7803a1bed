"""What the downloaded ZIP says about itself."""

READ_ME = """\
Data Anda di LAPOR

data.json    akun, laporan dengan kata-kata Anda, percakapan, tanggal, penilaian, dukungan, dan
             laporan yang Anda ikuti. Dapat dibuka dengan penyunting teks apa pun.
berkas/      foto dan berkas yang Anda kirim, per nomor tiket.

Nama dan kontak orang lain tidak ada di sini. Jawaban instansi ada, sebab ditujukan kepada Anda.
Simpan ZIP ini di tempat aman: nama, kontak, dan laporan rahasia Anda ada di dalamnya.
"""
