"""What officers at a counter do for reporters who ask for it (*atas permintaan pelapor*).

How the proof is checked, and how the record says it afterwards (docs/decisions/0032). The verbs are
the reporter's own; which of them may be asked for stands in ``complaints.workflow``.
"""

from __future__ import annotations

from complaints.law.actors import Role
from complaints.law.roles import Proof
from complaints.models import Attachment, Complaint, Event
from complaints.reporters import receipts
from complaints.states import Audience, State

KEY = "on_request"
"""Key of an event's data under which the proof stands, and the name of the message about it."""


def asked_by_code(ticket: str, receipt: str) -> Complaint | None:
    """Return the report whose receipt code was typed; an unknown ticket and a wrong code are None.

    A report that its reporter had erased is nobody's any more.
    """
    found = receipts.find(ticket, receipt)
    if found is None:
        return None
    reporter = getattr(found, "reporter", None)
    return found if reporter is None or reporter.erased_at is None else None


def proved(pk: int | None, ticket: str) -> Complaint | None:
    """Return the report whose receipt code was typed a moment ago, if it has this ticket."""
    found: Complaint | None = (
        Complaint.objects.for_page().filter(pk=pk, code=ticket).first() if pk else None
    )
    return found


def why_no_letter(complaint: Complaint) -> str:
    """Return why a signed letter is no proof for a report; empty when it is one."""
    if complaint.hides_reporter or complaint.is_sealed:
        return "Surat bertanda tangan akan membuka nama pelapor. Minta pelapor mengetik kodenya."
    if complaint.status == State.MERGED:
        return "Laporan ini digabung dengan laporan lain. Minta pelapor mengetik kodenya."
    return ""


def main_of(own: Complaint) -> Complaint:
    """Return the report that is acted upon: the own one, or the one it was merged into."""
    pk = own.pk if own.status != State.MERGED else own.merged_into_id
    found: Complaint = Complaint.objects.for_page().get(pk=pk)
    return found


# -- what the record says --------------------------------------------------------------------


def is_on_request(event: Event) -> bool:
    """Tell whether an officer did this for a reporter who asked for it."""
    return KEY in event.data


def who_did(event: Event) -> str:
    """Return how officers read who acted; empty for what nobody was asked to do."""
    if not is_on_request(event):
        return ""
    asked = Role(event.role).label
    return f"Atas permintaan {asked[0].lower()}{asked[1:]}, dicatat oleh petugas {event.actor}" + (
        f" ({event.agency})" if event.agency else ""
    )


def who_wrote_down(event: Event) -> str:
    """Return how the reporter reads it: the office, not the officer."""
    if not is_on_request(event):
        return ""
    office = f" {event.agency}" if event.agency else ""
    return f"Atas permintaan pelapor, dicatat oleh petugas{office}"


def proof_of(event: Event) -> str:
    """Return the proof in words; empty for what nobody was asked to do."""
    return Proof(event.data[KEY]["proof"]).label if is_on_request(event) else ""


def is_letter(file: Attachment, event: Event) -> bool:
    """Tell whether a file is the signed letter with which a reporter asked for ``event``.

    It bears the name, so only who may read the name may open it.
    """
    asked = is_on_request(event) or event.verb == "submit"
    return asked and file.audience == Audience.INTERNAL
