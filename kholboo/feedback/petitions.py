"""The petitions law's own words: who stands behind a case, how spoken words are confirmed and
answered, what a sender must give. No database, no clock; who may do what stands in `rules.py`.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JointBy(TextChoices):
    """How a petition of several people shows that all stand behind it."""

    CODES = "codes", _("each signs with a code")
    REPRESENTATIVE = "representative", _("a representative with proof of authority")
    PAPER = "paper", _("all signed one paper")


class ConfirmedBy(TextChoices):
    """How a citizen said that their spoken words were written down rightly."""

    LINK = "link", _("by the citizen, on the page of the case")
    PAPER = "paper", _("by signing the printed page")
    SPOKEN = "spoken", _("aloud, after it was read back")


class ToldBy(TextChoices):
    PHONE = "phone", _("by phone")
    VISIT = "visit", _("in person")


class ToldTo(TextChoices):
    SENDER = "sender", _("the sender")
    FAMILY = "family", _("somebody of their family")
    REPRESENTATIVE = "representative", _("their representative")


class Need(TextChoices):
    """Something a sender must give, in the order of the form."""

    NAME = "name", _("name")
    REGISTER = "register", _("register number")
    ADDRESS = "address", _("address")
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    REACH = "reach", _("phone or e-mail")
    SIGNATURE = "signature", _("signature")
