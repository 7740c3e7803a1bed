"""What a rule of the city would have done to the newest reports, said before it is saved."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from complaints.access import Desk
from complaints.fields import number
from complaints.routed.trying import SHOWN, Trial, tried
from routing.models import Rule

TOO_WIDE = (
    "Aturan ini lebih sering keliru daripada benar. Persempit dengan kategori, wilayah, atau kata "
    "lain."
)


def of_rule(desk: Desk, row: models.Model, taken_away: bool) -> dict[str, Any]:
    """Return how often a rule would have been right, and the reports where it would not."""
    assert isinstance(row, Rule)
    visible = desk.visible_unsealed()
    trial = tried(row, visible)
    sentences = [_said(row, trial, taken_away=taken_away)]
    before = Rule.objects.select_related("region").filter(pk=row.pk).first() if row.pk else None
    if before is not None and not taken_away and str(before) != str(row):
        was = tried(before, visible)
        if was.matched:
            sentences.append(
                f"Aturan yang lama benar {number(was.right)} dari {number(was.matched)} kali."
            )
    doubtful = not taken_away and 2 * trial.right < trial.matched
    if doubtful:
        sentences.append(TOO_WIDE)
    if trial.read:
        sentences.append(f"Dihitung dari {number(trial.read)} laporan terbaru.")
    return {
        "sentences": sentences,
        "doubtful": doubtful,
        "reports": [
            {
                "code": one.code,
                "url": reverse("desk:report", args=[one.code]),
                "title": one.agency_title,
                "agency": str(one.lead),
            }
            for one in trial.wrong
        ],
        "more": max(0, trial.matched - trial.right - SHOWN),
    }


def _said(rule: Rule, trial: Trial, *, taken_away: bool) -> str:
    if not trial.matched:
        return "Belum ada laporan yang cocok dengan aturan ini, jadi belum dapat diuji."
    times = f"{number(trial.right)} dari {number(trial.matched)}"
    if taken_away:
        return f"Aturan ini benar {times} kali."
    return (
        f"Aturan ini akan benar {times} kali: sebanyak itu laporan yang "
        f"cocok akhirnya ditangani {rule.agency}."
    )
