"""The rows of a report; one file per concept."""

from complaints.models.answer_draft import AnswerDraft
from complaints.models.assignment import Assignment
from complaints.models.attachment import Attachment, PartialUpload, StagedFile
from complaints.models.bulk import BulkItem, BulkJob
from complaints.models.call_try import CallTry
from complaints.models.case_file import CaseFile, CaseFileDownload
from complaints.models.closing import AgencyClosing
from complaints.models.complaint import Complaint, Kind, Publication
from complaints.models.deadline import CalendarEdit, Deadline
from complaints.models.desk_draft import DeskDraft
from complaints.models.digest_wish import DigestWish
from complaints.models.draft import FilingDraft
from complaints.models.engagement import Rating, Support
from complaints.models.event import Event, EventWords, Seal
from complaints.models.figure_check import FigureCheck
from complaints.models.figures import Figure, FigureDelta, FigureSpread, Standing
from complaints.models.follow_up import FollowUp, Outcome
from complaints.models.following import Follower
from complaints.models.imported import ImportRun, NationalRecord
from complaints.models.incident import Incident, IncidentReport
from complaints.models.list_export import ListExport
from complaints.models.message_text import MessageText
from complaints.models.national import NationalCopy, NationalUse
from complaints.models.notification import Delivery, DigestRun, Notification
from complaints.models.public_words import PublicWord, PublicWordsDelta
from complaints.models.reason import Reason
from complaints.models.reply_template import ReplyTemplate
from complaints.models.reporter import PrivateNumbers, Reporter, Reveal
from complaints.models.routed import AutoForward, AutoLook, SuggestionRecord
from complaints.models.saved_view import SavedView
from complaints.models.settings_change import SettingsChange
from complaints.models.sign import Sign, SignCase, SignKind, SignRun
from complaints.models.survey import Survey
from complaints.models.tag import Tag
from complaints.models.upward import UpwardPost, UpwardReport, UpwardWish

__all__ = [
    "AgencyClosing",
    "AnswerDraft",
    "Assignment",
    "Attachment",
    "AutoForward",
    "AutoLook",
    "BulkItem",
    "BulkJob",
    "CalendarEdit",
    "CallTry",
    "CaseFile",
    "CaseFileDownload",
    "Complaint",
    "Deadline",
    "Delivery",
    "DeskDraft",
    "DigestRun",
    "DigestWish",
    "Event",
    "EventWords",
    "Figure",
    "FigureCheck",
    "FigureDelta",
    "FigureSpread",
    "FilingDraft",
    "FollowUp",
    "Follower",
    "ImportRun",
    "Incident",
    "IncidentReport",
    "Kind",
    "ListExport",
    "MessageText",
    "NationalCopy",
    "NationalRecord",
    "NationalUse",
    "Notification",
    "Outcome",
    "PartialUpload",
    "PrivateNumbers",
    "PublicWord",
    "PublicWordsDelta",
    "Publication",
    "Rating",
    "Reason",
    "ReplyTemplate",
    "Reporter",
    "Reveal",
    "SavedView",
    "Seal",
    "SettingsChange",
    "Sign",
    "SignCase",
    "SignKind",
    "SignRun",
    "StagedFile",
    "Standing",
    "SuggestionRecord",
    "Support",
    "Survey",
    "Tag",
    "UpwardPost",
    "UpwardReport",
    "UpwardWish",
]
