"""The preview of every message, for those who answer for them."""

from __future__ import annotations

import pytest

from complaints.messages import samples
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_preview_shows_every_verb_reader_and_channel(town: t.Town, sign_in: SignIn) -> None:
    page = sign_in("verifier").get("/kelola/pesan/")
    html = page.content.decode()
    for sample in samples.samples():
        assert f'id="{sample.slug}"' in html
    assert page.context["count"] == len(samples.samples())


def test_preview_reads_no_report(town: t.Town, sign_in: SignIn) -> None:
    secret = t.submit(title="Judul sungguhan", text="Isi sungguhan")
    html = sign_in("verifier").get("/kelola/pesan/").content.decode()
    assert "sungguhan." not in html.replace("laporan sungguhan di sini.", "")
    assert secret.code not in html


def test_a_letter_is_shown_as_a_mail_program_draws_it(town: t.Town, sign_in: SignIn) -> None:
    answer = sign_in("overseer").get("/kelola/pesan/answer-1/")
    assert "Dinas PUPR sudah menjawab laporan Anda" in answer.content.decode()


@pytest.mark.parametrize("slug", ["tidak-ada", "sms-submit"])
def test_what_is_no_letter_is_not_found(town: t.Town, sign_in: SignIn, slug: str) -> None:
    assert sign_in("verifier").get(f"/kelola/pesan/{slug}/").status_code == 404
