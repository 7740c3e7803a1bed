"""Going back to an earlier version of what was learned, and learning anew when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from complaints.models import SettingsChange
from complaints.routed import versions
from complaints.tasks import learn_routing_now
from lapor import kept
from routing import paper_town, store, training
from routing.classifier import Model
from routing.models import RouterModel
from tests.desk.conftest import SignIn, sign_in, town
from tests.routing.conftest import history

__all__ = ["sign_in", "town"]
pytestmark = pytest.mark.django_db
PAGE = "/kelola/penerusan/"


@pytest.fixture(scope="module")
def model() -> Model:
    """A small model of a town that stands on paper only."""
    paper, told = paper_town.built(history(150))
    found = training.train(told, paper)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _media(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept.forget()


def states() -> list[str]:
    """Return the state of every version, the oldest first."""
    return list(RouterModel.objects.order_by("pk").values_list("state", flat=True))


def test_any_version_is_put_to_use_and_that_is_kept(model: Model, sign_in: SignIn) -> None:
    first = store.keep(model, takes_over=True)
    second = store.keep(model, takes_over=True)
    third = store.keep(model, takes_over=False)
    client = sign_in("verifier")
    page = client.get(PAGE).content.decode()
    assert page.count("Pakai versi ini") == 2
    client.post(f"{PAGE}model/{first.pk}/")
    assert states() == ["active", "retired", "refused"]
    client.post(f"{PAGE}model/{third.pk}/")
    assert states() == ["retired", "retired", "active"]
    current = store.current()
    assert current is not None
    assert current.figures["version"] == third.pk
    changes = SettingsChange.objects.filter(thing="router_model").order_by("id")
    assert [(row.before, row.after) for row in changes] == [
        ({"versi yang dipakai": f"Versi {second.pk}"}, {"versi yang dipakai": f"Versi {first.pk}"}),
        ({"versi yang dipakai": f"Versi {first.pk}"}, {"versi yang dipakai": f"Versi {third.pk}"}),
    ]


def test_the_one_in_use_stays_where_nothing_or_a_damaged_file_is_asked_for(
    model: Model, sign_in: SignIn
) -> None:
    broken = store.keep(model, takes_over=True)
    active = store.keep(model, takes_over=True)
    default_storage.delete(broken.path)
    client = sign_in("verifier")
    assert client.post(f"{PAGE}model/0/").status_code == 404
    said = client.post(f"{PAGE}model/{active.pk}/", follow=True).content.decode()
    assert "Versi ini sudah dipakai." in said
    said = client.post(f"{PAGE}model/{broken.pk}/", follow=True).content.decode()
    assert "rusak atau hilang" in said
    assert states() == ["retired", "active"]
    assert not SettingsChange.objects.exists()


def test_learning_is_asked_for_once_and_ends(sign_in: SignIn) -> None:
    client = sign_in("verifier")
    assert "Pelatihan diminta" in client.post(f"{PAGE}latih/", follow=True).content.decode()
    page = client.post(f"{PAGE}latih/", follow=True).content.decode()
    assert "sedang berjalan" in page
    assert "Sedang belajar" in page
    assert learn_routing_now() is False  # too little to learn from
    assert not versions.is_learning()


@pytest.mark.parametrize("path", ["model/1/", "latih/"])
def test_who_only_reads_changes_nothing(path: str, sign_in: SignIn) -> None:
    assert sign_in("overseer").post(f"{PAGE}{path}").status_code == 403
    assert "Latih sekarang" not in sign_in("overseer").get(PAGE).content.decode()
