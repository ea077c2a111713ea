"""What somebody has told us already, so that nobody types it twice."""

from collections.abc import Mapping
from typing import Any

from kholboo.accounts.models import Organisation, User
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.models import Application
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.queries.speaking import position_in


def known_of(form: Form, user: User, organisation: Organisation | None) -> dict[str, Any]:
    """First answers of a draft: from the last application of this applicant, then the account.

    Only questions marked `remember` are taken over, and only where they are asked under one key.
    """
    told = _account(user, organisation)
    found = {
        field.key: told[field.ui["prefill"]]
        for field in form.fields
        if told.get(field.ui.get("prefill", ""))
    }
    before = _last_answers(user, organisation)
    remembered = {
        field.key: before[field.key]
        for field in form.fields
        if field.ui.get("remember") and field.key in before
    }
    return {**found, **remembered, **_identity(form, told, organisation)}


def _identity(
    form: Form, told: Mapping[str, str], organisation: Organisation | None
) -> dict[str, str]:
    """The name and register of the organisation are what the register says, not an old answer."""
    if organisation is None:
        return {}
    return {
        field.key: told[field.ui["prefill"]]
        for field in form.fields
        if str(field.ui.get("prefill", "")).startswith("organisation.")
    }


def _account(user: User, organisation: Organisation | None) -> dict[str, str]:
    told = {
        "person.given_name": " ".join(filter(None, (user.family_name, user.given_name))),
        "person.family_name": user.family_name,
        "person.phone": user.phone or "",
        "person.email": user.email or "",
    }
    if organisation is not None:
        told |= {
            "organisation.name": organisation.name,
            "organisation.register": organisation.register,
            "membership.position": position_in(user, organisation),
        }
    return told


def _last_answers(user: User, organisation: Organisation | None) -> Mapping[str, Any]:
    """Of this applicant alone: what one organisation told says nothing to another."""
    rows = Application.objects.filter(organisation=organisation)
    if organisation is None:
        rows = Application.objects.filter(user=user, organisation__isnull=True)
    last = rows.select_related("applicant").order_by("-submitted_at").first()
    return whole_answers(last) if last else {}
