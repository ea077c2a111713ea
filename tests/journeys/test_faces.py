"""Every page of both faces, in both languages, on a phone and on a desk, in light and dark.

A page is opened once in Mongolian on a phone and once in English on a wide screen; what is
measured there stands in `looks`. Pages of one state share a window, so nothing is typed twice.
"""

import pytest

from tests.journeys import looks, walk
from tests.journeys.browser import DESK, PHONE, opened_page
from tests.journeys.people import Citizen, Demo, Officer, Story

pytestmark = pytest.mark.without_worker

PUBLIC = [
    "/", "/patterns/", "/standard/?q=MNS+5021", "/feedback/", "/feedback/kind/", "/feedback/terms/",
    "/feedback/service/?kind=complaint&q=жин", "/track/", "/account/login/", "/account/staff/",
    "/account/demo/", "/nowhere/", "/notify/", "/scan/", "/scan/?number=1",
]  # fmt: skip
FORM = ["kind", "service", "place", "story", "files", "who", "you", "check"]


def here(page):
    """What is wrong with the page as it stands, on a phone and on a wide screen."""
    page.set_viewport_size(PHONE)
    found = looks.by_day(page)
    page.set_viewport_size(DESK)
    return {**found, **looks.on_desk(page)}


def faults(page, *paths):
    """What is wrong with pages that can be opened by their address, in both languages."""
    found = {}
    for path in paths:
        page.set_viewport_size(PHONE)
        page.goto(path)
        found[path] = looks.by_day(page)
        page.set_viewport_size(DESK)
        page.goto(f"/en{path}")
        found[f"/en{path}"] = looks.on_desk(page)
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.fixture(scope="module")
def stranger(browser, product):
    """Nobody signs in for public pages: one window serves for all of them."""
    with opened_page(browser, product.url, service_workers="block") as page:
        yield page


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everybody(path, stranger):
    assert faults(stranger, path) == {}
    stranger.noticed.nothing()


def test_the_citizens_form_is_for_everybody(window):
    citizen = Citizen(window())
    citizen.tells(Story())

    assert faults(citizen.page, *(f"/feedback/{step}/" for step in FORM)) == {}
    citizen.go("/feedback/")
    assert here(citizen.page) == {}
    citizen.go("/feedback/check/")
    citizen.sends()
    assert faults(citizen.page, "/feedback/sent/") == {}


def test_pages_that_ask_for_a_correction_are_for_everybody(window):
    citizen = Citizen(window())
    citizen.begins_story(Story(text="", wish=""))
    citizen.turns()
    citizen.sees(".error-summary")
    wrong = {"story": here(citizen.page)}
    citizen.go("/feedback/you/")
    citizen.turns()
    citizen.sees(".error-summary")
    wrong |= {"you": here(citizen.page)}
    citizen.go("/track/")
    citizen.fill(number="26-000001-1", secret="1")
    citizen.turns()
    citizen.sees(".error-summary")
    wrong |= {"track": here(citizen.page)}

    assert wrong == {"story": {}, "you": {}, "track": {}}


@pytest.fixture
def met(window, product):
    """A citizen and an officer whose case waits for the citizen's reply."""
    citizen, officer = Citizen(window()), Officer(window())
    story = Story()
    receipt, _sms = walk.tell(citizen, product, story)
    return citizen, officer, receipt


def test_the_desk_and_the_followed_case_are_for_everybody(met):
    citizen, officer, receipt = met
    case, track = f"/desk/{receipt.number}/", f"/track/{receipt.number}/"
    officer.enters_as("Болд")
    acts = [f"{case}{act}/" for act in ("register", "take", "note")]
    new = faults(officer.page, "/desk/", "/desk/?queue=all&kind=complaint", case, *acts)
    officer.page.set_viewport_size(DESK)
    officer.go(case)
    officer.registers(receipt.number)
    officer.takes(receipt.number)
    in_work = faults(officer.page, case, f"{case}ask/", f"{case}answer/")
    officer.page.set_viewport_size(DESK)
    officer.go(case)
    officer.asks(receipt.number, walk.QUESTION)
    citizen.opens(receipt)
    asked = faults(citizen.page, track, f"{track}withdrawal/", f"{track}notices/")

    assert (new, in_work, asked) == ({}, {}, {})

    officer.writes_answer(
        receipt.number, outcome=walk.OUTCOME, text=walk.ANSWER, ground=walk.GROUND
    )
    preview = here(officer.page)
    officer.press("button[name=step][value=send]")
    officer.at(case)
    answered = faults(officer.page, case, f"{case}close/", f"{case}answer/")
    read = faults(citizen.page, track, f"{track}answers/1/")

    assert (preview, answered, read) == ({}, {}, {})


def test_writing_down_a_case_for_a_caller_is_for_everybody(window):
    operator = Demo(window(viewport=DESK))
    operator.enters_as("Оюун")

    assert faults(operator.page, "/desk/new/") == {}

    operator.page.set_viewport_size(DESK)
    operator.go("/desk/new/")
    operator.turns("main form[method=post] .button-primary")
    operator.sees(".error-summary")
    assert here(operator.page) == {}


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Дулмаа", ["/account/", "/account/profile/", "/account/organisations/add/", "/track/mine/"]),
        ("Ганаа", ["/desk/?queue=unit", "/account/", "/desk/templates/", "/desk/templates/new/"]),
        ("Мөнх", ["/audit/", "/desk/"]),
        ("Заяа", ["/account/", "/deliveries/", "/agency/calendar/", "/agency/staff/",
                  "/agency/staff/new/", "/desk/terms/"]),
    ],
    ids=["citizen", "head", "auditor", "administrator"],
)  # fmt: skip
def test_the_pages_of_a_role_are_for_everybody(name, paths, window):
    person = Demo(window(viewport=DESK))
    person.enters_as(name)

    assert faults(person.page, *paths) == {}
