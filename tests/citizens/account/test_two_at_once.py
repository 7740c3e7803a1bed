"""Two accounts want the same report at the same moment: one gets it, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from complaints.actions import Refused
from complaints.models import Complaint, Event, Reporter
from complaints.reporters import ownership
from tests import town as t
from tests.citizens.account.visitors import citizen

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_account_gets_the_report(town: t.Town) -> None:
    report = t.submit()
    users = [citizen(f"orang{n}@surat.example") for n in range(4)]

    def join(user: User) -> str:
        try:
            return str(ownership.join(Complaint.objects.get(pk=report.pk), user))
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(join, users))
    assert answers == ["1", *[ownership.TAKEN] * 3]
    assert Reporter.objects.get(complaint=report).user in users
    assert Event.objects.filter(complaint=report, verb="note").count() == 1
