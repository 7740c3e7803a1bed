"""The letter that says that a report of a month, quarter or year was made, with its one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from agencies.models import Officer
from complaints import links
from complaints.messages.sections import Section, section
from complaints.models import UpwardPost, UpwardReport

if TYPE_CHECKING:
    from complaints.models import Delivery

UPWARD = "upward_report"
"""``Delivery.template`` of this letter."""


def told(delivery: Delivery) -> Section | None:
    """Return what the letter says; None when the person may not read the report any more."""
    post = UpwardPost.objects.filter(delivery=delivery).select_related("user").first()
    if post is None:
        return None
    readable = UpwardReport.objects.readable_by(Officer.objects.of(post.user))
    report = readable.filter(pk=post.report_id).select_related("agency").first()
    if report is None:
        return None
    said: Any = report.contents
    return section(
        "messages/officer/upward_report.txt",
        link=links.absolute(reverse("insights:upward_report", args=[report.key])),
        period=said["period"],
        whose=said["whose"],
        sentence=said["sentence"],
    )
