"""The Celery application that web, worker and beat share."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapor.settings")

app = Celery("lapor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(  # of rooms that the tasks of the verbs may not know
    [
        "complaints.exports",
        "complaints.insights.upward",
        "complaints.insights.signs",
        "complaints.openness",
    ]
)
