"""Keep long numbers and e-mails out of the words that officers search: a new index, then the old one goes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Cast

from complaints.models import words
from complaints.models.public import Week

OWN = words.Cleared(
    "working_text", words.JoinWords(words.Cleared("working_title", "title"), "text")
)
SAID = words.WithoutNumbers(words.JoinWords("working_title", "public_title", OWN, "place_text"))


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0054_our_work")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            GinIndex(
                words.StopWords(
                    words.WordVector(words.JoinWords(SAID, "external_ref", "outside_ref"))
                ),
                Week("created_at"),
                *(models.F(name) for name in ("category", "region", "holder", "lead", "status")),
                *(models.F(name) for name in ("channel", "holder_officer", "tag_ids")),
                *(Cast(name, models.IntegerField()) for name in ("danger", "needs_inspection")),
                name="desk_words_masked",
                condition=models.Q(is_sealed=False),
            ),
        ),
        RemoveIndexConcurrently("complaint", "desk_words_and_marks"),
    ]
