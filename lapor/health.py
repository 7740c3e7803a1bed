"""Whether the town's processes live, for the machine that watches them.

``python -m lapor.health`` asks for the worker, where no web server can be asked.
"""

import sys
import time

import django
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from redis import Redis
from redis.exceptions import RedisError

PULSE_KEY = "worker-pulse"
PULSE_SECONDS = 90


def record_pulse() -> None:
    """Note that a worker ran a task just now; the task ``complaints.tasks.pulse`` calls this."""
    cache.set(PULSE_KEY, time.time(), timeout=PULSE_SECONDS)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as this process lives, whatever its neighbours do."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Tell which of database, broker and worker are there; 503 when one is missing."""
    checks = {"database": _database(), "broker": _broker(), "worker": worker_lives()}
    missing = [name for name, there in checks.items() if not there]
    status = 503 if missing else 200
    return JsonResponse({"ready": not missing, "missing": missing, **checks}, status=status)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.3, socket_timeout=0.5)
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def worker_lives() -> bool:
    """Tell whether a worker ran the pulse of the last minute and a half, and so beat sent one."""
    # Real time on purpose: the demo's clock must not make a living worker look dead.
    pulse = cache.get(PULSE_KEY)
    return isinstance(pulse, float) and time.time() - pulse < PULSE_SECONDS


if __name__ == "__main__":
    django.setup(set_prefix=False)
    sys.exit(0 if worker_lives() else "No worker has shown a pulse lately.")
