"""What the router learns from: forwards and hand-backs, and nothing that is not for agencies."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from complaints import actions
from complaints.finding import history
from routing import paper_town, store, training
from routing.models import RouterModel
from tests import town as t
from tests.complaints.given import At, stored
from tests.routing.conftest import history as lines

pytestmark = pytest.mark.django_db

NAME, PHONE = "Zulkarnaen Qosasih", "081234567890"


def test_a_forward_is_a_label_and_a_hand_back_a_negative_one(at: At, town: t.Town) -> None:
    kept = t.forwarded(town, text="Jalan berlubang di depan pasar.")
    back = t.forwarded(town, text="Tumpukan sampah di depan pasar.")
    actions.hand_back(back, by=town.liaison, reason="wrong_area", words="Bukan tugas kami.")
    t.submit(text="Belum diteruskan kepada siapa pun.")
    found = {one.text: (one.agency, one.wrong) for one in history.told()}
    assert found == {kept.text: ("pupr", ()), back.text: ("", ("pupr",))}
    actions.forward(stored(back), by=town.verifier, lead=town.dlh)
    [again] = [one for one in history.told() if one.text == back.text]
    assert (again.agency, again.wrong, again.region) == ("dlh", ("pupr",), back.region)


def test_the_successor_of_a_closed_agency_inherits_its_labels(town: t.Town) -> None:
    t.forwarded(town)
    town.pupr.is_active, town.pupr.successor = False, town.dlh
    town.pupr.save()
    assert [one.agency for one in history.told()] == ["dlh"]


def test_nothing_secret_or_personal_is_told(town: t.Town) -> None:
    t.forwarded(town, text="Rahasia negara di sumur belakang.", is_secret=True)
    t.forwarded(town, text=f"Nama saya {NAME}, telepon {PHONE}. Aspal hancur.", hides_reporter=True)
    [told] = list(history.told())
    assert "Aspal hancur" in told.text
    assert not {"Zulkarnaen", "Qosasih", PHONE} & set(told.text.replace(",", " ").split())


def test_learning_says_when_there_is_too_little(town: t.Town) -> None:
    t.forwarded(town)
    out = StringIO()
    call_command("train_routing", stdout=out)
    assert out.getvalue() == "Riwayat masih terlalu sedikit untuk dipelajari.\n"
    with pytest.raises(CommandError, match="Tidak ada versi sebelumnya"):
        call_command("train_routing", "--roll-back")


def test_it_learns_once_a_night(
    at: At, town: t.Town, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    paper, told = paper_town.built(lines(120))
    for moment, learns in (
        ("2026-07-08 10:00", False),
        ("2026-07-09 02:00", True),
        ("2026-07-09 03:00", False),
        ("2026-07-10 02:00", True),
    ):
        at(moment)
        assert history.learn_at_night(told, paper) is learns
    assert RouterModel.objects.count() == 2
    out = StringIO()
    call_command("train_routing", "--roll-back", stdout=out)
    assert "dipakai lagi" in out.getvalue()
    assert RouterModel.objects.get(state="active").rows > training.FEWEST_ROWS
    assert store.current() is not None
