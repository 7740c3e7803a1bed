"""The tree of agencies: parents, cached paths, and moves that would make a circle."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from agencies import tree
from agencies.models import Agency
from tests.agencies.given import agency

pytestmark = pytest.mark.django_db


def test_an_agency_knows_all_above_it_head_of_the_office_first() -> None:
    head = agency("dinkes")
    centre = agency("puskesmas", head)
    post = agency("pustu", centre)
    assert head.ancestor_ids == []
    assert post.ancestor_ids == [head.pk, centre.pk]
    assert [row.office_id for row in (head, centre, post)] == [head.pk] * 3


def test_a_subtree_is_the_agency_and_all_below_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    head = agency("a")
    middle = agency("b", head)
    agency("c", middle)
    agency("other")
    with django_assert_num_queries(1):
        assert sorted(row.code for row in head.subtree()) == ["a", "b", "c"]
    assert [row.code for row in Agency.objects.below(middle)] == ["c"]
    assert middle.is_within(head)
    assert not head.is_within(middle)


def test_placing_moves_everything_below_along() -> None:
    first, second = agency("a"), agency("b")
    middle = agency("m", first)
    leaf = agency("l", middle)
    tree.place(middle, second)
    leaf.refresh_from_db()
    assert middle.parent == second
    assert middle.ancestor_ids == [second.pk]
    assert leaf.ancestor_ids == [second.pk, middle.pk]


def test_placing_without_a_parent_makes_the_head_of_an_office() -> None:
    head = agency("a")
    middle = agency("m", head)
    leaf = agency("l", middle)
    tree.place(middle, None)
    leaf.refresh_from_db()
    assert middle.ancestor_ids == []
    assert leaf.ancestor_ids == [middle.pk]
    assert leaf.office_id == middle.pk


def test_an_agency_cannot_stand_below_itself_or_its_own_units() -> None:
    head = agency("a")
    leaf = agency("l", agency("m", head))
    for parent in (head, leaf):
        with pytest.raises(tree.TreeError, match="a tidak dapat berada di bawah"):
            tree.place(head, parent)
    head.refresh_from_db()
    assert head.ancestor_ids == []


def test_a_stale_agency_is_placed_by_what_the_database_says() -> None:
    first, second = agency("a"), agency("b")
    stale = Agency.objects.get(pk=first.pk)
    tree.place(first, second)
    with pytest.raises(tree.TreeError):
        tree.place(second, stale)


def test_a_parent_without_a_path_is_refused_by_the_database() -> None:
    head = agency("a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(code="b", name="b", short_name="b", parent=head)


def test_a_town_has_one_active_coordinator() -> None:
    agency("kominfo", kind=Agency.Kind.COORDINATOR)
    agency("kominfo-lama", kind=Agency.Kind.COORDINATOR, is_active=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        agency("kominfo-dua", kind=Agency.Kind.COORDINATOR)
