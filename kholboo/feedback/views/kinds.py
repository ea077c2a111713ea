"""What a case is called on pages, to the citizen and at the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.rules import CaseKind

KINDS: dict[CaseKind, str | Promise] = {
    CaseKind.COMPLAINT: _("Complaint"),
    CaseKind.REQUEST: _("Request"),
    CaseKind.PETITION: _("Petition"),
    CaseKind.SUGGESTION: _("Suggestion"),
}
