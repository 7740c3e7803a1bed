"""What every page knows without asking: whose town this is, and whether it is a demonstration."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the name of the town (`city`) and whether demo tools are shown (`demo`)."""
    return {"city": settings.LAPOR_CITY, "demo": settings.LAPOR_DEMO}
