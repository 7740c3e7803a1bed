"""What the scripts of a map must know of the town and of its static files."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from agencies import geography
from complaints.citizens.place import points

register = template.Library()


@register.simple_tag
def map_sources() -> SafeString:
    """Return the attributes of a box that a map is drawn into; the tiles only where there are any."""
    sources = {
        "data-module": static("js/map.js"),
        "data-leaflet": static("vendor/leaflet/leaflet.js"),
        "data-leaflet-style": static("vendor/leaflet/leaflet.css"),
        "data-ground": reverse("citizens:ground"),
        "data-tiles": settings.LAPOR_MAP_TILES,
    }
    return format_html_join(
        "", ' {}="{}"', ((name, value) for name, value in sources.items() if value)
    )


@register.simple_tag
def map_attribution() -> str:
    """Return whom the pictures of the map come from, where there are any."""
    return settings.LAPOR_MAP_ATTRIBUTION if settings.LAPOR_MAP_TILES else ""


register.filter("at_point", geography.written)
register.simple_tag(points.public_point)
register.simple_tag(points.own_point)
