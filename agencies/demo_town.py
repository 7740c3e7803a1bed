"""The demo town: Kota Palangka Raya with its regions, its tree of agencies and invented people.

Names of regions and offices are real; every person, address and number is invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from agencies import tree
from agencies.demo_people import name_of_person
from agencies.models import Agency, Officer, Region

CITY_CODE, CITY_NAME = "62.71", "Kota Palangka Raya"
DOMAIN = "palangkaraya.example"
ADMIN_EMAIL = f"admin@diskominfo.{DOMAIN}"

Kind, Role = Agency.Kind, Officer.Role


class Office(NamedTuple):
    """One agency as it stands in the lists below."""

    code: str
    short_name: str
    name: str
    kind: Agency.Kind = Agency.Kind.DEPARTMENT
    parent: str = ""
    region: str = ""


HEADS: tuple[Office, ...] = (
    Office("setda", "Sekretariat Daerah", "Sekretariat Daerah", Kind.SECRETARIAT),
    Office("inspektorat", "Inspektorat", "Inspektorat Kota", Kind.INSPECTORATE),
    Office(
        "diskominfo",
        "Diskominfo",
        "Dinas Komunikasi, Informatika, Statistik dan Persandian",
        Kind.COORDINATOR,
    ),
    Office("dinas-pupr", "Dinas PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang"),
    Office("disperkimtan", "Disperkimtan", "Dinas Perumahan, Kawasan Permukiman dan Pertanahan"),
    Office("dlh", "Dinas Lingkungan Hidup", "Dinas Lingkungan Hidup"),
    Office("dinkes", "Dinas Kesehatan", "Dinas Kesehatan"),
    Office("disdik", "Dinas Pendidikan", "Dinas Pendidikan"),
    Office("dinsos", "Dinas Sosial", "Dinas Sosial"),
    Office("disdukcapil", "Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
    Office("dishub", "Dinas Perhubungan", "Dinas Perhubungan"),
    Office("satpol-pp", "Satpol PP", "Satuan Polisi Pamong Praja"),
    Office("bpbd", "BPBD", "Badan Penanggulangan Bencana Daerah"),
    Office("damkar", "Dinas Pemadam Kebakaran", "Dinas Pemadam Kebakaran dan Penyelamatan"),
    Office("bpprd", "BPPRD", "Badan Pengelola Pajak dan Retribusi Daerah"),
    Office("bpkad", "BPKAD", "Badan Pengelola Keuangan dan Aset Daerah"),
    Office("bkpsdm", "BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    Office("bappeda", "Bappeda", "Badan Perencanaan Pembangunan Daerah"),
    Office("dkpp", "DKPP", "Dinas Ketahanan Pangan dan Pertanian"),
    Office(
        "dpkukmp", "DPKUKMP", "Dinas Perdagangan, Koperasi, Usaha Kecil Menengah dan Perindustrian"
    ),
    Office("disnaker", "Disnaker", "Dinas Tenaga Kerja"),
    Office("dpmptsp", "DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    Office("disparbudpora", "Disparbudpora", "Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga"),
    Office(
        "dalduk",
        "Dalduk-KB-P3A-PM",
        "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan, "
        "Perlindungan Anak dan Pemberdayaan Masyarakat",
    ),
    Office("dispersip", "Dinas Perpustakaan", "Dinas Perpustakaan dan Kearsipan"),
    Office("kesbangpol", "Kesbangpol", "Badan Kesatuan Bangsa dan Politik"),
    Office("rsud", "RSUD Kota", "Rumah Sakit Umum Daerah Kota"),
    Office("pdam", "PDAM", "Perusahaan Umum Daerah Air Minum"),
)

HEALTH_CENTRES = (
    "Pahandut", "Panarung", "Kayon", "Menteng", "Bukit Hindu", "Jekan Raya", "Marina Permai",
    "Kereng Bangkirai", "Kalampangan", "Tangkiling", "Rakumpit",
)  # fmt: skip

UNITS: tuple[Office, ...] = (
    Office("upt-jalan", "UPT Jalan", "UPT Jalan dan Jembatan", Kind.UNIT, "dinas-pupr"),
    Office("upt-drainase", "UPT Drainase", "UPT Drainase dan Irigasi", Kind.UNIT, "dinas-pupr"),
    Office("upt-pju", "UPT PJU", "UPT Penerangan Jalan Umum", Kind.UNIT, "disperkimtan"),
    Office("upt-persampahan", "UPT Persampahan", "UPT Pengelolaan Sampah", Kind.UNIT, "dlh"),
    Office("upt-pasar", "UPT Pasar", "UPT Pengelolaan Pasar", Kind.UNIT, "dpkukmp"),
    Office("upt-parkir", "UPT Parkir", "UPT Parkir dan Terminal", Kind.UNIT, "dishub"),
    *(
        Office(
            f"puskesmas-{name.lower().replace(' ', '-')}",
            f"Puskesmas {name}",
            f"UPT Puskesmas {name}",
            Kind.UNIT,
            "dinkes",
        )
        for name in HEALTH_CENTRES
    ),
)

# Who sees sealed reports: one verifier, one inspector, and Sekretariat Daerah, which alone handles
# a report about Inspektorat (workflow.md, Sealed reports).
STAFF: dict[str, tuple[tuple[Officer.Role, bool], ...]] = {
    "setda": ((Role.LIAISON, False), (Role.SUPERVISOR, False), (Role.OVERSEER, True)),
    "inspektorat": (
        (Role.LIAISON, False),
        (Role.SUPERVISOR, False),
        (Role.OVERSEER, True),
        (Role.OVERSEER, False),
        (Role.CUSTODIAN, False),
    ),
    "diskominfo": (
        (Role.LIAISON, False),
        (Role.OPERATOR, False),
        (Role.SUPERVISOR, False),
        (Role.VERIFIER, True),
        (Role.VERIFIER, False),
    ),
}
COUNTERS = ("disdukcapil", "kec-pahandut")
STAFF_OF_KIND: dict[str, tuple[Officer.Role, ...]] = {
    Kind.DEPARTMENT: (Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR),
    Kind.DISTRICT: (Role.LIAISON, Role.SUPERVISOR),
    Kind.WARD: (Role.LIAISON,),
    Kind.UNIT: (Role.LIAISON,),
}


class Post(NamedTuple):
    """One officer to be: who, where, in which role."""

    email: str
    name: str
    agency: str
    role: Officer.Role
    sees_sealed: bool


@transaction.atomic
def install(password: str) -> dict[str, Agency]:
    """Create regions, agencies, officers and one administrator; may be called again.

    Args:
        password: the password of every officer, in plain text.

    Returns:
        Every agency of the demo town by its code.
    """
    regions = _install_regions()
    offices = [*HEADS, *_local_offices(list(regions.values())), *UNITS]
    agencies = _install_agencies(offices, regions)
    posts = list(_posts(offices))
    users = _install_users(posts, password)
    present = set(Officer.objects.values_list("user_id", "agency_id", "role"))
    Officer.objects.bulk_create(
        Officer(
            user=users[post.email],
            agency=agencies[post.agency],
            role=post.role,
            sees_sealed=post.sees_sealed,
        )
        for post in posts
        if (users[post.email].pk, agencies[post.agency].pk, post.role) not in present
    )
    return agencies


def _rows() -> list[dict[str, Any]]:
    """Read the kelurahan of the town (see data/SOURCE.md)."""
    file = Path(__file__).parent / "data" / "palangka_raya.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def _install_regions() -> dict[str, Region]:
    """Create the city, its kecamatan and its kelurahan, and return them by code."""
    rows = _rows()
    city = _region(CITY_CODE, CITY_NAME, Region.Level.CITY, None, rows)
    districts = {
        code: _region(
            code, name, Region.Level.DISTRICT, city, [r for r in rows if r["kode"][:8] == code]
        )
        for code, name in sorted({(row["kode"][:8], row["kecamatan"]) for row in rows})
    }
    present = set(Region.objects.values_list("code", flat=True))
    Region.objects.bulk_create(
        Region(
            code=row["kode"],
            name=row["nama"],
            level=Region.Level.WARD,
            parent=districts[row["kode"][:8]],
            postcode=row["kodepos"],
            latitude=row["lat"],
            longitude=row["lng"],
        )
        for row in rows
        if row["kode"] not in present
    )
    town = Region.objects.filter(code__startswith=CITY_CODE).select_related("parent")
    return {region.code: region for region in town}


def _region(
    code: str, name: str, level: Region.Level, parent: Region | None, rows: list[dict[str, Any]]
) -> Region:
    """Return a region, created in the middle of its kelurahan when it is missing."""
    region, _ = Region.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "level": level,
            "parent": parent,
            "latitude": round(fmean(row["lat"] for row in rows), 5),
            "longitude": round(fmean(row["lng"] for row in rows), 5),
        },
    )
    return region


def _local_offices(regions: list[Region]) -> Iterator[Office]:
    """Yield a kecamatan for every district, then a kelurahan for every ward."""
    for region in regions:
        if region.level == Region.Level.DISTRICT:
            name = f"Kecamatan {region.name}"
            yield Office(_code("kec", region), name, name, Kind.DISTRICT, region=region.code)
    for region in regions:
        if region.level == Region.Level.WARD and region.parent is not None:
            name = f"Kelurahan {region.name}"
            above = _code("kec", region.parent)
            yield Office(_code("kel", region), name, name, Kind.WARD, above, region.code)


def _code(prefix: str, region: Region) -> str:
    """Return the code of a region's office, such as kel-bukit-tunggal."""
    return f"{prefix}-{region.name.lower().replace(' ', '-')}"


def _install_agencies(offices: list[Office], regions: dict[str, Region]) -> dict[str, Agency]:
    """Create the agencies that are missing, heads first, and return all by code."""
    agencies = Agency.objects.in_bulk([office.code for office in offices], field_name="code")
    for with_parent in (False, True):
        missing = [o for o in offices if o.code not in agencies and bool(o.parent) == with_parent]
        created = Agency.objects.bulk_create(_agency(o, agencies, regions) for o in missing)
        agencies.update({agency.code: agency for agency in created})
    return agencies


def _agency(office: Office, agencies: dict[str, Agency], regions: dict[str, Region]) -> Agency:
    """Return an unsaved agency at its place in the tree."""
    parent = agencies.get(office.parent)
    return Agency(
        code=office.code,
        name=office.name,
        short_name=office.short_name,
        kind=office.kind,
        parent=parent,
        ancestor_ids=tree.path_below(parent),
        region=regions.get(office.region),
        email=f"{office.code}@{DOMAIN}",
    )


def _posts(offices: list[Office]) -> Iterator[Post]:
    """Yield every officer of the town; the same list at every call."""
    number = count()
    for office in offices:
        staff = STAFF.get(office.code) or tuple(
            (role, False) for role in STAFF_OF_KIND[office.kind]
        )
        if office.code in COUNTERS:
            staff = (*staff, (Role.CLERK, False))
        for role, sees_sealed in staff:
            name = name_of_person(next(number))
            address = f"{name.lower().replace(' ', '.')}@{office.code}.{DOMAIN}"
            yield Post(address, name, office.code, role, sees_sealed)


def _install_users(posts: list[Post], password: str) -> dict[str, User]:
    """Create the users of the posts and the administrator, all with one password.

    The password is hashed once, because hashing is slow on purpose. Users who exist keep their
    sessions unless the password is another one.
    """
    people = {post.email: post.name for post in posts} | {ADMIN_EMAIL: "Administrator Demo"}
    present = {user.email: user for user in User.objects.filter(email__in=people)}
    hashed = make_password(password)
    User.objects.bulk_create(
        User(
            email=email,
            name=name,
            password=hashed,
            is_staff=email == ADMIN_EMAIL,
            is_superuser=email == ADMIN_EMAIL,
        )
        for email, name in people.items()
        if email not in present
    )
    anybody = next(iter(present.values()), None)
    if anybody is not None and not anybody.check_password(password):
        User.objects.filter(email__in=people).update(password=hashed)
    users = {user.email: user for user in User.objects.filter(email__in=people)}
    verified = set(EmailAddress.objects.filter(email__in=people).values_list("email", flat=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=email, verified=True, primary=True)
        for email, user in users.items()
        if email not in verified
    )
    return users
