"""Lines of a case's story about calls and about cases passed on."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case, CaseEvent

Facts = Mapping[str, object]


def noted(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("is_from_call"):
        return _("The citizen called about it")
    return _("Internal note")


def forwarded(event: CaseEvent, case: Case, facts: Facts) -> str:
    name = facts["body_en" if get_language() == "en" else "body_mn"]
    return _("Passed on to the competent body: %(body)s") % {"body": name}


def posted(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The letter to %(body)s left by post on %(day)s, number %(number)s") % {
        "body": facts["body_en" if get_language() == "en" else "body_mn"],
        "day": day_long(date.fromisoformat(str(facts["on"]))),
        "number": facts["number"],
    }
