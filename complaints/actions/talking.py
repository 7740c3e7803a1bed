"""Words between officers and reporters: questions, messages, internal notes, hidden names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from agencies import law
from complaints import uploads
from complaints.actions._asking import Refused
from complaints.actions._move import moving
from complaints.law.actors import Role
from complaints.models import CaseFile, Complaint, Event, Reveal
from complaints.states import Audience, Told

if TYPE_CHECKING:
    from accounts.models import User
    from complaints.law.roles import OnRequest, ReporterOf


def ask_reporter(complaint: Complaint, *, by: User, question: str) -> Complaint:
    """Ask one concrete question; every clock waits for the answer.

    A verifier may ask, the unit that holds the report once (more with the verifier's consent).
    Raises ``Refused``.
    """
    with moving(complaint, "ask_reporter", by, words=question, audience=Audience.REPORTER) as step:
        if not step.actor.has(Role.VERIFIER):
            step.complaint.questions += 1
        step.complaint.asked_by = by
    return step.complaint


def resume(complaint: Complaint, *, by: User, reason: str) -> Complaint:
    """Go on without the reporter's answer. Raises ``Refused``."""
    with moving(complaint, "resume", by, words=reason, audience=Audience.REPORTER) as step:
        pass
    return step.complaint


def note(
    complaint: Complaint,
    *,
    by: User,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
    mentions: Collection[User] = (),
) -> Complaint:
    """Write something that only officers read; who is mentioned is told. Raises ``Refused``."""
    for user in mentions:
        if not Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists():
            raise Refused(f"{user.name} tidak dapat melihat laporan ini.")
    data = {"mentions": sorted(user.pk for user in mentions)}
    with moving(complaint, "note", by, words=text, data=data) as step:
        step.attach(files)
        step.circle.named = {user.pk for user in mentions}
    return step.complaint


def write(
    complaint: Complaint,
    *,
    by: User | ReporterOf | OnRequest,
    text: str,
    files: Sequence[uploads.CleanFile] = (),
) -> Complaint:
    """Send a message to the other side without changing anything. Raises ``Refused``.

    What a reporter writes is for reporter and officers until a verifier publishes it.
    """
    with moving(complaint, "write", by, words=text, audience=Audience.REPORTER) as step:
        step.attach(files)
        from_reporter = step.role in (Role.REPORTER, Role.MERGED_REPORTER)
        step.told = {Told.HOLDER} if from_reporter else {Told.REPORTER}
        if from_reporter and step.complaint.holder_id is None:
            step.told = {Told.VERIFIERS}
    return step.complaint


def reveal(
    complaint: Complaint, *, by: User, reason: str, case_file: CaseFile | None = None
) -> Reveal:
    """Open a hidden name for ten minutes; committed before anything is shown.

    The reporter sees in the tracker that it was opened, and why. With a ``case_file`` the name
    goes into that file instead, and nothing is shown on any page.

    Returns:
        The reveal with the moment at which it ends.

    Raises:
        Refused: not a custodian, or the name is not hidden.
    """
    kept: list[Reveal] = []
    data = {"file": str(case_file.pk)} if case_file is not None else {}
    audience = Audience.REPORTER
    with moving(complaint, "reveal", by, words=reason, audience=audience, data=data) as step:
        minutes = 0 if case_file is not None else law.limit("reveal_minutes")
        until = step.now + timedelta(minutes=minutes)

        def keep(event: Event) -> None:
            kept.append(
                Reveal.objects.create(
                    event=event,
                    complaint=step.complaint,
                    custodian=by,
                    until=until,
                    case_file=case_file,
                )
            )

        step.afterwards(keep)
    return kept[0]
