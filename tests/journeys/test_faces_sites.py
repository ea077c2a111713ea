"""Every kind of page of the sites: the head office's, a department's where they are its own.

In Mongolian on a phone, in English on a wide screen in the dark; what is measured stands in
`looks`. Pages of one site share a window.
"""

import pytest

from tests.journeys.test_faces import faults

pytestmark = pytest.mark.without_worker

# One of each kind of page: those that differ in words only would cost seconds and find nothing.
HEAD = [
    "/about/", "/contacts/", "/services/", "/services/verification/", "/news/", "/news/new-site/",
    "/laws/", "/laws/law-on-metrology/", "/prices/", "/questions/", "/glossary/", "/departments/",
    "/site-map/", "/more/", "/search/?q=жин", "/plain/", "/plain/services/verification/",
]  # fmt: skip
DEPARTMENT = ["/", "/contacts/", "/news/"]


def test_the_head_offices_pages_are_for_everybody(window):
    assert faults(window(), *HEAD) == {}


def test_a_departments_pages_are_for_everybody(window, department):
    assert faults(window(department), *DEPARTMENT) == {}


def test_a_site_that_is_not_there_is_told_in_words_for_everybody(window, product):
    origin = product.url.replace("://", "://nowhere.")
    assert faults(window(origin), "/") == {}
