"""Fills categories, danger words and emergency numbers, and names who answers for each category."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from agencies.models import Agency
from lapor import kept
from routing.categories import CATEGORIES, Start
from routing.danger_words import HOTLINES, MARKING, SHOWING, split
from routing.legal_basis import lines_of
from routing.models import Category, DangerWord, Hotline


@transaction.atomic
def install() -> None:
    """Add the categories that are missing, danger words and emergency numbers when there are none.

    May be called any number of times: a category that a city has edited is left alone.
    """
    present = set(Category.objects.values_list("code", flat=True))
    Category.objects.bulk_create(
        _category(start, order)
        for order, start in enumerate(CATEGORIES, start=1)
        if start.code not in present
    )
    if not DangerWord.objects.exists():
        DangerWord.objects.bulk_create(_danger_words())
    if not Hotline.objects.exists():
        Hotline.objects.bulk_create(
            Hotline(number=row.number, name=row.name, note=row.note, topics=row.topics, order=order)
            for order, row in enumerate(HOTLINES, start=1)
        )
    kept.forget()


def _danger_words() -> list[DangerWord]:
    return [
        DangerWord(word=word, topic=topic, marks_report=words is MARKING)
        for words in (MARKING, SHOWING)
        for topic, together in words.items()
        for word in split(together)
    ]


def _category(start: Start, order: int) -> Category:
    keywords = [word.strip() for word in start.keywords.split(",") if word.strip()]
    return Category(
        code=start.code,
        name=start.name,
        national_id=start.national_id,
        keywords=keywords,
        starts_unpublished=start.starts_unpublished,
        goes_to=start.goes_to,
        needs_place=start.needs_place,
        legal_basis=lines_of(start.code),
        order=order,
    )


@transaction.atomic
def set_default_agencies(mapping: Mapping[str, str]) -> None:
    """Name the agency that usually answers each category.

    Args:
        mapping: code of a category → code of an agency.

    Raises:
        LookupError: a code is unknown; nothing is changed then.
    """
    categories = Category.objects.in_bulk(list(mapping), field_name="code")
    agencies = Agency.objects.in_bulk(list(set(mapping.values())), field_name="code")
    unknown = (set(mapping) - set(categories)) | (set(mapping.values()) - set(agencies))
    if unknown:
        msg = f"Kode tidak dikenal: {', '.join(sorted(unknown))}"
        raise LookupError(msg)
    for code, category in categories.items():
        category.default_agency = agencies[mapping[code]]
    Category.objects.bulk_update(list(categories.values()), ["default_agency"])
    kept.forget()
