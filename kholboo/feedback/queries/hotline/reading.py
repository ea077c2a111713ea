"""What an operator reads to the caller before they hang up: short sentences, spoken numbers."""

from django.utils.translation import gettext as _

from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries.bodies import forwarding_of
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.secret import grouped

PAUSE = ", "


def spoken(number: str) -> str:
    """`26-000123-5` as `26, 000, 123, 5`: so many digits as an ear keeps at once."""
    return PAUSE.join(
        part[at : at + 3] for part in number.split("-") for at in range(0, len(part), 3)
    )


def spoken_secret(secret: str) -> str:
    """In the groups in which it stands in the SMS: `4821, 9930, 1745`."""
    return PAUSE.join(grouped(secret).split())


def read_back(case: Case, became: CallResult, *, secret: str = "") -> list[str]:
    """Sentences in the language active now; call it in the caller's."""
    number = _("The number is: %(number)s.") % {"number": spoken(case.number)}
    if became == CallResult.NOTE:
        return [_("I have added what you said to your case."), number, *_due(case)]
    kind = {"kind": CaseKind(case.kind).label}
    code = _("The secret code is: %(code)s. Please tell it to nobody.")
    return [
        _("I have written down your %(kind)s. I will read it to you.") % kind,
        number,
        code % {"code": spoken_secret(secret)},
        *_what_follows(case, became),
    ]


def _what_follows(case: Case, became: CallResult) -> list[str]:
    if became == CallResult.CONSULTATION:
        return [
            _("You have your answer, so the case is closed."),
            _("If it did not help, call us again with the number and we open it anew."),
        ]
    forwarding = forwarding_of(case)
    if forwarding:
        reach = forwarding.body.reach
        said = _("It is passed on to: %(body)s.")
        if forwarding.is_by_post:
            said = _("We pass it on by letter to: %(body)s. You are told when it has left.")
        told = [said % {"body": forwarding.body_name}]
        return [*told, _("You can reach them at %(phone)s.") % {"phone": reach}] if reach else told
    return [
        _("Who answers you: %(office)s.") % {"office": case.office.name},
        *_due(case),
        _("With the number and the code you can follow it on our site or by calling 1800-2525."),
    ]


def _due(case: Case) -> list[str]:
    if not case.is_open:
        return []
    if case.due_on is None:
        return [_("You gave no name, so the law sets no term. We read it and act on it.")]
    return [_("You get the answer by %(day)s.") % {"day": day_long(case.due_on, with_weekday=True)}]
