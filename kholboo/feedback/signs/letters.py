"""What the messages of this house are for, by their keys; put up with the other signs."""

from django.utils.translation import gettext_lazy as _

from kholboo.notifications.purposes import name_messages

PURPOSES = {
    r"feedback:\d+:citizen": _("news of a case, to the citizen"),
    r"feedback:\d+:again:\d+": _("number and secret code once more, to the citizen"),
    r"feedback:\d+:signer:\d+": _("news of a joint petition, to who signed it"),
    r"feedback:\d+:push:\d+": _("a notice on a phone that follows a case"),
    r"feedback:\d+:handler": _("news of a case, to its officer"),
    r"feedback:\d+:deputy": _("news of a case, to who stands in for its officer"),
    r"feedback:\d+:body": _("a case passed on to another body"),
    r"feedback:new:.*": _("new cases of a unit, gathered"),
    r"feedback:rung:.*": _("cases reported higher"),
}


def put_up() -> None:
    name_messages(PURPOSES)
