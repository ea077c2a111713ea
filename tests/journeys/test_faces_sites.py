"""Every page of the sites: the head office's all, a department's where they are its own.

In Mongolian on a phone, in English on a wide screen in the dark; what is measured stands in
`looks`. Pages of one site share a window.
"""

from tests.journeys.test_faces import faults

HEAD = [
    "/about/", "/about/structure/", "/contacts/", "/services/", "/services/verification/",
    "/services/verification/?place=orkhon", "/news/", "/news/new-site/", "/announcements/",
    "/announcements/draft-standards/", "/laws/", "/laws/law-on-metrology/", "/prices/",
    "/statistics/", "/statistics/quarterly-sample/", "/questions/", "/glossary/", "/vacancies/",
    "/vacancies/metrologist/", "/open-data/", "/accessibility/", "/privacy/", "/departments/",
    "/site-map/", "/answers/", "/more/",
]  # fmt: skip
DEPARTMENT = [
    "/", "/about/", "/contacts/", "/news/", "/news/new-site/", "/announcements/on-the-road/",
    "/services/verification/", "/laws/", "/nowhere/",
]  # fmt: skip


def test_the_head_offices_pages_are_for_everybody(window):
    assert faults(window(), *HEAD) == {}


def test_a_departments_pages_are_for_everybody(window, department):
    assert faults(window(department), *DEPARTMENT) == {}


def test_a_site_that_is_not_there_is_told_in_words_for_everybody(window, product):
    origin = product.url.replace("://", "://nowhere.")
    assert faults(window(origin), "/") == {}
