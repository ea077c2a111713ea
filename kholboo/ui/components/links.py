"""Addresses and icons: the small tags every page uses."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kholboo.ui.components.engine import register
from kholboo.ui.icons import drawings


def path_in(language: str, path: str) -> str:
    """The same page in `language`: Mongolian pages have no prefix, English ones /en/."""
    bare = path
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            # Two strokes at the beginning would name another host.
            bare = "/" + path[len(code) + 1 :].lstrip("/\\")
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


@register.simple_tag
def page_url(path: str) -> str:
    """A page's address in the language of this page; `path` is the Mongolian one."""
    return path_in(get_language() or settings.LANGUAGE_CODE, path)


@register.simple_tag(takes_context=True)
def language_url(context: Any, language: str, *, has_query: bool = True) -> str:
    """This very page, query and all, in another language.

    A page whose translation stands at another address says so in `request.twins`.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return path_in(language, "/")
    parts = urlsplit(request.get_full_path())
    query = f"?{parts.query}" if parts.query and has_query else ""
    twins: Mapping[str, str] = getattr(request, "twins", {})
    return (twins.get(language) or path_in(language, parts.path)) + query


@register.simple_tag(takes_context=True)
def is_here(context: Any, path: str) -> bool:
    """True when this page is `path` or stands under it, in any language."""
    request: HttpRequest | None = context.get("request")
    return request is not None and path_in(settings.LANGUAGE_CODE, request.path).startswith(path)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One sign of `icons.svg`; give `label` only when no words stand beside it."""
    return _drawn(name, label)


# A page of the desk has some seventy of them; putting one together each time is slow.
@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> SafeString:
    said = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    # Safe: the lines are ours, and a label was escaped.
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" {said}>{drawings()[name]}</svg>')  # noqa: S308
