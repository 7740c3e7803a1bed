"""By what figures are cut: the agencies, categories and regions of the town, read within the minute."""

from __future__ import annotations

from typing import NamedTuple

from agencies.models import Agency, Region
from lapor import kept
from routing.models import Category

NO_LEAD, NO_CATEGORY, NO_WARD = "Belum diteruskan", "Belum ada kategori", "Tanpa kelurahan"


class Town(NamedTuple):
    """By what figures are cut: every agency, category and region that there ever was."""

    agencies: dict[str, Agency]
    categories: dict[str, Category]
    regions: dict[str, Region]
    below: dict[int, tuple[int, ...]]
    """For each agency its id and those of all below it."""

    @classmethod
    def read(cls) -> Town:
        """Return what figures are cut by, as read within the minute."""
        return kept.remember("insights.town", _read)

    def of_level(self, level: str) -> list[Region]:
        """Return the regions of a level."""
        return [row for row in self.regions.values() if row.level == level]

    def wards_below(self, district: Region) -> list[Region]:
        """Return the kelurahan of a kecamatan."""
        return [row for row in self.of_level(Region.Level.WARD) if row.parent_id == district.pk]


def _read() -> Town:
    agencies = {row.code: row for row in Agency.objects.order_by("short_name")}
    below: dict[int, tuple[int, ...]] = {}
    for row in agencies.values():
        for pk in (row.pk, *row.ancestor_ids):
            below[pk] = (*below.get(pk, ()), row.pk)
    return Town(
        agencies,
        {row.code: row for row in Category.objects.order_by("name")},
        {row.code: row for row in Region.objects.select_related("parent").order_by("name")},
        below,
    )
