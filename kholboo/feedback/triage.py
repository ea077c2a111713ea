"""What may be suggested for a new case: no database. People decide."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TriageField(TextChoices):
    """What may be suggested for a new case; people decide."""

    KIND = "kind", _("kind")
    SERVICE = "service", _("service")
    UNIT = "unit", _("unit")
    URGENCY = "urgency", _("urgency")


class Urgency(TextChoices):
    USUAL = "usual", _("in its turn")
    URGENT = "urgent", _("look at it first")
