"""Learns anew from the history, and lets the new version take over only when it is not worse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import sqrt

from routing import engine, store, training
from routing.classifier import Model
from routing.models import RouterModel
from routing.town import Town
from routing.training import Told

FEWEST_COMPARED = 30
"""Fewer new reports than this do not tell two versions apart."""


def learn(history: Iterable[Told], town: Town) -> RouterModel | None:
    """Learn from a history and keep what was learned; None when there is too little to learn from.

    It takes over when on the latest tenth of the history, which was held back, it was right no less
    often than the version in use and than the lexicon alone, chance aside.
    """
    rows = list(history)
    in_use = store.current()
    model = training.train(rows, town, in_use.since if in_use is not None else None)
    if model is None:
        return None
    latest = int(model.figures["latest"])
    right = model.figures["latest_right"] / max(1, latest)
    dated = sorted((one for one in rows if one.at and one.agency), key=lambda one: str(one.at))
    rivals = [share_right(dated[-latest:], town, None), _in_use(in_use, dated[-latest:], town)]
    best = max(rivals)
    chance = sqrt(best * (1 - best) / max(1, latest))
    until = str(dated[-1].at) if dated else ""
    figures = {**model.figures, "until": until, "latest_share": round(right, 4)}
    return store.keep(replace(model, figures=figures), takes_over=right >= best - chance)


def _in_use(model: Model | None, latest: Sequence[Told], town: Town) -> float:
    """Return how often the version in use is right on reports that it has not learned from.

    Where there are too few of these, its own figure of the day it was learned stands in.
    """
    if model is None:
        return 0.0
    until = str(model.figures.get("until", ""))
    unseen = [one for one in latest if str(one.at) > until]
    if len(unseen) < FEWEST_COMPARED:
        return float(model.figures.get("latest_share", 0.0))
    return share_right(unseen, town, model)


def share_right(rows: Sequence[Told], town: Town, model: Model | None) -> float:
    """Return the share of reports whose agency is suggested first."""
    if not rows:
        return 0.0
    right = 0
    for one in rows:
        found = engine.suggest(
            title=one.title,
            text=one.text,
            category=one.category,
            region=one.region,
            limit=1,
            town=town,
            model=model,
            explains=False,
        )
        right += bool(found) and found[0].agency.code == one.agency
    return right / len(rows)
