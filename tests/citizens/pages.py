"""What tests read out of pages, and how they fill in the form."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from complaints import links
from complaints.models import Complaint
from complaints.reporters import receipts

Page = Any
"""A response of the test client, whose own type has no public name."""

ANSWERS = {
    "kind": "complaint",
    "danger": "no",
    "misconduct": "no",
    "text": "Lampu jalan di depan pasar padam sejak tiga malam.",
    "place_text": "Depan pasar",
}


def words(response: Page) -> str:
    """Return what a reader sees of a page, on one line."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def hidden(response: Page) -> dict[str, str]:
    """Return the hidden fields of a page, and the title that the check page offers."""
    found = re.findall(
        r'<input type="(?:hidden|text)" name="([^"]+)"(?: value="([^"]*)")?',
        response.content.decode(),
    )
    return {
        name: unescape(value)
        for name, value in found
        if name not in {"csrfmiddlewaretoken", "website"}
    }


def errors(response: Page) -> list[str]:
    """Return the sentences of the error summary."""
    html = response.content.decode()
    summary = re.search(r"data-error-summary>(.*?)</div>", html, re.S)
    found = re.findall(r"<li>(.*?)</li>", summary.group(1), re.S) if summary else []
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def checked(client: Client, **answers: Any) -> Page:
    """Post the form and return the check page (or the form with its errors)."""
    return client.post("/lapor/periksa/", {**ANSWERS, **answers})


def send(client: Client, **answers: Any) -> Page:
    """Fill in the form, check it, send it; return the answer to the sending."""
    return client.post("/lapor/terkirim/", hidden(checked(client, **answers)))


def filed(client: Client, **answers: Any) -> tuple[Complaint, str]:
    """File a report as a person would; return it with its receipt code."""
    carried = hidden(checked(client, **answers))
    client.post("/lapor/terkirim/", carried)
    submission = receipts.submission_of(carried["token"])
    return Complaint.objects.get(submission=submission), receipts.receipt_of(carried["token"])


def opened(client: Client, complaint: Complaint) -> str:
    """Open the tracker of a report that the town's verbs made; return its address."""
    path = f"/lacak/{complaint.code}/"
    client.get(path, {links.KEY: links.token_for(complaint)})
    return path


def fetched(client: Client, url: str) -> Page:
    """Return the answer to a file's address, read to its end."""
    response: Page = client.get(url)
    if response.streaming:
        response.bytes_read = b"".join(response)  # the client closes it at its end
    return response
