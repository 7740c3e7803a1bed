"""What every page knows without asking: whose town this is, and who sits at the desk."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from complaints import shell


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the town's name (`city`) and address (`base_url`), whether demo tools are shown
    (`demo`), and what the head of an officers' page says (`desk`, read only where it is drawn).
    """
    return {
        "city": settings.LAPOR_CITY,
        "base_url": settings.LAPOR_BASE_URL,
        "demo": settings.LAPOR_DEMO,
        "desk": SimpleLazyObject(lambda: shell.head(request)),
    }
