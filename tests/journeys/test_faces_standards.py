"""The catalogue, the reader and their desk, measured as `test_faces` does."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.browser import DESK
from tests.journeys.people import Demo
from tests.journeys.test_faces import faults, here

pytestmark = pytest.mark.without_worker

# One of each kind: found, narrowed, nothing found, another word meant; in force, withdrawn, replaced.
CATALOGUE = [
    "/standards/?q=сүү", "/standards/?ics=67", "/standards/?q=йййй", "/standards/?q=шошга",
    "/standards/jishee-0001-2025/", "/standards/mns-5217-2003/", "/standards/jishee-0001-2020/",
]  # fmt: skip
# Whole and long, of a PDF, closed; its doors.
READER = [
    "/standards/jishee-0001-2025/read/", "/standards/jishee-0005-2024/read/",
    "/standards/jishee-0002-2025/read/", "/standards/jishee-0001-2025/read/find/?q=үсэг",
    "/standards/terms/", "/standards/licence/2026-000001-00000/", "/standards/kept/",
]  # fmt: skip
ROOMS = [
    "/standards/desk/", "/standards/desk/edition/jishee-0001-2025/",
    "/standards/desk/documents/", "/standards/desk/readers/", "/standards/desk/terms/",
]  # fmt: skip
WRONG = "number,year,title_mn\nMNS 9001,abc,Морины эмээл\n,2024,\n".encode()


@pytest.mark.parametrize("pages", [CATALOGUE, READER], ids=["catalogue", "reader"])
def test_the_catalogue_is_for_everybody(pages, window):
    assert faults(window(), *pages) == {}


def test_the_desk_of_the_catalogue_is_for_everybody(window):
    head = Demo(window(viewport=DESK))
    head.enters_as("Баяраа")
    rooms = faults(head.page, *ROOMS)
    head.page.set_viewport_size(DESK)
    head.go("/standards/desk/documents/")
    head.turns("[data-row] a")
    head.sees(".phone")
    text = faults(head.page, urlsplit(head.page.url).path)
    head.page.set_viewport_size(DESK)
    head.go("/standards/desk/import/")
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": WRONG}
    head.page.locator("main input[type=file]").set_input_files(file)
    head.turns("main form .button-primary")
    head.sees("main table")
    refused = here(head.page)
    head.page.set_viewport_size(DESK)
    head.go("/standards/desk/edition/jishee-0003-2025/")
    head.fill(title_en="Another title (SAMPLE)")
    head.press("main form .button-primary")
    head.page.wait_for_url("**/changes/*/")
    proposed = faults(head.page, urlsplit(head.page.url).path)

    assert (rooms, text, refused, proposed) == ({}, {}, {}, {})
