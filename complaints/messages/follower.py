"""What followers of a public report are told: what everybody may read, and nothing more."""

from __future__ import annotations

from django.urls import reverse

from complaints import privacy, wording
from complaints.links import absolute
from complaints.messages.sections import Section, shortened
from complaints.models import Complaint, Delivery, Event, Follower
from complaints.telling import following

FOOTER = "Anda menerima ini karena mengikuti laporan publik. Berhenti mengikuti: "
NOT_ME = "Bukan Anda yang meminta? Abaikan saja. Alamat ini kami lupakan dalam 3 hari."
HEADLINES = {
    "follow_up": "{by} menindaklanjuti",
    "outside_news": "Kabar dari {by}",
    "answer": "{by} memberi jawaban akhir",
    "carry_out": "{by} sudah melaksanakan yang dijadwalkan",
    "reopen": "Laporan ini dibuka kembali oleh pelapor",
}
"""Verb → what followers read of it; everything else they are told is an end."""


def address_of(follower: Follower) -> str:
    """Return where the message goes; read at the moment of sending."""
    return privacy.follower_address(follower)


def subject_of(delivery: Delivery, follower: Follower) -> str:
    """Return the subject of a message to a follower."""
    return subject(delivery.template, title_of(follower.complaint))


def title_of(complaint: Complaint) -> str:
    """Return what a report is called to everybody."""
    return complaint.public_title or f"laporan {complaint.code}"


def subject(template: str, title: str) -> str:
    """Return the subject of the message ``template`` about the report called ``title``."""
    if template == following.CONFIRM:
        return f"Konfirmasi: ikuti laporan “{title}”"
    return f"Kabar laporan “{title}”"


def sections_of(delivery: Delivery, follower: Follower) -> list[Section]:
    """Return what there is to say; nothing when the report is not for everybody any more."""
    complaint = follower.complaint
    if not following.is_open_to_all(complaint):
        return []
    if delivery.template == following.CONFIRM:
        return [question(title_of(complaint))] if follower.confirmed_at is None else []
    return [_news(event, complaint) for event in following.news_of(delivery, follower)]


def link_of(delivery: Delivery, follower: Follower) -> str:
    """Return where the message leads."""
    if delivery.template == following.CONFIRM:
        return following.confirm_link(follower)
    return absolute(reverse("citizens:public_detail", args=[follower.complaint.code]))


def footer_of(delivery: Delivery, follower: Follower) -> str:
    """Return the last line: how to end it, or that silence ends it."""
    if delivery.template == following.CONFIRM:
        return NOT_ME
    return FOOTER + following.leave_link(follower)


def question(title: str) -> Section:
    """Return the question to the owner of the address, before anything else is sent."""
    return Section(
        f"Ikuti laporan “{title}”?",
        [
            "Seseorang, semoga Anda sendiri, meminta kabar laporan ini dikirim ke alamat ini.",
            "Buka tautan di bawah ini, lalu pilih “Ya, ikuti”.",
            "Kabar dikirim paling banyak sekali sehari, dan Anda dapat berhenti kapan saja.",
        ],
    )


def _news(event: Event, complaint: Complaint) -> Section:
    told = getattr(event, "follow_up", None)
    by = str(event.agency or complaint.lead or "Instansi yang menangani")
    if told is not None and told.outside_body is not None:
        by = str(told.outside_body)
    ended = f"Laporan ini berakhir: {wording.citizen_status(complaint, public=True)}"
    quote = privacy.mask(told.public_text) if told is not None else ""
    known = HEADLINES.get(event.verb, "").format(by=by)
    return Section(known or ended, quote=shortened(quote))
