"""Lines of a case's story about publishing its answer: consent given or taken back, out or down."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kholboo.feedback.models import Case, CaseEvent

Facts = Mapping[str, object]


def consent(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("is_given"):
        return _("You agreed that the answer is published")
    return _("You took back your consent to publishing")


def consent_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("is_given"):
        return _("The citizen agreed that the answer is published")
    return _("The citizen took back their consent to publishing")


def published(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("is_out"):
        return _("The answer was published without personal data")
    return _("The published answer was taken down")
