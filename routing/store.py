"""Keeps what was learned: plain arrays in the media storage, a row for each version, one in use.

A file is read only when its check value is that of its row, and without pickle, so that a file from
elsewhere can neither be used nor run anything. When the file in use cannot be read, the version
before it is used; the suggestions never fail for want of a model.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from enum import Enum
from typing import Any, Final
from uuid import uuid4

import numpy as np
import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from lapor import clock, kept
from routing.classifier import Model
from routing.models import RouterModel

FOLDER = "routing"
FORMAT = 1
ARRAYS = {"keys": "uint32", "idf": "float32", "weights": "float16", "bias": "float32"}
MOST_BYTES = 200_000_000
KEPT_VERSIONS = 10
TRIED_VERSIONS = 3

log = structlog.get_logger()


class Current(Enum):
    """Stands for the model in use, where a model can be given."""

    CURRENT = "current"


CURRENT: Final = Current.CURRENT

# Of this process: the id of the version that was loaded last, and what it is.
_loaded: dict[int, Model] = {}


class ForeignFile(Exception):
    """A file that is not what its row says, or no model at all."""


def current() -> Model | None:
    """Return the model in use; None while nothing was learned. One query in a minute."""
    found: tuple[Model | None] = kept.remember("routing.model", lambda: (_current(),))
    return found[0]


def _current() -> Model | None:
    state = RouterModel.State
    active = RouterModel.objects.filter(state=state.ACTIVE).first()
    if active is None:
        return None
    loaded = _read(active)
    if loaded is None:
        behind = RouterModel.objects.filter(state=state.RETIRED).order_by("-pk")
        loaded = next(filter(None, map(_read, behind[:TRIED_VERSIONS])), None)
    return loaded


def _read(row: RouterModel) -> Model | None:
    """Return the model of a row, from this process's memory if it was read before."""
    if row.pk not in _loaded:
        try:
            model = load(row)
        except (ForeignFile, OSError) as error:
            log.warning("routing.model_unreadable", version=row.pk, why=str(error))
            return None
        _loaded.clear()
        _loaded[row.pk] = model
    return _loaded[row.pk]


def load(row: RouterModel) -> Model:
    """Return the model of a row.

    Raises:
        ForeignFile: the file is damaged, or was not written by us.
        OSError: it cannot be read.
    """
    with default_storage.open(row.path) as file:
        data = file.read(MOST_BYTES + 1)
    if hashlib.sha256(data).hexdigest() != row.checksum:
        msg = "check value differs"
        raise ForeignFile(msg)
    model = unpacked(data)
    return replace(model, figures={**model.figures, "version": row.pk})


def keep(model: Model, *, takes_over: bool) -> RouterModel:
    """Write a model to the storage, and put it to use if it may take over.

    The row is written after the file, so a file that was broken off is never used.
    """
    data = packed(model)
    path = default_storage.save(f"{FOLDER}/{uuid4().hex}.npz", ContentFile(data))
    state = RouterModel.State
    with transaction.atomic():
        if takes_over:
            RouterModel.objects.filter(state=state.ACTIVE).update(state=state.RETIRED)
        row = RouterModel.objects.create(
            state=state.ACTIVE if takes_over else state.REFUSED,
            created_at=clock.now(),
            path=path,
            checksum=hashlib.sha256(data).hexdigest(),
            rows=int(model.figures.get("rows", 0)),
            figures=dict(model.figures),
        )
    kept.forget()
    _tidy()
    return row


@transaction.atomic
def roll_back() -> RouterModel | None:
    """Put the version before the one in use back to use; None when there is no other.

    What is taken out of use is refused, so that rolling back again goes one further.
    """
    state = RouterModel.State
    rows = RouterModel.objects.select_for_update()
    before = rows.filter(state=state.RETIRED).order_by("-pk").first()
    if before is None:
        return None
    rows.filter(state=state.ACTIVE).update(state=state.REFUSED)
    before.state = state.ACTIVE
    before.save(update_fields=["state"])
    kept.forget()
    return before


def _tidy() -> None:
    """Delete the files and rows of versions that nobody goes back to."""
    active = RouterModel.State.ACTIVE
    for row in RouterModel.objects.exclude(state=active).order_by("-pk")[KEPT_VERSIONS:]:
        default_storage.delete(row.path)
        row.delete()


def packed(model: Model) -> bytes:
    """Return a model as a file: plain arrays, and a note in JSON."""
    note = {
        "format": FORMAT,
        "targets": model.targets,
        "reports": model.reports,
        "counts": dict(model.counts),
        "mix": model.mix.tolist(),
        "noise": model.noise,
        "since": dict(model.since),
        "figures": dict(model.figures),
    }
    file = io.BytesIO()
    written = np.frombuffer(json.dumps(note, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(
        file,
        keys=model.keys,
        idf=model.idf,
        weights=model.weights,
        bias=model.bias,
        note=written,
    )
    return file.getvalue()


def unpacked(data: bytes) -> Model:
    """Return the model in a file. Raises ``ForeignFile`` for anything else."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ARRAYS}
            note = json.loads(bytes(file["note"]))
        return _checked(arrays, note)
    except ForeignFile:
        raise
    except Exception as error:
        raise ForeignFile(str(error)) from error


def _checked(arrays: dict[str, Any], note: dict[str, Any]) -> Model:
    rows, columns = arrays["weights"].shape
    fits = (
        note["format"] == FORMAT
        and all(arrays[name].dtype == kind for name, kind in ARRAYS.items())
        and arrays["keys"].shape == arrays["idf"].shape == (rows,)
        and arrays["bias"].shape == (columns,)
        and len(note["targets"]) == len(note["reports"]) == columns
        and bool(np.all(arrays["keys"][1:] > arrays["keys"][:-1]))
        and all(bool(np.isfinite(arrays[name]).all()) for name in ("idf", "weights", "bias"))
    )
    if not fits:
        msg = "arrays do not fit together"
        raise ForeignFile(msg)
    return Model(
        **arrays,
        targets=tuple(note["targets"]),
        reports=tuple(note["reports"]),
        counts=dict(note["counts"]),
        figures=dict(note["figures"]),
        mix=np.array(note["mix"], dtype=np.float64),
        noise=float(note["noise"]),
        since=dict(note["since"]),
    )
