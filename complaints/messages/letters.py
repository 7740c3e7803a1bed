"""From a message of the outbox to the letter that goes out: whom to, subject, text and HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string

from complaints import links, privacy
from complaints.messages import follower, officer, reporter
from complaints.messages.sections import Section, section
from complaints.models import Delivery, Notification
from complaints.telling import digests, following, invitations, list_exports, sender_digests, upward
from complaints.telling.lost_code import NEW_LINK

LONGEST_SUBJECT = 150
PRIVATE_LINK = (
    "Tautan ini pribadi: siapa pun yang memilikinya dapat membuka laporan Anda. "
    "Jangan teruskan e-mail ini."
)
PRIVATE_LINKS = (
    "Tautan di atas pribadi: siapa pun yang memilikinya dapat membuka laporan Anda. "
    "Jangan teruskan e-mail ini."
)
ONE_A_DAY = "Laporan Anda banyak, maka kabar semuanya datang sekali sehari dalam satu e-mail."
FOR_OFFICERS = "Pesan ini untuk petugas. Tautan meminta Anda masuk lebih dahulu."


FOR_INVITED = "Anda tidak menunggu undangan ini? Abaikan saja; tanpa tautan itu tidak ada akun."


@dataclass(frozen=True)
class Letter:
    """A message ready to go out."""

    address: str
    subject: str
    text: str
    html: str
    leave: str = ""
    """Where one click ends such messages (RFC 8058); empty where they cannot be ended."""


def letter_for(delivery: Delivery) -> Letter | None:
    """Return the letter of ``delivery`` as things are now; None when nothing is left to say.

    The contact is read here, at the moment of sending, and nowhere kept.
    """
    if delivery.digest and not sender_digests.is_one(delivery):
        return _digest(delivery)
    if delivery.follower is not None:
        return _to_follower(delivery)
    if delivery.template == NEW_LINK:
        return _new_link(delivery)
    if delivery.template == invitations.INVITATION:
        return _invitation(delivery)
    if delivery.template == list_exports.LIST_READY:
        return _list_ready(delivery)
    if delivery.template == upward.UPWARD:
        return _upward(delivery)
    rows = list(
        delivery.notifications.filter(dropped_at__isnull=True)
        .select_related(
            "complaint__category",
            "complaint__region",
            "complaint__merged_into",
            "complaint__parent_report",
            "reporter",
            "event__words",
            "event__agency",
            "event__complaint__lead",
            "event__complaint__outside_body",
        )
        .order_by("event_id")
    )
    if delivery.user is not None:
        return _to_officer(delivery, rows)
    rows = [row for row in rows if row.reporter is not None and row.reporter.erased_at is None]
    return _to_sender(rows) if sender_digests.is_one(delivery) else _to_reporter(rows)


def _to_sender(rows: list[Notification]) -> Letter | None:
    """Return the letter about all reports of one sender that have news; of one, as of any."""
    by_report: dict[int, list[Notification]] = {}
    for row in rows:
        by_report.setdefault(row.complaint_id, []).append(row)
    told = [(group, one) for group in by_report.values() if (one := reporter.about(group))]
    if len(told) < 2:  # noqa: PLR2004
        return _to_reporter(told[0][0]) if told else None
    anybody = rows[0].reporter
    assert anybody is not None
    return about_several(
        privacy.contact_for_sending(anybody).email,
        [one for _, one in told],
        hidden=rows[0].complaint.hides_reporter,
    )


def about_several(address: str, sections: Sequence[Section], *, hidden: bool) -> Letter | None:
    """Return a letter to a reporter with a section for each report."""
    footer = PRIVATE_LINKS if hidden else f"{ONE_A_DAY} {PRIVATE_LINKS}"
    return compose(
        address, f"Ada kabar untuk {len(sections)} laporan Anda", sections, footer=footer
    )


def _to_reporter(rows: list[Notification]) -> Letter | None:
    if not rows or rows[0].reporter is None:
        return None
    address = privacy.contact_for_sending(rows[0].reporter).email
    complaint = rows[0].complaint
    link = links.tracking_link(complaint)
    if reporter.is_discreet(complaint):
        news = reporter.there_is_news(complaint)
        return compose(address, news, [Section(news)], link=link, footer=PRIVATE_LINK)
    sections = reporter.sections(rows)
    if not sections:
        return None
    return compose(
        address,
        f"{sections[-1].headline} – laporan {complaint.code}",
        sections,
        advice=reporter.to_do(complaint),
        link=link,
        footer=PRIVATE_LINK,
    )


def _new_link(delivery: Delivery) -> Letter | None:
    """Return the letter for a lost code; it says nothing of the report but its ticket."""
    reporter_row = delivery.reporter
    if reporter_row is None or reporter_row.erased_at is not None:
        return None
    complaint = reporter_row.complaint
    days = links.VALID_FOR.days
    told = section("messages/new_link.txt", code=complaint.code, days=days)
    return compose(
        privacy.contact_for_sending(reporter_row).email,
        f"{told.headline} – laporan {complaint.code}",
        [told],
        link=links.tracking_link(complaint),
        footer=PRIVATE_LINK,
    )


def _to_follower(delivery: Delivery) -> Letter | None:
    """Return the letter for somebody who follows a public report, or is asked whether to."""
    row = delivery.follower
    assert row is not None
    sections = follower.sections_of(delivery, row)
    if not sections:
        return None
    letter = compose(
        follower.address_of(row),
        follower.subject_of(delivery, row),
        sections,
        link=follower.link_of(delivery, row),
        footer=follower.footer_of(delivery, row),
    )
    return replace(letter, leave=following.leave_link(row)) if letter is not None else None


def _to_officer(delivery: Delivery, rows: list[Notification]) -> Letter | None:
    assert delivery.user is not None
    if not delivery.user.is_active:
        return None
    sections = officer.sections(rows, delivery.user)
    if not sections:
        return None
    more = f" dan {len(sections) - 1} kabar lain" if len(sections) > 1 else ""
    return compose(
        delivery.user.email, f"{sections[0].headline}{more}", sections, footer=FOR_OFFICERS
    )


def _invitation(delivery: Delivery) -> Letter | None:
    user = delivery.user
    if user is None or not user.is_active:
        return None
    told = invitations.told(user)
    link = invitations.link_for(user)
    return compose(
        user.email, told.headline, [told], link=link, link_words="Buka LAPOR", footer=FOR_INVITED
    )


def _list_ready(delivery: Delivery) -> Letter | None:
    told, user = list_exports.told(delivery), delivery.user
    if told is None or user is None or not user.is_active:
        return None
    return compose(user.email, told.headline, [told], footer=FOR_OFFICERS)


def _upward(delivery: Delivery) -> Letter | None:
    told, user = upward.told(delivery), delivery.user
    if told is None or user is None or not user.is_active:
        return None
    return compose(user.email, told.headline, [told], footer=FOR_OFFICERS)


def _digest(delivery: Delivery) -> Letter | None:
    assert delivery.user is not None
    if not delivery.user.is_active:
        return None
    digest = digests.gather(delivery.user, digest=delivery.digest, delivery=delivery)
    if not digest:
        return None
    return compose(
        delivery.user.email,
        f"Ringkasan LAPOR: {digest.subject}",
        digest.sections,
        link=links.inbox_link(),
        footer=FOR_OFFICERS,
    )


def compose(
    address: str,
    subject: str,
    sections: Sequence[Section],
    *,
    advice: str = "",
    link: str = "",
    link_words: str = "Buka laporan di LAPOR",
    footer: str,
) -> Letter | None:
    """Put both bodies together; None when nobody is at the other end."""
    if not address:
        return None
    signature = f"LAPOR {settings.LAPOR_CITY}"
    blocks = [one.plain for one in sections]
    blocks += [part for part in (advice, link) if part]
    context = {
        "sections": sections,
        "advice": advice,
        "link": link,
        "link_words": link_words,
        "footer": footer,
        "signature": signature,
        "subject": subject,
    }
    return Letter(
        address=address,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text="\n\n".join([*blocks, f"-- \n{signature}\n{footer}"]) + "\n",
        html=render_to_string("messages/letter.html", context),
    )
