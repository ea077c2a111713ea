"""Every address of the product, read from the URL configuration, with the mark of its view."""

import re
from dataclasses import dataclass

from django.urls import URLPattern

PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# The first ends the visit of the walker; the second says that tests have no worker.
NOT_WALKED = {"/account/logout/", "/health/ready"}


@dataclass(frozen=True)
class Door:
    """One address with a real thing behind it, and the mark of its view."""

    path: str
    access: str
    parts: frozenset[str]

    @property
    def is_of_the_case(self) -> bool:
        is_of_a_publication = self.path.startswith("/desk/answers/") and "answer_id" in self.parts
        if is_of_a_publication or "application" in self.parts:
            return True
        return "number" in self.parts and not self.path.startswith("/api/")


def patterns(found, route=""):
    for pattern in found:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here, pattern.callback
        else:
            yield from patterns(pattern.url_patterns, here)


def nearly(token):
    """Another token, of the same shape."""
    return token[:-1] + ("a" if token[-1] != "a" else "b")
