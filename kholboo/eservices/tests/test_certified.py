"""What of an application goes onto its certificate, and into its story."""

import pytest

from kholboo.eservices.models import Event
from kholboo.eservices.queries.certified import standards_of
from kholboo.eservices.tests import stories
from kholboo.standards.queries.catalogue import edition_at

pytestmark = pytest.mark.django_db


def asking_for(standard):
    return stories.application(
        answers=stories.answers(products=[{**stories.BREAD, "standard": standard}])
    )


def test_a_certificate_names_the_edition_that_was_examined():
    edition = edition_at("mns-0900-2018")

    assert standards_of(asking_for("MNS 0900 : 2018")) == [edition]
    assert standards_of(asking_for("MNS 0900 : 2011")) == ["MNS 0900 : 2011"]
    assert standards_of(asking_for("MNS 9876 : 2011")) == ["MNS 9876 : 2011"]


def test_the_story_says_once_that_the_fee_was_paid():
    made = stories.paid(stories.checked(stories.application()))

    told = Event.objects.filter(application=made).order_by("pk").values_list("kind", flat=True)

    assert list(told) == ["submitted", "step_done", "invoiced", "paid"]
