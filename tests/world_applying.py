"""What an applicant has behind their addresses: a draft with a paper, an application that was sent."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.documents.models import Document
from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.eservices.applicants import Applicant
from kholboo.eservices.models import Application, Draft
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.services import drafting
from kholboo.eservices.tests import stories

WORDS = ("Нууцтаваарын", "hidden-letter")


def parts(owner):
    """Both are the owner's own."""
    version = stories.version()
    draft = drafting.begin(version, user=owner)
    drafting.save(draft, {"organisation_name": "Нууцтаваарын", "had_certificate": "no"})
    paper = next(one for one in asked_by(version).papers if one.key == "request_letter")
    file = SimpleUploadedFile("hidden-letter.png", samples.png(), "image/png")
    drafting.take_files(draft, paper, [file], actor=owner)
    label = SimpleUploadedFile("hidden-label.png", samples.png(), "image/png")
    sent = stories.application(
        applicant=Applicant(user=owner, name="Нууцтаваарын"),
        answers=stories.answers(organisation_name="Нууцтаваарын"),
        documents={"label_design": [uploads.receive_upload(label, actor=None)]},
    )
    return {
        "draft_key": draft.key,
        "file_key": draft.files.get().document_id,
        "page": "organisation",
        "service_key": stories.KEY,
        "application": sent.number,
        "paper": sent.files.get().document_id,
    }


def state():
    """What no stranger may move."""
    return (
        sorted(Draft.objects.values_list("pk", "changed_at", "version_id")),
        sorted(Application.objects.values_list("pk", "state", "outcome")),
        Document.objects.count(),
    )
