"""*Keluar cepat*: away at once, and nothing left; a link elsewhere cannot do that to anybody."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints.citizens.filing import cookies
from complaints.models import FilingDraft
from tests import town as t
from tests.citizens.filing.walking import answer, walk
from tests.citizens.pages import filed

pytestmark = pytest.mark.django_db


def test_leaving_clears_browser_session_and_draft(client: Client, town: t.Town) -> None:
    complaint, _ = filed(client)
    walk(client, until="tempat")
    response = client.get("/keluar/", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.headers["location"] == "https://www.bmkg.go.id/"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.cookies[cookies.COOKIE].value == ""
    assert FilingDraft.objects.count() == 0
    assert client.get(f"/lacak/{complaint.code}/").status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_link_on_another_site_clears_nothing(client: Client, town: t.Town, site: str) -> None:
    walk(client, until="tempat")
    response = client.get("/keluar/", headers={"Sec-Fetch-Site": site})
    assert (response.status_code, "Clear-Site-Data" in response.headers) == (302, False)
    assert FilingDraft.objects.count() == 1


def test_city_chooses_where_it_leads(client: Client, settings: object) -> None:
    settings.LAPOR_QUICK_EXIT = "https://cuaca.example/"  # type: ignore[attr-defined]
    assert client.get("/keluar/").headers["location"] == "https://cuaca.example/"


def test_only_the_path_without_a_trace_offers_it(client: Client, town: t.Town) -> None:
    walk(client, until="pelanggaran")
    assert "Keluar cepat" not in client.get("/lapor/tanya/pelanggaran/").content.decode()
    assert "Keluar cepat" in answer(client, "pelanggaran", misconduct="yes").content.decode()
    assert "Keluar cepat" in client.get("/lapor/?hanya-di-sini=1").content.decode()
