"""What is written down at a step: judged by the rules of forms, and what tells of a person sealed."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.applicants import close
from kholboo.eservices.book import said
from kholboo.eservices.engine.forms.personal import apart
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.engine.forms.written import form_of_fields, personal_of
from kholboo.eservices.models import Step
from kholboo.eservices.queries.written import SEALED, bound_to
from kholboo.eservices.services.holding import Held


def written(held: Held, step: Step, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the step's result that its own fields make. Raises RuleBroken naming the field.

    Of `typed` only what the procedure asks at this step is looked at.
    """
    fields = held.rule(step).fields
    if not fields:
        return {}
    form = form_of_fields(fields)
    understood = understand(form, typed)
    if understood.wrongs:
        wrong = understood.wrongs[0].place
        label = next(one.label for one in form.fields if one.key == wrong)
        raise RuleBroken(
            _("Look at “%(name)s” again.") % {"name": said(label)}, field=f"own_{wrong}"
        )
    kept, told = apart(understood.answers, personal_of(fields))
    closed = close(held.application.applicant, bound_to(step), told)
    return kept | ({SEALED: b64encode(closed).decode()} if closed else {})
