"""The categories a town starts with: names, national ids, and the words people use for them.

The national ids are those of SP4N-LAPOR! that fit best. Keywords are written as people type them,
common spellings and short forms included; a phrase says more than a word, so a bare "jalan", which
stands in every address, is not among them.
"""

from __future__ import annotations

from typing import NamedTuple

from routing.models import Category

AGENCY, WARD = Category.GoesTo.AGENCY, Category.GoesTo.WARD


class Start(NamedTuple):
    """One category as it is first installed."""

    code: str
    name: str
    national_id: int
    keywords: str
    """Words and phrases, separated by commas."""
    starts_unpublished: bool = False
    goes_to: Category.GoesTo = AGENCY
    needs_place: bool = True


# workflow.md, Who sees what: social aid, civil registration, health, labour, personnel and
# neighbours' quarrels start unpublished.
CATEGORIES: tuple[Start, ...] = (
    Start(
        "jalan-jembatan",
        "Jalan dan jembatan",
        928,
        "jalan rusak, jalan berlubang, jalan hancur, jalan amblas, jalan longsor, jalan becek, "
        "jalan tanah, jalan ambles, jalanan rusak, jalan belum diaspal, perbaikan jalan, "
        "perbaiki jalan, pengaspalan, aspal, diaspal, beraspal, jln rusak, jln berlubang, "
        "jl rusak, lubang, berlubang, lobang, trotoar, jembatan, jembatan rusak, titian, "
        "pelebaran jalan, semenisasi, jalan lingkungan, jalan gang, bahu jalan",
    ),
    Start(
        "lampu-jalan",
        "Lampu jalan",
        1398,
        "lampu jalan, lampu penerangan jalan, penerangan jalan, pju, lampu pju, lampu padam, "
        "lampu mati, gelap gulita, gelap, penerangan, tiang lampu, lampu kedap kedip",
    ),
    Start(
        "drainase-banjir",
        "Drainase dan banjir",
        2397,
        "drainase, parit, selokan, got, saluran air, gorong-gorong, banjir, "
        "kebanjiran, tergenang, genangan, genangan air, air tergenang, saluran tersumbat, "
        "normalisasi sungai, calap, sungai meluap, parit mampet, parit tersumbat",
    ),
    Start(
        "air-bersih",
        "Air bersih",
        1010,
        "pdam, air pdam, air bersih, air ledeng, leding, air mati, air tidak mengalir, "
        "air keruh, pipa bocor, pipa pdam, meteran air, tagihan air, sambungan air, "
        "air tidak jalan, pasang air",
    ),
    Start(
        "sampah-kebersihan",
        "Sampah dan kebersihan",
        942,
        "sampah, tumpukan sampah, sampah menumpuk, tps, tpa, depo sampah, bak sampah, "
        "pengangkutan sampah, petugas sampah, buang sampah, bau sampah, limbah, pencemaran, "
        "bau busuk, kotor, kumuh, bakar sampah, tinja",
    ),
    Start(
        "taman-pohon-pemakaman",
        "Taman, pohon, dan pemakaman",
        1402,
        "taman, taman kota, pohon, pohon tumbang, pohon rindang, dahan, ranting, "
        "pangkas pohon, pemangkasan pohon, makam, pemakaman, kuburan, tpu, rumput liar, "
        "ruang terbuka hijau",
    ),
    Start(
        "bangunan-tata-ruang",
        "Bangunan dan tata ruang",
        934,
        "bangunan liar, imb, pbg, tata ruang, sempadan, garis sempadan, bangunan tanpa izin, "
        "izin bangunan, bangunan roboh, proyek bangunan, ruko, menutup jalan, rdtr",
    ),
    Start(
        "perumahan-pertanahan",
        "Perumahan dan pertanahan",
        933,
        "rumah tidak layak huni, rtlh, bedah rumah, rumah subsidi, perumahan, rusunawa, "
        "sertifikat tanah, sengketa tanah, tanah sengketa, batas tanah, tumpang tindih lahan, "
        "fasum, fasilitas umum perumahan, pengembang, developer, verklaring, skt",
    ),
    Start(
        "lalu-lintas-parkir",
        "Lalu lintas dan parkir",
        940,
        "lampu merah, lampu lalu lintas, traffic light, rambu, marka, parkir, parkir liar, "
        "juru parkir, tukang parkir, macet, kemacetan, lalu lintas, polisi tidur, zebra cross, "
        "truk, truk odol, kebut kebutan, median jalan, u turn, putar balik",
    ),
    Start(
        "angkutan-umum",
        "Angkutan umum",
        936,
        "angkot, angkutan umum, angkutan kota, bus, bis, taksi, terminal, halte, trayek, sopir, "
        "ongkos, travel, ojek, ojek online, kelotok, dermaga, pelabuhan sungai",
    ),
    Start(
        "ktp-kk-akta",
        "KTP, KK, dan akta",
        963,
        "ktp, e-ktp, ektp, ktp el, kartu keluarga, kk, akta, akte, akta kelahiran, "
        "akte kelahiran, akta kematian, akta nikah, kia, kartu identitas anak, disdukcapil, "
        "dukcapil, capil, pindah domisili, surat pindah, keterangan pindah, kependudukan, nik, "
        "blangko, perekaman, surat pengantar",
        starts_unpublished=True,
        needs_place=False,
    ),
    Start(
        "kesehatan-puskesmas",
        "Kesehatan dan puskesmas",
        921,
        "puskesmas, rumah sakit, rsud, dokter, perawat, bidan, pasien, berobat, obat, igd, "
        "posyandu, imunisasi, vaksin, bpjs, bpjs kesehatan, kis, stunting, gizi buruk, dbd, "
        "demam berdarah, fogging, ambulans, ambulan, antrean obat, poli, rujukan, kesehatan",
        starts_unpublished=True,
        needs_place=False,
    ),
    Start(
        "sekolah",
        "Sekolah",
        915,
        "sekolah, sd, sdn, smp, smpn, paud, tk, guru, siswa, murid, ppdb, spmb, zonasi, "
        "komite sekolah, uang komite, seragam, lks, pip, kip, kartu indonesia pintar, "
        "dana bos, kepala sekolah, ruang kelas, ijazah, beasiswa",
        needs_place=False,
    ),
    Start(
        "bantuan-sosial",
        "Bantuan sosial",
        957,
        "bansos, bantuan sosial, pkh, bpnt, sembako, blt, bst, dtks, dtsen, kks, "
        "penerima bantuan, bantuan tunai, bantuan pangan, orang terlantar, gelandangan, odgj, "
        "lansia, disabilitas, panti, tidak dapat bantuan, warga miskin, desil",
        starts_unpublished=True,
        needs_place=False,
    ),
    Start(
        "tenaga-kerja",
        "Tenaga kerja",
        968,
        "upah, ump, umk, gaji tidak dibayar, gaji belum dibayar, phk, thr, lembur, buruh, "
        "karyawan, outsourcing, perusahaan tidak membayar, pesangon, lowongan kerja, "
        "bpjs ketenagakerjaan, kartu prakerja, cuti, pelatihan kerja, ak1, kartu kuning",
        starts_unpublished=True,
        needs_place=False,
    ),
    Start(
        "pasar-umkm",
        "Pasar dan UMKM",
        2402,
        "pasar, pasar besar, pasar kahayan, lapak, kios, los pasar, umkm, koperasi, "
        "modal usaha, kur, harga sembako, harga naik, takaran, timbangan, gas elpiji, "
        "elpiji, lpg, gas 3 kg, minyak goreng, pertalite, bbm",
    ),
    Start(
        "perizinan",
        "Perizinan",
        976,
        "perizinan, izin usaha, izin, nib, oss, siup, dpmptsp, mal pelayanan publik, mpp, "
        "izin praktik, pengurusan izin, rekomendasi izin, surat izin",
        needs_place=False,
    ),
    Start(
        "pajak-retribusi",
        "Pajak dan retribusi daerah",
        1544,
        "pajak, pbb, sppt, bphtb, pajak bumi dan bangunan, pajak daerah, retribusi, "
        "retribusi sampah, pajak restoran, pajak reklame, tagihan pajak, reklame, karcis",
        needs_place=False,
    ),
    Start(
        "ketertiban-umum",
        "Ketertiban umum dan tetangga",
        950,
        "ketertiban, satpol pp, pkl, pedagang kaki lima, pengamen, pengemis, anak punk, "
        "miras, minuman keras, balapan liar, balap liar, knalpot brong, knalpot bising, bising, "
        "berisik, karaoke, orgen tunggal, musik keras, tetangga, perjudian, judi, sabung ayam, "
        "prostitusi, kos kosan, tawuran, keamanan, pencurian, maling, lem fox",
        starts_unpublished=True,
        goes_to=WARD,
    ),
    Start(
        "kebakaran-bencana",
        "Kebakaran dan bencana",
        945,
        "kebakaran, kabakaran, karhutla, kebakaran lahan, kebakaran hutan, titik api, "
        "kabut asap, asap, bencana, bpbd, damkar, pemadam, longsor, angin kencang, "
        "puting beliung, pengungsi, sarang tawon, evakuasi, hidran, lahan gambut",
    ),
    Start(
        "hewan",
        "Hewan",
        946,
        "anjing, anjing liar, anjing gila, rabies, kucing, kucing liar, kucing terlantar, "
        "ular, buaya, orangutan, monyet, babi, kandang ayam, kandang babi, sapi, "
        "hewan ternak, hewan liar, hewan peliharaan, kotoran ayam, beruang, digigit anjing",
    ),
    Start(
        "pertanian-pangan",
        "Pertanian dan pangan",
        909,
        "pertanian, petani, pupuk, pupuk subsidi, bibit, kelompok tani, sawah, ladang, kebun, "
        "irigasi, traktor, nelayan, perikanan, kolam ikan, keramba, ternak, "
        "ketahanan pangan, penyuluh, hama",
    ),
    Start(
        "pungli-pelayanan",
        "Pungutan liar dan pelayanan petugas",
        1558,
        "pungli, pungutan liar, pungutan, dipungut biaya, minta uang, uang pelicin, suap, "
        "sogok, calo, korupsi, nepotisme, petugas tidak ramah, pelayanan lambat, "
        "petugas tidak ada, dipersulit, jutek, pelayanan buruk, dimintai uang",
        needs_place=False,
    ),
    Start(
        "kepegawaian",
        "Kepegawaian",
        1498,
        "pns, asn, pensiun, cpns, pppk, p3k, honorer, tenaga honorer, kontrak daerah, tekon, tpp, "
        "tunjangan, kenaikan pangkat, sk pns, mutasi, bkpsdm, pegawai bolos, disiplin pegawai, "
        "netralitas asn, gaji honorer, kepegawaian",
        starts_unpublished=True,
        needs_place=False,
    ),
    Start(
        "internet-layanan-digital",
        "Internet dan layanan digital",
        1037,
        "internet, wifi, wi-fi, sinyal, jaringan, blank spot, tower, aplikasi, website, "
        "situs web, error, tidak bisa login, server, call center, 112, cctv, kabel fiber, "
        "kabel internet, menara telekomunikasi",
        needs_place=False,
    ),
    Start(
        "wisata-olahraga-budaya",
        "Wisata, olahraga, dan budaya",
        913,
        "wisata, objek wisata, tempat wisata, olahraga, lapangan bola, lapangan, stadion, gor, "
        "kolam renang, budaya, kebudayaan, sanggar, festival, isen mulang, museum, betang, "
        "pemuda, perpustakaan, event",
    ),
    Start("lainnya", "Lainnya", 110, "", needs_place=False),
)
