"""What the same page asks of a complaint, a request, a petition and a suggestion."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.rules import CaseKind


@dataclass(frozen=True)
class Asking:
    """Headings of the place and story pages, what helps us, and an example of a wish."""

    place: Promise
    story: Promise
    helps: tuple[Promise, ...]
    wish: Promise


_WHICH = _("which instrument, product or paper it is about, and its number")
ASKED = {
    CaseKind.COMPLAINT: Asking(
        place=_("Where did it happen?"),
        story=_("What happened?"),
        helps=(_("when and where it happened"), _WHICH, _("who was there and what was said")),
        wish=_("For example: check the scale, give the money back, explain why."),
    ),
    CaseKind.REQUEST: Asking(
        place=_("Which place is it about?"),
        story=_("What do you need?"),
        helps=(_("what you want to know or have done"), _WHICH, _("by when you need it")),
        wish=_("For example: send me the paper, give me a time, explain the steps."),
    ),
    CaseKind.PETITION: Asking(
        place=_("Which place is it about?"),
        story=_("What should be decided?"),
        helps=(_("the matter, and whom it concerns"), _WHICH, _("what was done about it so far")),
        wish=_("For example: decide it, put it right, take it to those who can."),
    ),
    CaseKind.SUGGESTION: Asking(
        place=_("Which place is it about?"),
        story=_("What could be better?"),
        helps=(_("how it is now"), _("how it should be"), _("whom it would help")),
        wish=_("For example: try it in one place first, change the rule."),
    ),
}


def asking_of(kind: str) -> Asking:
    """A page opened before the kind is known asks as for a complaint."""
    return ASKED[CaseKind(kind) if kind in CaseKind.values else CaseKind.COMPLAINT]
