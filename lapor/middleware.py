"""Headers that every answer carries and Django has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PRIVATE = (
    "/lacak/",
    "/akun/",
    "/lapor/",
    "/meja/",
    "/dasbor/",
    "/kelola/",
    "/demo/",
    "/admin/",
    "/berkas/",
    "/penyerahan/",
)
"""Where nothing is for search engines, even when somebody leaks an address."""


def keep_private_out_of_search(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell search engines to keep private pages out of their index."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(PRIVATE):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return middleware


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give up every device but the place, which "use my position" asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), payment=(), geolocation=(self)"
        )
        return response

    return middleware
