"""The letter of an answer as a response: the same for its citizen and for the desk."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kholboo.feedback.models import Case
from kholboo.feedback.queries.tracking import answer_of
from kholboo.feedback.services.letters import letter_pdf


def letter_shown(case: Case, round: int) -> HttpResponse:
    """The PDF, opened in the browser. NotFound for a round without an answer."""
    response = HttpResponse(
        letter_pdf(case, answer_of(case, round)), content_type="application/pdf"
    )
    name = f"{case.number}-{round}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
