"""Services, payments, procedures and registers, measured as `test_faces` does.

Pages on the way of an application are measured where it walks: `test_certification`.
"""

import pytest

from tests.journeys.browser import DESK
from tests.journeys.people import Demo
from tests.journeys.test_faces import faults

pytestmark = pytest.mark.without_worker

PROCEDURE = "/desk/procedures/product-certification/2/"
COMPARED = "/desk/procedures/product-certification/differences/?before=1&after=2"
# Pages of a draft's form, and of the roles of its steps.
BUILDER = [
    "questions/", "questions/new-page/", "questions/on/place/", "questions/on/place/?kind=choice",
    "questions/in/products/?kind=text", "questions/page/previous/", "questions/page/place/gone/",
    "questions/one/products.kind/", "questions/one/had_certificate/choices/", "roles/", "form/",
]  # fmt: skip
# Asked, known, unknown; all registers, one, its places and its files.
REGISTERS = [
    "/verify/", "/verify/?number=61-26-000001-2", "/registers/", "/registers/types/",
    "/registers/map/", "/registers/data/",
]  # fmt: skip


def test_the_registers_are_for_everybody(window):
    assert faults(window(), *REGISTERS) == {}


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Дулмаа", ["/services/mine/"]),
        ("Ганаа", ["/desk/services/?queue=all", "/desk/services/counter/", "/desk/registers/",
                  "/desk/certificates/"]),
        ("Билгүүн", ["/payments/desk/", "/payments/desk/statements/", "/payments/desk/refunds/",
                     "/payments/desk/day/"]),
        ("Заяа", [f"{PROCEDURE}drawing/", f"{PROCEDURE}try/", COMPARED, "/payments/desk/accounts/"]),
    ],
    ids=["citizen", "head", "cashier", "administrator"],
)  # fmt: skip
def test_the_rooms_of_services_are_for_everybody(name, paths, window):
    person = Demo(window(viewport=DESK))
    person.enters_as(name)

    assert faults(person.page, *paths) == {}


def test_the_form_builder_is_for_everybody(window):
    person = Demo(window(viewport=DESK))
    person.enters_as("Заяа")
    person.go(PROCEDURE)
    person.turns("form[action$='/copy/'] button")
    person.sees("main .notice-good")
    draft = person.path()

    assert faults(person.page, *(f"{draft}{page}" for page in BUILDER)) == {}
