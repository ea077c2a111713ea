"""Where an e-mail from the mailbox stands, and why one becomes no case: pure, as the law's page is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterState(TextChoices):
    """Where an e-mail from the mailbox stands, before it is a case."""

    NEW = "new", pgettext_lazy("letter", "new")
    ASIDE = "aside", _("put aside")
    DONE = "done", pgettext_lazy("letter", "done")


class AsideReason(TextChoices):
    """Why an e-mail becomes no case. The first three are found by its own headers."""

    AUTO_REPLY = "auto_reply", _("an automatic reply")
    BOUNCE = "bounce", _("a report that our message did not arrive")
    LIST = "list", _("a circular letter")
    SPAM = "spam", _("advertising or fraud")
    REPEATED = "repeated", _("the same letter came before")
    NOT_OURS = "not_ours", _("neither a complaint nor a request, petition or suggestion")
