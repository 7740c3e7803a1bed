"""How the town writes its log: one line per thing that happened, with ids and never with names."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.types import EventDict, Processor

log = structlog.get_logger("lapor.request")


def without_values(_: Any, __: str, line: EventDict) -> EventDict:
    """Drop what PostgreSQL quotes of a row in its errors (DETAIL): it may be somebody's name."""
    if isinstance(text := line.get("exception"), str):
        kept = [part for part in text.splitlines() if not part.startswith("DETAIL:")]
        line["exception"] = "\n".join(kept)
    return line


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.format_exc_info,
    without_values,
]

_CHATTY = ("celery.app.trace", "celery.beat", "celery.worker.consumer", "celery.worker.strategy")


def configuration(*, readable: bool, level: str) -> dict[str, Any]:
    """Return ``LOGGING``: lines for people when ``readable``, otherwise one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": _ending(readable=readable),
        "foreign_pre_chain": _SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "lapor": {"level": level},
            "complaints": {"level": level},
            "django": {"handlers": [], "level": "WARNING"},
            # A 404 or a forged form is a visitor's doing, and its message quotes the address.
            "django.request": {"level": "ERROR"},
            "celery": {"level": level},
            # Three lines for every beat and task would hide the others; failures still show.
            **{name: {"level": "WARNING"} for name in _CHATTY},
        },
    }


def _ending(*, readable: bool) -> list[Processor]:
    """Return what turns an event into its line."""
    first: Processor = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if readable:  # without the time: bin/run and the terminal of a command tell it
        console = structlog.dev.ConsoleRenderer(
            colors=False, pad_event_to=20, exception_formatter=structlog.dev.plain_traceback
        )
        return [first, console]
    time_stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return [first, time_stamp, structlog.processors.JSONRenderer()]


class RequestLog:
    """Middleware: one line per request with its route, status and time; no address, no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and write its line; the health pages are too frequent for one."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=uuid.uuid4().hex[:12])
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.url_name not in {"healthz", "readyz"}:
            log.info(
                "request",
                method=request.method,
                route=f"/{match.route}" if match else "-",
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
            )
        return response
