"""Applications behind the addresses of the walk over all doors."""

from kholboo.eservices.models import Application, Conflict, Event, Step
from kholboo.eservices.tests import stories

WORDS = ("Нууцхүсэлт", "hidden.bakery")


def parts():
    """An application of Orkhon that waits for the check of its papers."""
    made = stories.application(
        applicant=stories.bakery(name="Нууцхүсэлт", email="hidden.bakery@example.mn")
    )
    return {
        "application": made.number,
        "step_id": stories.step(made, "check").pk,
        "paper": made.files.earliest("pk").document_id,
    }


def state():
    """What no stranger may move."""
    return (
        sorted(Application.objects.values_list("pk", "state", "outcome")),
        sorted(Step.objects.values_list("pk", "status", "assignee_id")),
        (Event.objects.count(), Conflict.objects.count()),
    )
