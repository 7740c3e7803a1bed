"""The tables of the agencies room."""

from agencies.models.absence import Substitution
from agencies.models.aliases import AgencyAlias
from agencies.models.law import Clock, EscalationLevel, Holiday, Limit, OfficeHours, Promise
from agencies.models.offices import Agency, Officer
from agencies.models.outside import OutsideBody
from agencies.models.regions import Region

__all__ = [
    "Agency",
    "AgencyAlias",
    "Clock",
    "EscalationLevel",
    "Holiday",
    "Limit",
    "OfficeHours",
    "Officer",
    "OutsideBody",
    "Promise",
    "Region",
    "Substitution",
]
