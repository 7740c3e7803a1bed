"""A draft that was given back lies where its author goes on: the words, and the files, in the form."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from complaints import actions, uploads
from complaints.law import approval, roles
from complaints.models import AnswerDraft, Attachment, DeskDraft
from complaints.reporters import receipts
from lapor import clock

Verb = AnswerDraft.Verb
HANDS_IN = {Verb.ANSWER.value: "ajukan-jawaban", Verb.FOLLOW_UP.value: "ajukan-tindak-lanjut"}
"""The address at which an answer of each kind is handed in."""


def put_back(draft: AnswerDraft) -> None:
    """Make a returned draft the desk draft of its author; newer words of the author stay.

    Files wait for seven days, as those of every form; what cannot be read is left out, because the
    files also stand in the history.
    """
    token = receipts.new_token()
    kept = {name: [str(value)] for name, value in draft.content.items() if value}
    row, is_new = DeskDraft.objects.get_or_create(
        user=draft.author,
        complaint=draft.complaint,
        verb=address_of(draft),
        defaults={"data": kept, "token": token, "updated_at": clock.now()},
    )
    if not is_new:
        return
    for file in draft.event.attachments.order_by("created_at", "id"):
        before = file.phase == Attachment.Phase.BEFORE
        try:
            uploads.put_back(file, f"{row.token}.before_files" if before else row.token)
        except ValidationError:
            continue


def address_of(draft: AnswerDraft) -> str:
    """Return where the author goes on: at the direct way if it is open, else where it is handed in."""
    actor = roles.actor_on(draft.complaint, draft.author)
    if approval.sends_directly(draft.complaint, draft.verb, actor):
        return actions.button_of(draft.verb).slug
    return HANDS_IN[draft.verb]
