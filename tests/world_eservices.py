"""Applications behind the addresses of the walk over all doors."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.eservices.models import Application, Conflict, Event, Step
from kholboo.eservices.tests import stories

WORDS = ("Нууцхүсэлт", "hidden.bakery", "hidden-paper")


def parts():
    """An application of Orkhon that waits for the check of its papers."""
    file = SimpleUploadedFile("hidden-paper.png", samples.png(), "image/png")
    paper = uploads.receive_upload(file, actor=None)
    made = stories.application(
        documents={"label_design": [paper]},
        applicant=stories.bakery(name="Нууцхүсэлт", email="hidden.bakery@example.mn"),
    )
    return {
        "application": made.number,
        "step_id": stories.step(made, "check").pk,
        "paper": paper.pk,
    }


def state():
    """What no stranger may move."""
    return (
        sorted(Application.objects.values_list("pk", "state", "outcome")),
        sorted(Step.objects.values_list("pk", "status", "assignee_id")),
        (Event.objects.count(), Conflict.objects.count()),
    )
