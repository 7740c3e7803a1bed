"""The project: settings, addresses, processes and the embedded servers; no rule of the town."""

from lapor.celery import app as celery_app  # so that tasks find their broker in every process

__all__ = ["celery_app"]
