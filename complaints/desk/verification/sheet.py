"""What the verification desk shows of one report, and the form that it is judged with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from complaints import actions
from complaints.access import Desk
from complaints.desk.answering import drafts
from complaints.desk.report.sheet import act_sheet
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import TOKEN, VerbForm
from complaints.desk.verbs.coordinator import helped
from complaints.desk.verification import advice, alike, queue
from complaints.fields import ObjectsField
from complaints.models import Complaint
from complaints.reporters import receipts, senders
from complaints.states import State

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

BOTH, ONLY_VERIFY, ONLY_FORWARD = "verify_and_forward", "verify", "forward"
OTHERS = ("ask_reporter", "refer", "split", "merge", "correct", "archive")
"""What else a verifier may want to do with a report that does not simply go on."""
BY_NAME = {verb.name: verb for verb in verbs.VERBS}


def verb_of(complaint: Complaint, asked: str) -> verbs.Verb:
    """Return what is to be done with a report: the verb that was asked for, or the usual one."""
    if asked in (BOTH, ONLY_VERIFY, ONLY_FORWARD):
        return BY_NAME[asked]
    if complaint.status == State.VERIFIED:
        return BY_NAME[ONLY_FORWARD]
    return BY_NAME[ONLY_VERIFY if complaint.is_sealed else BOTH]


def form_of(verb: verbs.Verb, complaint: Complaint, desk: Desk, request: HttpRequest) -> VerbForm:
    """Return the form: empty, sent, or with the help that a button asked for.

    A helping button sends what was typed; the form then comes back with it and without errors,
    for nothing was to be decided yet.
    """
    actor = desk.actor(complaint)
    if request.method != "POST":
        form = verbs.make(verb, complaint, desk, actor)
        drafts.restore(form, drafts.of_report(complaint, desk).get(verb.address))
        if again := request.GET.get("ulang"):
            form.initial["repeats"] = again
        return form
    if "pratinjau" not in request.POST:
        return verbs.make(verb, complaint, desk, actor, request.POST, request.FILES)
    form = verbs.make(verb, complaint, desk, actor)
    _keep(form, helped(request.POST, complaint=complaint, desk=desk))
    return form


def _keep(form: VerbForm, data: QueryDict) -> None:
    """Show in an unsent form what was typed into it."""
    sent = str(data.get(TOKEN, ""))
    if receipts.is_token(sent):
        form.token = sent  # the same form, so that a late autosave of it is known
    for name, field in form.fields.items():
        several = isinstance(field, ObjectsField)
        form.initial[name] = data.getlist(name) if several else data.get(name, "")


def sheet(form: VerbForm, session: SessionBase) -> dict[str, Any]:
    """Return what the page shows besides the form."""
    complaint, desk = form.complaint, form.desk
    visible = desk.visible()
    others = senders.others_of(complaint, visible)
    return {
        **act_sheet(form),
        "of_sender": len(others),
        "is_bundle": senders.is_bundle(complaint, others),
        "advice": advice.of(desk.suggestions(complaint)),
        "alike": alike.alike(complaint, desk, visible),
        "waiting": queue.numbers(desk, session),
        "others": [
            (verb.address, verb.words)
            for name in actions.offered(complaint, form.actor)
            if name in OTHERS
            for verb in [BY_NAME[name]]
        ],
    }
