"""What followers of a public report are told: what everybody may read, and nothing more."""

from __future__ import annotations

from django.urls import reverse

from complaints import following, privacy, wording
from complaints.links import absolute
from complaints.messages.sections import Section, shortened
from complaints.models import Complaint, Delivery, Event, Follower

FOOTER = "Anda menerima ini karena mengikuti laporan publik. Berhenti mengikuti: "


def address_of(follower: Follower) -> str:
    """Return where the message goes; read at the moment of sending."""
    return privacy.follower_address(follower)


def subject_of(delivery: Delivery, follower: Follower) -> str:
    """Return the subject of a message to a follower."""
    title = follower.complaint.public_title or f"laporan {follower.complaint.code}"
    if delivery.template == following.CONFIRM:
        return f"Konfirmasi: ikuti laporan “{title}”"
    return f"Kabar laporan “{title}”"


def sections_of(delivery: Delivery, follower: Follower) -> list[Section]:
    """Return what there is to say; nothing when the report is not for everybody any more."""
    complaint = follower.complaint
    if not following.is_open_to_all(complaint):
        return []
    if delivery.template == following.CONFIRM:
        return [_question(complaint)] if follower.confirmed_at is None else []
    return [_news(event, complaint) for event in following.news_of(delivery, follower)]


def link_of(delivery: Delivery, follower: Follower) -> str:
    """Return where the message leads."""
    if delivery.template == following.CONFIRM:
        return following.confirm_link(follower)
    return absolute(reverse("citizens:public_detail", args=[follower.complaint.code]))


def footer_of(delivery: Delivery, follower: Follower) -> str:
    """Return the last line: how to end it, or that silence ends it."""
    if delivery.template == following.CONFIRM:
        return "Bukan Anda yang meminta? Abaikan saja. Alamat ini kami lupakan dalam 3 hari."
    return FOOTER + following.leave_link(follower)


def _question(complaint: Complaint) -> Section:
    title = complaint.public_title or f"laporan {complaint.code}"
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
    headlines = {
        "follow_up": f"{by} menindaklanjuti",
        "outside_news": f"Kabar dari {by}",
        "answer": f"{by} memberi jawaban akhir",
        "carry_out": f"{by} sudah melaksanakan yang dijadwalkan",
        "reopen": "Laporan ini dibuka kembali oleh pelapor",
    }
    ended = f"Laporan ini berakhir: {wording.citizen_status(complaint, public=True)}"
    quote = privacy.mask(told.public_text) if told is not None else ""
    return Section(headlines.get(event.verb, ended), quote=shortened(quote))
