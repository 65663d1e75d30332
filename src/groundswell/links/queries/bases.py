"""What addresses on an own domain begin with."""

from urllib.parse import urlsplit

from django.conf import settings


def base_of(name: str) -> str:
    """What addresses on an own domain begin with: scheme and port are those of the installation's public address."""
    public = urlsplit(settings.PUBLIC_URL)
    return f"{public.scheme}://{name}" + (f":{public.port}" if public.port else "")
