"""What was written down at a step, in the fields its procedure gives it."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from kholboo.eservices.applicants import open_up
from kholboo.eservices.book import StepRule
from kholboo.eservices.engine.forms.telling import say, text_of
from kholboo.eservices.engine.forms.written import form_of_fields
from kholboo.eservices.models import Applicant, Step

# Where a result holds what tells of a person.
SEALED = "sealed"


def bound_to(step: Step) -> str:
    """What the seal of a step is bound to, beside its application."""
    return f"step:{step.pk}"


def values_of(step: Step, rule: StepRule, applicant: Applicant | None = None) -> Mapping[str, Any]:
    """By key; the sealed ones only where `applicant`, whose key they lie under, is given."""
    found = {
        one["key"]: step.result[one["key"]] for one in rule.fields if one["key"] in step.result
    }
    closed = step.result.get(SEALED)
    if applicant is not None and closed:
        found |= open_up(applicant, bound_to(step), b64decode(closed))
    return found


def lines_of(
    step: Step, rule: StepRule, language: str, applicant: Applicant | None = None
) -> list[tuple[str, str]]:
    """Pairs of a field and what was written, in the order of the procedure; empty ones left out."""
    values = values_of(step, rule, applicant)
    return [
        (say(field.label, language), text_of(field, values[field.key], language))
        for field in form_of_fields(rule.fields).fields
        if values.get(field.key) not in (None, "")
    ]
