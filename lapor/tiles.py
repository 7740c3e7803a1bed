"""Where the pictures of the map come from, when a town has a server for them."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PARTS = ("{z}", "{x}", "{y}")


def checked(address: str, attribution: str) -> str:
    """Return the address pattern of the tiles; empty means a map without pictures.

    Args:
        address: ``https://…/{z}/{x}/{y}.png``, or a path of the town's own host.
        attribution: whom the pictures come from, as their licence asks to be shown.

    Raises:
        ImproperlyConfigured: with what to write instead.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    is_own = not parts.scheme and not parts.netloc and address.startswith("/")
    is_elsewhere = parts.scheme in ("https", "http") and bool(parts.hostname)
    if not (is_own or is_elsewhere) or any(part not in parts.path + parts.query for part in PARTS):
        raise ImproperlyConfigured(
            "LAPOR_MAP_TILES: write an address such as https://peta.example.go.id/{z}/{x}/{y}.png."
        )
    if "{" in parts.netloc or set(parts.netloc) & set(" ;,*'\""):
        raise ImproperlyConfigured("LAPOR_MAP_TILES: the host must be one name, without {s}.")
    if not attribution:
        raise ImproperlyConfigured("LAPOR_MAP_ATTRIBUTION: say whom the map's pictures come from.")
    return address


def origins(address: str) -> list[str]:
    """Return the one origin that pages may load pictures from, or none for the town's own host."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
