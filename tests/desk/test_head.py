"""The head of officers' pages: one line of links, the rest in *Lainnya*, and where one is."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from agencies.models import Officer
from complaints import shell
from tests import town as t

Places = dict[str, list[str]]


def places(person: str, town: t.Town, path: str = "/meja/") -> tuple[Places, str]:
    """Return the words of the links by place, and those of the link that stands out."""
    request = RequestFactory().get(path)
    request.user = getattr(town, person)
    links = shell.head(request)["links"]
    found: Places = {"always": [], "wide": [], "menu": []}
    for link in links:
        found[link["place"]].append(link["label"])
    return found, " ".join(link["label"] for link in links if link["current"])


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            "verifier",
            {
                "always": ["Meja", "Verifikasi"],
                "wide": ["Catat laporan", "Dasbor"],
                "menu": ["Hubungi pelapor", "Kejadian", "Salin ke SP4N", "Templat", "Kelola"],
            },
        ),
        (
            "liaison",
            {
                "always": ["Meja", "Dasbor"],
                "wide": ["Hubungi pelapor", "Kejadian", "Templat"],
                "menu": [],
            },
        ),
        ("clerk", {"always": ["Meja", "Catat laporan"], "wide": [], "menu": []}),
    ],
)
def test_what_is_used_most_stands_in_one_line(town: t.Town, person: str, expected: Places) -> None:
    assert places(person, town)[0] == expected


def test_somebody_with_every_role_still_has_one_line(town: t.Town) -> None:
    for role in set(Officer.Role.values) - {Officer.Role.VERIFIER, Officer.Role.CUSTODIAN}:
        Officer.objects.create(user=town.verifier, agency=town.diskominfo, role=role)
    found, _ = places("verifier", town)
    assert len(found["always"] + found["wide"]) == shell.IN_A_ROW
    assert len(found["menu"]) == len(shell.LINKS) - shell.IN_A_ROW


@pytest.mark.parametrize(
    ("path", "current"),
    [("/meja/", "Meja"), ("/meja/kejadian/baru/", "Kejadian"), ("/kelola/petugas/", "Kelola")],
)
def test_a_page_below_a_link_makes_it_stand_out(town: t.Town, path: str, current: str) -> None:
    assert places("verifier", town, path)[1] == current
