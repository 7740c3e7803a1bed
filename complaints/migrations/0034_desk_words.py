"""Find reports by the verifier's own title too: the index of words is built anew, then the old one goes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

from complaints.models import words
from complaints.models.public import Week


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0033_sealed_newest")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            GinIndex(
                words.StopWords(
                    words.WordVector(
                        words.JoinWords(
                            "working_title",
                            "public_title",
                            words.Cleared("working_text", words.JoinWords("title", "text")),
                            "place_text",
                            "external_ref",
                            "outside_ref",
                        )
                    )
                ),
                Week("created_at"),
                models.F("category"),
                models.F("region"),
                models.F("holder"),
                models.F("lead"),
                models.F("status"),
                condition=models.Q(is_sealed=False),
                name="desk_words_by_week",
            ),
        ),
        RemoveIndexConcurrently("complaint", "desk_words_and_weeks"),
    ]
