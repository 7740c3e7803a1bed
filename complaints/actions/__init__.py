"""The verbs of the law: one function each, for pages, clocks and commands alike.

A verb takes the report, ``by`` (a user, a :class:`ReporterOf` or the clocks) and what the form
asked for; it raises :class:`Refused` with a sentence when the law says no.
"""

from complaints.actions._asking import Button, Refused, button_of, offered, refusal
from complaints.actions.answering import Answer, answer, carry_out, return_answer
from complaints.actions.appeals import appeal, dismiss, uphold
from complaints.actions.clockwork import (
    archive_unheard,
    auto_resolve,
    escalate,
    lapse,
    recompute_all,
    remind,
    wait_longer,
)
from complaints.actions.coordination import (
    archive,
    correct,
    forward,
    grant_extension,
    outside_news,
    recall,
    redact,
    refer,
    refuse_extension,
    verify,
    verify_and_forward,
)
from complaints.actions.covering import MOST_BOXES, cover_photo
from complaints.actions.drafting import approve, escalate_draft, return_draft, submit_draft
from complaints.actions.gathering import merge, split, unmerge
from complaints.actions.handling import (
    delegate,
    follow_up,
    hand_back,
    involve,
    release,
    request_extension,
    take_back,
)
from complaints.actions.handover import (
    DECIDED,
    hand_over_file,
    keep_name_back,
    let_name_along,
    revoke_file,
)
from complaints.actions.incidents import join_incident, leave_incident
from complaints.actions.intake import Filing, submit
from complaints.actions.joining import JoinedBefore, join
from complaints.actions.reporting import (
    complete,
    confirm,
    disclose,
    object_to_answer,
    reopen,
    withdraw,
)
from complaints.actions.succession import (
    ReportRows,
    assigned_at,
    go_on,
    go_on_all,
    hand_on,
    leave_to,
    waiting_at,
)
from complaints.actions.surveying import answer_again, ask_again, fill_survey
from complaints.actions.tagging import tag
from complaints.actions.taking_over import take_over
from complaints.actions.talking import ask_reporter, note, resume, reveal, write
from complaints.actions.teamwork import assign, assignees
from complaints.law.roles import Joiner, OnRequest, Proof, ReporterOf, System

__all__ = [
    "DECIDED",
    "MOST_BOXES",
    "Answer",
    "Button",
    "Filing",
    "JoinedBefore",
    "Joiner",
    "OnRequest",
    "Proof",
    "Refused",
    "ReportRows",
    "ReporterOf",
    "System",
    "answer",
    "answer_again",
    "appeal",
    "approve",
    "archive",
    "archive_unheard",
    "ask_again",
    "ask_reporter",
    "assign",
    "assigned_at",
    "assignees",
    "auto_resolve",
    "button_of",
    "carry_out",
    "complete",
    "confirm",
    "correct",
    "cover_photo",
    "delegate",
    "disclose",
    "dismiss",
    "escalate",
    "escalate_draft",
    "fill_survey",
    "follow_up",
    "forward",
    "go_on",
    "go_on_all",
    "grant_extension",
    "hand_back",
    "hand_on",
    "hand_over_file",
    "involve",
    "join",
    "join_incident",
    "keep_name_back",
    "lapse",
    "leave_incident",
    "leave_to",
    "let_name_along",
    "merge",
    "note",
    "object_to_answer",
    "offered",
    "outside_news",
    "recall",
    "recompute_all",
    "redact",
    "refer",
    "refusal",
    "refuse_extension",
    "release",
    "remind",
    "reopen",
    "request_extension",
    "resume",
    "return_answer",
    "return_draft",
    "reveal",
    "revoke_file",
    "split",
    "submit",
    "submit_draft",
    "tag",
    "take_back",
    "take_over",
    "unmerge",
    "uphold",
    "verify",
    "verify_and_forward",
    "wait_longer",
    "waiting_at",
    "withdraw",
    "write",
]
