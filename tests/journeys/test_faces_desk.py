"""The rooms behind the desk and the citizen's further doors, measured as `test_faces` does."""

import pytest

from tests.journeys import walk
from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Citizen, Demo, Officer, Operator, Story
from tests.journeys.test_faces import faults, here

pytestmark = pytest.mark.without_worker

ADMINISTRATION = [
    "/desk/bodies/", "/desk/bodies/new/", "/desk/bodies/term/", "/desk/escalation/",
    "/desk/fields/", "/desk/retention/", "/desk/triage/", "/desk/triage/words/",
]  # fmt: skip
COUNTING = [
    "/desk/dashboard/", "/desk/dashboard/cases/", "/desk/reports/", "/desk/reports/quarterly/",
    "/desk/reports/quarterly/cases/", "/desk/answers/", "/desk/triage/", "/desk/erasures/",
    "/desk/hotline/statistics/", "/agency/absence/",
]  # fmt: skip
ACTS = [
    "register", "assess", "investigate", "measures", "links", "subjects", "forward", "suspend",
    "extend", "sensitive", "erasure", "answer", "note",
]  # fmt: skip
CITIZENS_DOORS = ["looks", "erasure", "withdrawal"]


@pytest.mark.parametrize("path", ["/answers/", "/answers/?q=жин", "/feedback/excluded/"])
def test_a_page_that_spares_a_letter_is_for_everybody(path, window):
    assert faults(window(), path) == {}


@pytest.mark.parametrize(
    ("name", "paths"),
    [("Заяа", ADMINISTRATION), ("Ганаа", COUNTING)],
    ids=["administrator", "head"],
)
def test_the_rooms_of_a_role_are_for_everybody(name, paths, window):
    person = Demo(window(viewport=DESK))
    person.enters_as(name)

    assert faults(person.page, *paths) == {}


def test_the_hotline_is_for_everybody(window):
    operator, story = Operator(window(viewport=DESK)), Story()
    operator.enters_as("Оюун")
    operator.begins_call(story.phone)
    call = operator.path()
    empty = faults(operator.page, call)
    operator.page.set_viewport_size(DESK)
    operator.go(call)
    operator.press("#explained > summary")
    operator.turns("button[name=become][value=consultation]")
    operator.sees(".error-summary")
    corrected = here(operator.page)
    operator.page.set_viewport_size(DESK)
    operator.fill(text=story.text, answer=walk.GROUND)
    operator.press("button[name=become][value=consultation]")
    operator.page.wait_for_url("**/done/")
    done = faults(operator.page, operator.path(), "/desk/hotline/")
    operator.page.set_viewport_size(DESK)
    operator.begins_call(story.phone)
    known = faults(operator.page, operator.path())

    assert (empty, corrected, done, known) == ({}, {}, {}, {})


@pytest.fixture
def answered(window, product):
    """A citizen whose complaint was answered, and who wants more."""
    citizen, officer = Citizen(window()), Officer(window(viewport=DESK))
    return citizen, officer, case_of(product, Story())


def test_the_acts_on_a_case_are_for_everybody(answered):
    citizen, officer, receipt = answered
    case, track = f"/desk/{receipt.number}/", f"/track/{receipt.number}/"
    officer.enters_as("Ганаа")
    officer.go(case)
    officer.registers(receipt.number)
    officer.takes(receipt.number)
    acts = [f"{case}{act}/" for act in ACTS if officer.may(f"{case}{act}/")]
    in_work = faults(officer.page, case, *acts)
    citizen.opens(receipt)
    followed = faults(citizen.page, *(f"{track}{door}/" for door in CITIZENS_DOORS))

    assert len(acts) > 8
    assert (in_work, followed) == ({}, {})

    officer.page.set_viewport_size(DESK)
    officer.go(case)
    officer.answers(receipt.number, outcome=walk.OUTCOME, text=walk.ANSWER, ground=walk.GROUND)
    proposing = faults(officer.page, case, f"{case}publish/")
    appealing = faults(citizen.page, track, f"{track}appeal/")

    assert (proposing, appealing) == ({}, {})
