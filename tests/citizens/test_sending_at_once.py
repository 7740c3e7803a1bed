"""The same form posted many times in parallel, over real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from complaints.models import Attachment, Complaint, Event, StagedFile
from complaints.reporters import receipts
from tests import town as t
from tests.citizens.pages import checked, hidden, words

pytestmark = pytest.mark.django_db(transaction=True)

POSTS = 20


def test_twenty_parallel_posts_make_one_report_and_all_see_its_receipt() -> None:
    t.build()
    carried = hidden(checked(Client(), files=[t.upload()]))

    def post(_: int) -> str:
        client = Client()
        try:
            client.post("/lapor/terkirim/", carried)
            return words(client.get("/lapor/terkirim/"))
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTS) as pool:
        pages = list(pool.map(post, range(POSTS)))
    complaint = Complaint.objects.get()
    receipt = receipts.receipt_of(carried["token"])
    groups = " ".join(receipt[start : start + 4] for start in range(0, 16, 4))
    assert [complaint.code in page and groups in page for page in pages] == [True] * POSTS
    assert Event.objects.count() == 1
    assert [file.name for file in Attachment.objects.all()] == ["foto.jpg"]
    assert StagedFile.objects.count() == 0
