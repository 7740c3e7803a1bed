"""How tests answer one question after the other."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.citizens.pages import Page, hidden

STORY = "Lampu jalan di depan pasar padam sejak tiga malam."
COMPLAINT: list[tuple[str, dict[str, Any]]] = [
    ("jenis", {"kind": "complaint"}),
    ("bahaya", {"danger": "no"}),
    ("pelanggaran", {"misconduct": "no"}),
    ("cerita", {"text": STORY}),
    ("tempat", {"place_text": "Depan pasar"}),
    ("foto", {}),
    ("tentang", {"name": "Sari Contoh"}),
]
"""The shortest road of a complaint: question → what is answered."""


def answer(client: Client, slug: str, /, **answers: Any) -> Page:
    """Send the page of one question."""
    return client.post(f"/lapor/tanya/{slug}/", answers)


def walk(client: Client, until: str = "", **more: dict[str, Any]) -> Page:
    """Answer the questions in their order, with ``more`` for some; return the last response.

    The questions from ``until`` on stay open.
    """
    response: Page = None
    for slug, answers in COMPLAINT:
        if slug == until:
            break
        response = answer(client, slug, **{**answers, **more.get(slug, {})})
    return response


def send(client: Client, check: Page, **more: str) -> Page:
    """Send the check page."""
    return client.post("/lapor/terkirim/", {**hidden(check), **more})
