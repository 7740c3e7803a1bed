"""How a report of the demo can live: each function walks one road through the law."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

from agencies.models import Officer
from complaints import actions
from complaints.demo.seeding.lives import Life
from complaints.demo.seeding.texts import Text, phrases, reports
from lapor import clock

Play = Callable[[Life], None]


# -- roads that end ------------------------------------------------------------------------------


def received(life: Life) -> None:
    """Waits for verification."""
    life.submit()


def verified(life: Life) -> None:
    """Waits to be forwarded."""
    life.submit()
    life.later(days=0.2)
    life.verify()


def forwarded(life: Life) -> None:
    """Lies at the agency, nothing done yet."""
    life.submit()
    life.later(days=life.dice.choice([0.2, 0.4, 1, 2]))
    life.verify(forward_to=life.agency)


def followed_up(life: Life) -> None:
    """The agency works on it."""
    forwarded(life)
    life.later(days=life.dice.choice([1, 1, 2, 3, 4]))
    life.follow_up()


def answered(life: Life) -> None:
    """The agency answered; the reporter decides."""
    followed_up(life)
    life.later(days=life.dice.choice([1, 2, 3, 4, 5, 6]))
    life.answer()


def answered_at_once(life: Life) -> None:
    """The first thing the agency says is its answer; the reporter says nothing, the clock closes."""
    forwarded(life)
    life.later(days=life.dice.choice([2, 3, 4, 5, 6, 8]))
    life.answer()
    life.close_by_silence()


def brushed_off(life: Life) -> None:
    """Answered with words that say nothing, the same for all; the reporter gives up."""
    forwarded(life)
    life.later(days=life.dice.choice([1, 2, 2, 3]))
    life.answer("explained", phrases()["empty_answers"][0])
    life.close_by_silence()


def confirmed(life: Life) -> None:
    """The reporter confirmed."""
    answered(life)
    life.later(days=life.dice.choice([0.5, 1, 2, 3, 5]))
    life.confirm()


def silent(life: Life) -> None:
    """The reporter said nothing; the clock closed it."""
    answered(life)
    life.close_by_silence()


def archived(life: Life) -> None:
    """Archived with a reason."""
    life.submit()
    life.later(days=1)
    if life.text.thanks:
        reason = "thanks"
    elif life.text.junk:
        reason = "test"
    else:
        reason = life.dice.choice(["private_matter", "not_public_service", "in_court"])
    life.archive(reason)


# -- side roads ----------------------------------------------------------------------------------


def delegated(life: Life) -> None:
    """A unit below the agency does the work."""
    forwarded(life)
    assert life.complaint is not None
    units = [a for a in life.cast.agencies.values() if a.parent_id == life.complaint.holder_id]
    if units:
        life.later(days=0.3)
        unit = units[0]
        by = life.cast.officer(Officer.Role.LIAISON, life.agency)
        words = life.dice.choice(phrases()["forward_instructions"])
        life.do(lambda c: actions.delegate(c, by=by, unit=unit, instruction=words))
    life.later(days=1)
    life.follow_up()


def handed_back(life: Life) -> None:
    """The agency says that it is not the right one."""
    forwarded(life)
    life.later(days=1)
    by = life.cast.officer(Officer.Role.LIAISON, life.agency)
    words = life.dice.choice(phrases()["hand_back_suggestions"])
    life.do(lambda c: actions.hand_back(c, by=by, reason="not_our_authority", words=words))


def asked(life: Life) -> None:
    """Waits for the reporter's answer to a question."""
    forwarded(life)
    life.later(days=1)
    by = life.cast.officer(Officer.Role.LIAISON, life.agency)
    question = life.text.question or life.dice.choice(phrases()["ask_reporter"])
    life.do(lambda c: actions.ask_reporter(c, by=by, question=question))


def completed(life: Life) -> None:
    """The reporter answered the question and the work went on."""
    asked(life)
    life.later(days=1)
    reply = life.text.reply or life.dice.choice(phrases()["extra_messages_reporter"])
    life.do(lambda c: actions.complete(c, by=life.reporter, text=reply))
    life.later(days=1)
    life.follow_up()


def objected(life: Life) -> None:
    """The reporter says that it is not done."""
    answered(life)
    life.later(days=1)
    words = (
        life.text.objection or "Sampai hari ini di lokasi belum ada perubahan, mohon dicek lagi."
    )
    life.do(lambda c: actions.object_to_answer(c, by=life.reporter, text=words))


def reopened(life: Life) -> None:
    """The trouble came back."""
    confirmed(life)
    life.later(days=3)
    words = life.text.reopen or "Setelah hujan kemarin rusak lagi di tempat yang sama."
    life.do(lambda c: actions.reopen(c, by=life.reporter, text=words))


def appealed(life: Life) -> None:
    """The reporter asks Inspektorat to decide."""
    confirmed(life)
    life.later(days=2)
    words = life.dice.choice(phrases()["appeal_reasons"])
    life.do(lambda c: actions.appeal(c, by=life.reporter, text=words))


def extension_asked(life: Life) -> None:
    """The agency asks for a later date."""
    followed_up(life)
    life.later(days=1)
    complaint = life.complaint
    assert complaint is not None
    assert complaint.resolution_due_at is not None
    due = complaint.resolution_due_at.astimezone(life.calendar.zone).date()
    until = life.calendar.move_day(due, 5)
    by = life.cast.officer(Officer.Role.LIAISON, life.agency)
    words = life.dice.choice(phrases()["extension_reasons"])
    if complaint.resolution_due_at > life.now:
        life.do(lambda c: actions.request_extension(c, by=by, until=until, reason=words))


def with_co_agency(life: Life) -> None:
    """Two agencies work together and write notes."""
    life.submit()
    life.later(days=1)
    helper = life.cast.agencies["satpol-pp" if life.agency.code != "satpol-pp" else "dlh"]
    life.verify(forward_to=life.agency, co=(helper,))
    life.later(days=1)
    life.follow_up()
    by = life.cast.officer(Officer.Role.LIAISON, helper)
    words = life.dice.choice(phrases()["internal_notes"])
    life.later(days=0.4)
    life.do(lambda c: actions.note(c, by=by, text=words))


def planned(life: Life) -> None:
    """The answer promises a date."""
    followed_up(life)
    life.later(days=2)
    life.answer("planned")
    life.later(days=1)
    life.confirm()


def referred(life: Life) -> None:
    """Another body must answer."""
    life.submit()
    life.later(days=1)
    by = life.cast.verifier
    wanted = str(life.text.outside).replace("_", " ").lower()
    bodies = [b for b in life.cast.bodies if wanted and wanted.split()[0] in b.name.lower()]
    body = (bodies or life.cast.bodies)[0]
    words = f"Laporan Anda kami teruskan ke {body} karena menjadi wewenangnya, dan kami pantau."
    reference = f"SP/{life.dice.randint(100, 999)}/X"
    life.do(lambda c: actions.refer(c, by=by, body=body, reference=reference, words=words))


def conversation(life: Life) -> None:
    """Reporter and officer write to each other."""
    followed_up(life)
    life.later(days=0.5)
    message = life.dice.choice(phrases()["extra_messages_reporter"])
    life.do(lambda c: actions.write(c, by=life.reporter, text=message))
    life.later(days=0.5)
    by = life.cast.officer(Officer.Role.LIAISON, life.agency)
    reply = "Terima kasih atas tambahannya, sudah kami sampaikan kepada petugas di lapangan."
    life.do(lambda c: actions.write(c, by=by, text=reply))


def merged_pair(life: Life) -> None:
    """A neighbour reports the same thing and is merged into the first report."""
    followed_up(life)
    main = life.complaint
    assert main is not None
    twin = Life(
        life.text,
        sent=life.now,
        until=life.until,
        cast=life.cast,
        dice=life.dice,
        number=f"{life.number}-kembar",
    )
    twin.submit()
    twin.later(days=0.3)
    by = life.cast.verifier
    twin.do(lambda c: actions.merge(c, by=by, main=main))


# -- the plan ------------------------------------------------------------------------------------

USUAL: tuple[tuple[Play, int, int, int], ...] = (
    (received, 9, 0, 2),
    (received, 2, 6, 12),
    (verified, 4, 1, 4),
    (forwarded, 9, 1, 6),
    (forwarded, 6, 12, 30),
    (followed_up, 12, 6, 16),
    (followed_up, 6, 24, 60),
    (delegated, 6, 5, 25),
    (with_co_agency, 4, 5, 20),
    (conversation, 6, 6, 20),
    (handed_back, 4, 3, 8),
    (asked, 6, 3, 12),
    (completed, 4, 8, 16),
    (extension_asked, 3, 10, 16),
    (answered, 14, 10, 20),
    (objected, 5, 12, 30),
    (reopened, 3, 25, 50),
    (appealed, 4, 20, 40),
    (planned, 5, 20, 90),
    (merged_pair, 4, 5, 20),
    (confirmed, 34, 20, 118),
    (silent, 30, 45, 118),
)
"""Road, how many reports take it, and between how many days ago they were sent."""


ALIKE, ALIKE_CATEGORY, FIRST_ALIKE = 6, "ketertiban-umum", 6
"""How many reports about what are answered alike, sent from this day of last month."""


def plan(dice: random.Random) -> Iterator[tuple[float, Text, Play]]:
    """Yield (days ago, text, road) of every report of the present, oldest first."""
    lives = [*_usual(dice), *_special(dice), *_alike(dice)]
    yield from sorted(lives, key=lambda life: -life[0])


def _usual(dice: random.Random) -> Iterator[tuple[float, Text, Play]]:
    texts = [text for text in reports() if text.is_usual and not text.thanks and not text.danger]
    dice.shuffle(texts)
    number = 0
    for play, count, least, most in USUAL:
        for _ in range(count):
            yield dice.uniform(least, most), texts[number % len(texts)], play
            number += 1


def _special(dice: random.Random) -> Iterator[tuple[float, Text, Play]]:
    """Danger, secret, sealed, outside, thanks and junk: each kind as it comes in the texts."""
    for text in reports():
        if text.sealed:
            yield dice.uniform(0, 20), text, received
        elif text.outside:
            yield dice.uniform(2, 18), text, referred
        elif text.junk or text.thanks:
            yield dice.uniform(3, 60), text, archived
        elif text.danger:
            yield dice.uniform(0, 30), text, dice.choice([received, followed_up, answered])
        elif text.secret:
            yield dice.uniform(4, 30), text, followed_up
        elif text.parts:
            yield dice.uniform(0, 3), text, received


def _alike(dice: random.Random) -> Iterator[tuple[float, Text, Play]]:
    """Last month one office answered several reports with the same words: the overseer sees it."""
    begin = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=FIRST_ALIKE)
    texts = [text for text in reports() if text.is_usual and text.category == ALIKE_CATEGORY]
    for text in texts[:ALIKE]:
        yield (clock.today() - begin).days - dice.uniform(0, 4), text, brushed_off
