"""What a request cost the server, told to whoever measures it; only bin/bench asks for that."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class Tally:
    """Counts the queries of one request and the seconds they took."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Run one query and count it, as Django's ``execute_wrapper`` wants it."""
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - started


class ServerTiming:
    """Middleware: adds ``Server-Timing``: milliseconds in the worker, of its processor, in the database.

    Without queueing: the time before the worker takes the request up is not in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and say what it cost."""
        started, at_work, tally = time.perf_counter(), time.thread_time(), Tally()
        with connection.execute_wrapper(tally):
            response = self.get_response(request)
        spent = (time.perf_counter() - started) * 1000
        worked = (time.thread_time() - at_work) * 1000
        response["Server-Timing"] = (
            f"app;dur={spent:.1f}, cpu;dur={worked:.1f}, "
            f'sql;dur={tally.seconds * 1000:.1f};desc="{tally.queries}"'
        )
        return response
