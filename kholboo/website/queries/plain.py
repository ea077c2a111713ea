"""Which pages can be read as words alone, and where."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from kholboo.ui.components.links import path_in

ROOM = "/plain"
# Other pages have forms of several steps: they work without scripts as they are.
READ = frozenset(
    (
        "feedback:answers",
        "feedback:answer",
        "website_departments",
        "website_search",
        "website_service",
        "website_services",
        "website_site_map",
        "wagtail_serve",
    )
)


def language_of(path: str) -> str:
    """By its prefix."""
    return settings.LANGUAGE_CODE if path_in(settings.LANGUAGE_CODE, path) == path else "en"


def match_of(path: str) -> ResolverMatch | None:
    """The view behind a path, where its page can be read so."""
    with override(language_of(path)):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    return match if match.view_name in READ else None


def plain_path(path: str) -> str:
    """Where the page at this path stands as words alone; empty where it does not."""
    if match_of(path) is None:
        return ""
    return path_in(language_of(path), f"{ROOM}{path_in(settings.LANGUAGE_CODE, path)}")


def lead(address: str, roots: Iterable[str] = ()) -> str:
    """Links to what can be read as words alone lead there, on other sites of ours (`roots`) too.

    Others stay.
    """
    root = next((each for each in roots if address == each or address.startswith(f"{each}/")), "")
    rest, _hash, place = address[len(root) :].partition("#")
    path, _mark, question = rest.partition("?")
    path = path or ("/" if root else "")
    found = plain_path(path) if path.startswith("/") and not path.startswith("//") else ""
    if not found:
        return address
    return "".join((root, found, f"?{question}" if question else "", f"#{place}" if place else ""))
