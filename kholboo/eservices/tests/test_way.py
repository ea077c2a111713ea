"""The whole way of a bakery's application, step by step, on real rows."""

import pytest

from kholboo.eservices.models import Decision, Invoiced
from kholboo.eservices.tests import stories

pytestmark = pytest.mark.django_db


def test_an_application_goes_from_the_check_to_its_decision():
    made = stories.application()

    assert made.number
    assert made.office.slug == "orkhon"
    assert stories.waiting(made) == ["check"]

    stories.checked(made)
    assert stories.waiting(made) == ["fee", "payment"]
    assert Invoiced.objects.get().amount == 77_100

    stories.paid(made)
    assert stories.waiting(made) == ["assign"]

    stories.assigned(made)
    assert stories.waiting(made) == ["sampling", "visit"]

    stories.sampled(made)
    assert stories.waiting(made) == ["visit", "laboratory0", "laboratory1"]

    stories.measured(made, 1)
    stories.visited(made)
    assert stories.waiting(made) == ["laboratory0"]

    stories.measured(made, 0)
    assert stories.waiting(made) == ["draft"]

    stories.drafted(made)
    stories.decided(made)
    made = stories.fresh(made)
    assert (made.state, made.outcome) == ("ended", "granted")
    assert stories.waiting(made) == []
    assert Decision.objects.get().objection_until > Decision.objects.get().effective_on
