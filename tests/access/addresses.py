"""Every address of the town by its name, and what stands for its ticket, file, verb and number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from complaints.models import Attachment, Complaint
from tests.town import Town

GIVEN: dict[str, dict[str, object]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "demo:mail": {"name": "tidak-ada.eml"},
    "citizens:step": {"slug": "cerita"},
    "citizens:act": {"slug": "tulis"},
    "citizens:handed_over": {"key": "tidak-ada"},
    "citizens:sitemap_week": {"number": 1},
    "openness:agency": {"key": "pupr"},
    "openness:schema": {"key": "laporan"},
    "openness:csv": {"key": "laporan"},
    "openness:json": {"key": "laporan"},
    "desk:act": {"slug": "catatan"},
    "insights:list": {"figure": "received"},
    "insights:chart": {"chart": "tren", "kind": "svg"},
    "insights:upward_report": {"key": "tidak-ada"},
    "insights:upward_pdf": {"key": "tidak-ada"},
    "insights:upward_xlsx": {"key": "tidak-ada"},
    "exports:new": {"what": "meja"},
    "exports:one": {"key": "tidak-ada"},
    "exports:take": {"key": "tidak-ada"},
    "exports:remove": {"key": "tidak-ada"},
    "desk:bulk_act": {"slug": "unduh"},
    "desk:bulk_job": {"key": "tidak-ada"},
    "desk:draft": {"slug": "catatan"},
    "desk:on_request_act": {"slug": "tulis"},
    "desk:letter": {"kind": "disposisi"},
    "desk:saved_view": {"key": "tidak-ada"},
    "manage:message": {"slug": "submit-1"},
    "manage:wording": {"slug": "reporter-forward"},
    "manage:wording_reset": {"slug": "reporter-forward"},
    "manage:import_confirm": {"slug": "tidak-ada"},
    "manage:sp4n_run": {"key": "tidak-ada"},
    "manage:sp4n_cancel": {"key": "tidak-ada"},
    "manage:sp4n_troubles": {"key": "tidak-ada"},
    "manage:list": {"slug": "kategori"},
    "manage:list_add": {"slug": "kategori"},
    "manage:list_edit": {"slug": "kategori", "number": 0},
    "manage:list_remove": {"slug": "kategori", "number": 0},
}
"""Arguments of addresses that are no ticket, by the name of the address; a number left out is 0."""

OF_AGENCY = {"code": "pupr"}
OF_SEAT = ("manage:leave", "manage:come_back", "manage:sealed")
OF_PERSON = ("manage:officer", "manage:invite_again")


class Address(NamedTuple):
    """One address: its name, and whether it asks for a report's ticket or file."""

    name: str
    asks: frozenset[str]
    file: str = ""
    """The argument that is a file of the report, if there is one."""

    def path(self, town: Town, report: Complaint | None) -> str:
        """Return the path in ``town``, about ``report`` where it asks for one."""
        values = dict(GIVEN.get(self.name, {}))
        if self.name in OF_SEAT:
            values["number"] = town.liaison.officers.get().pk
        elif self.name in OF_PERSON:
            values["number"] = town.liaison.pk
        elif self.of_agency:
            values |= OF_AGENCY
        if report is not None and "code" in self.asks:
            values["code"] = report.code
        if report is not None and self.file:
            files = Attachment.objects.filter(complaint=report)
            values[self.file] = files.values_list("pk", flat=True)[0]
        for left in self.asks - values.keys():
            values[left] = 0
        return reverse(self.name, kwargs=values)

    @property
    def of_agency(self) -> bool:
        """Whether its code is an agency's."""
        return self.name.startswith("manage:") and "code" in self.asks

    @property
    def of_report(self) -> bool:
        """Whether it is about one report."""
        return ("code" in self.asks and not self.of_agency) or bool(self.file)


def addresses() -> dict[str, Address]:
    """Return every address but those of Django's admin, whose lists have tests of their own."""
    return {address.name: address for address in _walk(get_resolver().url_patterns, "", "")}


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith("admin/") or path == "readyz":  # which tells of the servers
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, path, space + inner)
        else:
            assert pattern.name, f"give {path} a name"
            kinds = pattern.pattern.converters
            asks = frozenset(kinds or pattern.pattern.regex.groupindex)
            files = [name for name, kind in kinds.items() if isinstance(kind, UUIDConverter)]
            yield Address(f"{space}{pattern.name}", asks, "".join(files))
