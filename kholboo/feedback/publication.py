"""Where an answer stands on its way to everybody: no database."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublicationState(TextChoices):
    """Where an answer stands on its way to everybody."""

    PROPOSED = "proposed", _("waits for a second person")
    PUBLISHED = "published", _("published")
    RETURNED = "returned", _("returned to the officer")
    WITHDRAWN = "taken_down", _("taken down")
