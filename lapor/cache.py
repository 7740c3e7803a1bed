"""A cache whose trouble never breaks a page: what cannot be reached is simply not cached."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = structlog.get_logger()


class FailOpenClient(RedisCacheClient):
    """Answers like an empty cache while the server is away."""

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        """Store unless present; true while the server is away, so that a limit lets people in."""
        return bool(_or_else(True, super().add, key, value, timeout))

    def get(self, key: Any, default: Any) -> Any:
        """Return the stored value or the default."""
        return _or_else(default, super().get, key, default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Store."""
        _or_else(None, super().set, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:
        """Extend the life of a key; false when it is not there."""
        return bool(_or_else(False, super().touch, key, timeout))

    def delete(self, key: Any) -> bool:
        """Forget a key; false when it was not there."""
        return bool(_or_else(False, super().delete, key))

    def get_many(self, keys: Any) -> dict[Any, Any]:
        """Return those of the keys that are stored."""
        return dict(_or_else({}, super().get_many, keys))

    def has_key(self, key: Any) -> bool:
        """Tell whether a key is stored."""
        return bool(_or_else(False, super().has_key, key))

    def incr(self, key: Any, delta: int) -> int:
        """Count up; raises ValueError when the key is not there, as Django asks."""
        return int(_or_else(delta, super().incr, key, delta))

    def set_many(self, data: Any, timeout: Any) -> None:
        """Store several."""
        _or_else(None, super().set_many, data, timeout)

    def delete_many(self, keys: Any) -> None:
        """Forget several."""
        _or_else(None, super().delete_many, keys)

    def clear(self) -> bool:
        """Forget everything."""
        return bool(_or_else(False, super().clear))


class FailOpenCache(RedisCache):
    """Django's Redis cache with a client that fails open."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = FailOpenClient


def _or_else(fallback: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return call(*arguments)
    except RedisError as error:
        log.warning("cache.away", error=type(error).__name__)
        return fallback
