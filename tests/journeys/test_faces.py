"""Every page of both faces, in both languages, on a phone and on a desk, in light and dark."""

import pytest

from tests.journeys import looks
from tests.journeys.browser import DESK, PHONE, opened_page
from tests.journeys.people import Citizen, Demo, Story

PUBLIC = [
    "/", "/patterns/", "/standard/?q=MNS+5021", "/feedback/", "/feedback/kind/", "/feedback/terms/",
    "/feedback/service/?kind=complaint", "/feedback/service/?kind=complaint&q=%D0%B6%D0%B8%D0%BD",
    "/track/", "/track/?number=26-000001-5", "/account/login/", "/account/staff/", "/account/demo/",
    "/nowhere/",
]  # fmt: skip


@pytest.fixture(scope="module")
def wide(browser, product):
    with opened_page(browser, product.url, viewport=DESK) as page:
        yield page
        page.noticed.nothing()


@pytest.fixture(scope="module")
def narrow(browser, product):
    with opened_page(browser, product.url, viewport=PHONE) as page:
        yield page
        page.noticed.nothing()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everybody(path, narrow, wide):
    narrow.set_viewport_size(PHONE)
    narrow.goto(path)
    assert looks.on_phone(narrow) == {}

    wide.goto(f"/en{path}")
    assert looks.on_desk(wide) == {}
