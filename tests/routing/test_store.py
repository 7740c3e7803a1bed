"""Versions of what was learned: safely read, taken over only when not worse, taken back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from lapor import kept
from routing import learning, paper_town, store, training
from routing.classifier import Model
from routing.models import RouterModel
from tests.routing.conftest import history

pytestmark = pytest.mark.django_db
State = RouterModel.State


@pytest.fixture(scope="module")
def model() -> Model:
    town, told = paper_town.built(history(150))
    found = training.train(told, town)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _media(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    store._loaded.clear()


def overwrite(row: RouterModel, data: bytes) -> None:
    default_storage.delete(row.path)
    with default_storage.open(row.path, "wb") as file:
        file.write(data)
    store._loaded.clear()
    kept.forget()


def test_what_is_kept_is_read_again_as_it_was(model: Model) -> None:
    row = store.keep(model, takes_over=True)
    read = store.load(row)
    for name in store.ARRAYS:
        assert np.array_equal(getattr(read, name), getattr(model, name))
    assert (read.targets, read.reports, dict(read.counts)) == (
        model.targets,
        model.reports,
        dict(model.counts),
    )
    assert read.figures["version"] == row.pk
    assert store.current() is store.current()


def test_a_damaged_file_is_refused_and_the_version_before_it_stays(model: Model) -> None:
    before = store.keep(model, takes_over=True)
    row = store.keep(model, takes_over=True)
    overwrite(row, store.packed(replace(model, bias=model.bias + 1)))
    with pytest.raises(store.ForeignFile):
        store.load(row)
    found = store.current()
    assert found is not None
    assert found.figures["version"] == before.pk
    overwrite(before, b"")
    assert store.current() is None


def test_only_plain_arrays_that_fit_together_are_a_model(model: Model) -> None:
    pickled = io.BytesIO()
    np.savez(pickled, keys=np.array([{}], dtype=object))
    odd = replace(model, bias=model.bias[:-1])
    unsorted = replace(model, keys=model.keys[::-1].copy())
    endless = replace(model, idf=np.full_like(model.idf, np.nan))
    files = [b"", b"PK\x03\x04", pickled.getvalue(), *map(store.packed, (odd, unsorted, endless))]
    for data in files:
        with pytest.raises(store.ForeignFile):
            store.unpacked(data)


def test_rolling_back_goes_one_version_back_each_time(model: Model) -> None:
    rows = [store.keep(model, takes_over=True) for _ in range(3)]
    assert [row.pk for row in RouterModel.objects.filter(state=State.ACTIVE)] == [rows[2].pk]
    for expected in (rows[1], rows[0], None):
        assert store.roll_back() == expected
    found = store.current()
    assert found is not None
    assert found.figures["version"] == rows[0].pk


def test_old_versions_are_deleted_with_their_files(model: Model) -> None:
    for _ in range(store.KEPT_VERSIONS + 3):
        store.keep(model, takes_over=False)
    paths = set(RouterModel.objects.values_list("path", flat=True))
    assert len(paths) == store.KEPT_VERSIONS
    assert {f"routing/{name}" for name in default_storage.listdir("routing")[1]} == paths


def test_a_worse_version_does_not_take_over() -> None:
    town, told = paper_town.built(history(400, noise=0.0))
    good = learning.learn(told, town)
    assert good is not None
    assert good.state == State.ACTIVE
    assert good.figures["latest_share"] > 0.8
    codes = sorted({one.agency for one in told})
    shifted = dict(zip(codes, [*codes[1:], codes[0]], strict=True))
    cut = len(told) // 2
    spoilt = [*(replace(one, agency=shifted[one.agency]) for one in told[:cut]), *told[cut:]]
    bad = learning.learn(spoilt, town)
    assert bad is not None
    assert (bad.state, store.current().figures["version"]) == (State.REFUSED, good.pk)  # type: ignore[union-attr]
