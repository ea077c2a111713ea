"""The answers of an application as its applicant gave them: the open ones and the sealed ones."""

from typing import Any

from kholboo.eservices.applicants import open_up, told_by
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.personal import personal_keys
from kholboo.eservices.models import Application, Completion

BEFORE, AFTER = "before", "after"


def whole_answers(application: Application) -> dict[str, Any]:
    """Everything that was answered. Read the application with its `applicant`."""
    return {**application.answers, **told_by(application.applicant)}


def sealed_keys(form: Form, application: Application) -> frozenset[str]:
    """Which answers of this application are kept sealed."""
    return personal_keys(form, is_person=application.organisation_id is None)


def before_and_after(
    application: Application, row: Completion
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a completion found, and what it left."""
    applicant = application.applicant
    before = open_up(applicant, bound_to(row, BEFORE), row.sealed_before)
    after = open_up(applicant, bound_to(row, AFTER), row.sealed_after)
    return {**row.before, **before}, {**row.after, **after}


def bound_to(row: Completion, side: str) -> str:
    """One completion stands open at a time, so the moment it was asked for names it."""
    return f"{side}:{row.asked_at.isoformat()}"
