"""A file of one report for the Ombudsman or another body: asking, the custodian's word, taking back."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from complaints import casefile
from complaints.actions._asking import Refused
from complaints.actions._move import moving
from complaints.actions.talking import reveal
from complaints.models import CaseFile, Complaint, Event
from complaints.states import Audience, Told

if TYPE_CHECKING:
    from accounts.models import User

DECIDED = "Permintaan ini sudah diputuskan. Lihat daftar terbaru."
State = CaseFile.State


def hand_over_file(
    complaint: Complaint, *, by: User, recipient: str, letter_number: str, parts: Collection[str]
) -> CaseFile:
    """Have a file of the report made; a worker makes it, and the reporter is told.

    A hidden name waits for a custodian's own decision, whatever ``parts`` says.

    Args:
        complaint: the report.
        by: an overseer.
        recipient: to whom the file goes.
        letter_number: the number of the letter that asks for it.
        parts: what is in it, of :class:`complaints.casefile.Part`.

    Raises:
        Refused: not an overseer of this report.
    """
    kept: list[CaseFile] = []
    words = f"Kepada {recipient}. Surat nomor {letter_number}."
    chosen = [part.value for part in casefile.Part if part in parts]
    audience = Audience.REPORTER
    data = {"parts": chosen}
    with moving(complaint, "hand_over_file", by, words=words, audience=audience, data=data) as step:
        waits = casefile.Part.NAME in chosen and step.complaint.hides_reporter
        if waits:
            step.told.add(Told.CUSTODIANS)

        def keep(event: Event) -> None:
            kept.append(
                CaseFile.objects.create(
                    complaint=step.complaint,
                    event=event,
                    asked_by=by,
                    asked_at=step.now,
                    recipient=recipient,
                    letter_number=letter_number,
                    parts=chosen,
                    state=State.CONSENT if waits else State.QUEUED,
                )
            )

        step.afterwards(keep)
    _wake()
    return kept[0]


def let_name_along(case_file: CaseFile, *, by: User, reason: str) -> CaseFile:
    """Let a hidden name go into one file, for a reason; overseers and reporter learn of it.

    Raises:
        Refused: not a custodian, who asked for the file, or it was decided before.
    """
    with transaction.atomic():
        row = _waiting(case_file)
        if row.asked_by_id == by.pk:
            raise Refused("Anda sendiri yang meminta berkas ini: kustodian lain yang memutuskan.")
        reveal(row.complaint, by=by, reason=reason, case_file=row)
        _queue(row, with_name=True)
    _wake()
    return row


def keep_name_back(case_file: CaseFile, *, by: User, reason: str) -> CaseFile:
    """Have the file made without the hidden name, for a reason that officers read.

    Raises:
        Refused: not an officer of this report, or it was decided before.
    """
    with transaction.atomic():
        row = _waiting(case_file)
        data = {"file": str(row.pk), "name": False}
        with moving(row.complaint, "note", by, words=reason, data=data):
            pass
        _queue(row, with_name=False)
    _wake()
    return row


def revoke_file(case_file: CaseFile, *, by: User) -> CaseFile:
    """End the link of a file and delete it; the report's history says so.

    Raises:
        Refused: not an officer of this report, or the file ended before.
    """
    with transaction.atomic():
        row = _locked(case_file)
        if row.state == State.ENDED:
            raise Refused("Tautan berkas ini sudah berakhir.")
        words = f"Tautan berkas untuk {row.recipient} dicabut."
        with moving(row.complaint, "note", by, words=words, data={"file": str(row.pk)}):
            pass
        casefile.end(row, by=by)
    return row


def _locked(case_file: CaseFile) -> CaseFile:
    """Lock the report first, as every verb does, and then the file."""
    report = Complaint.objects.select_for_update(no_key=True).only("pk")
    report.get(pk=case_file.complaint_id)
    rows = CaseFile.objects.select_for_update(of=("self",)).select_related("complaint")
    return rows.get(pk=case_file.pk)


def _waiting(case_file: CaseFile) -> CaseFile:
    row = _locked(case_file)
    if row.state != State.CONSENT:
        raise Refused(DECIDED)
    return row


def _queue(row: CaseFile, *, with_name: bool) -> None:
    row.with_name, row.state = with_name, State.QUEUED
    row.save(update_fields=["with_name", "state"])


def _wake() -> None:
    """Have a worker make it after the commit; with the broker down the sweep does."""
    from complaints.tasks import wake_case_files  # noqa: PLC0415  (tasks import the actions)

    transaction.on_commit(wake_case_files, robust=True)
