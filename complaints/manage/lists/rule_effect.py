"""What a rule of the city would have done to the newest reports, said before it is saved."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from complaints.access import Desk
from complaints.routed.trying import SHOWN, Trial, tried
from routing.models import Rule


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
            sentences.append(f"Aturan yang lama benar {was.right} dari {was.matched} kali.")
    if trial.read:
        sentences.append(f"Dihitung dari {trial.read} laporan terbaru.")
    return {
        "sentences": sentences,
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
    if taken_away:
        return f"Aturan ini benar {trial.right} dari {trial.matched} kali."
    return (
        f"Aturan ini akan benar {trial.right} dari {trial.matched} kali: sebanyak itu laporan yang "
        f"cocok akhirnya ditangani {rule.agency}."
    )
