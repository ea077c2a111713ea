"""What the agency says about a service: one text for all sites, in each language."""

from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet

from kholboo.agency.models import Service

LINES = _("One line for each.")
LONGEST = 2000


class Part(models.TextChoices):
    WHO = "who", _("Who it is for")
    NEEDS = "needs", _("What you need")
    STEPS = "steps", _("Steps")
    TERM = "term", _("How long it takes")
    FEE = "fee", _("What it costs")
    BASIS = "basis", _("Legal basis")
    ONLINE = "online", _("Start online")
    CHANGED = "changed", _("What we changed")


class PartsField(ArrayField):  # type: ignore[type-arg]
    """Several parts, ticked."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=Part.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
        )


@register_snippet
class ServiceText(TranslatableMixin, models.Model):
    """The words of a service's page. An empty part is not shown."""

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service")
    )
    who = models.TextField(Part.WHO.label, blank=True, max_length=LONGEST)
    needs = models.TextField(Part.NEEDS.label, blank=True, max_length=LONGEST, help_text=LINES)
    steps = models.TextField(Part.STEPS.label, blank=True, max_length=LONGEST, help_text=LINES)
    term = models.TextField(Part.TERM.label, blank=True, max_length=LONGEST)
    fee = RichTextField(Part.FEE.label, blank=True, features=["bold", "link", "ul"])
    basis = RichTextField(Part.BASIS.label, blank=True, features=["bold", "link", "ul"])
    online = models.TextField(
        Part.ONLINE.label,
        blank=True,
        max_length=LONGEST,
        help_text=_("What can be done from a phone today, and what not."),
    )
    changed = RichTextField(
        Part.CHANGED.label,
        blank=True,
        features=["bold", "link", "ul"],
        help_text=_("What is better since people told us."),
    )
    # Not confirmed by the agency: these parts wear the sample mark.
    samples = PartsField(
        models.CharField(max_length=10, choices=Part),
        default=list,
        blank=True,
        verbose_name=_("not confirmed: wear the sample mark"),
    )
    # Of `samples` and words alone; for the list of texts that nobody looked after.
    changed_at = models.DateTimeField(auto_now=True)

    panels: ClassVar[list[Panel | str]] = [
        FieldPanel("service"),
        *(FieldPanel(part.value) for part in Part),
        FieldPanel("samples"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("text about a service")
        verbose_name_plural = _("texts about services")
        ordering: ClassVar[list[str]] = ["service__order", "locale_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "locale"], name="service_text_one_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.service.name
