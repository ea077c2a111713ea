"""Which host name belongs to which office, and the addresses that follow from it.

The main host is that of PUBLIC_URL. A department stands under its own code (`orkhon.localhost`)
unless SITE_HOSTS names another host for it.
"""

from urllib.parse import urlsplit

from django.conf import settings

from kholboo.agency.models import Office


def main_host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def host_of(office: Office) -> str:
    if office.is_head:
        return main_host()
    named: str | None = settings.SITE_HOSTS.get(office.slug)
    return named or f"{office.slug}.{main_host()}"


def port() -> int:
    """The port people type, which every link keeps; 80 or 443 where they type none."""
    parts = urlsplit(settings.PUBLIC_URL)
    return parts.port or (443 if parts.scheme == "https" else 80)


def root_of(office: Office) -> str:
    """`https://orkhon.example.mn:8443`, without a stroke at the end."""
    parts = urlsplit(settings.PUBLIC_URL)
    end = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host_of(office)}{end}"


def is_of_a_department(host: str) -> bool:
    """Whether this name can only be a department's; the others we answer to are the main host."""
    return host.endswith(f".{main_host()}") or host in settings.SITE_HOSTS.values()
