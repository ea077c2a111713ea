"""What was granted to whom, on which ground, and what happened to it since."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kholboo.agency.models import Aimag, Office
from kholboo.documents.models import Document
from kholboo.registers.rules import (
    LONGEST_NAME,
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    EventKind,
    Kind,
    State,
)
from kholboo.standards.models import Edition


class Certificate(models.Model):
    """One entry of a register. Only its state and its paper change after it was granted.

    `holder_register` is that of an organisation; of a person nothing but the name is kept.
    """

    key = models.UUIDField(unique=True)  # of whoever granted it
    number = models.CharField(max_length=16, unique=True)
    token = models.CharField(max_length=26, unique=True)  # 128 random bits of its own address
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.VALID)
    holder_name = models.CharField(max_length=LONGEST_NAME)
    holder_register = models.CharField(max_length=7, blank=True)
    is_person = models.BooleanField(default=False)
    aimag = models.ForeignKey(Aimag, on_delete=models.PROTECT, related_name="+", db_index=False)
    title_mn = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE, blank=True)
    particulars = models.JSONField(default=dict)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ground_reference = models.CharField(max_length=LONGEST_REFERENCE)
    ground_on = models.DateField()
    ground_text = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # none: without an end
    renews = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="renewed_by"
    )
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    paper = models.OneToOneField(
        Document, null=True, on_delete=models.PROTECT, related_name="certificate"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="certificate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(holder_register="")
                | Q(holder_register__regex=r"^\d{7}$", is_person=False),
                name="certificate_register_is_an_organisations",
            ),
            models.CheckConstraint(condition=~Q(title_mn=""), name="certificate_has_a_title"),
            models.CheckConstraint(condition=~Q(holder_name=""), name="certificate_has_a_holder"),
            models.CheckConstraint(
                condition=Q(("token__regex", r"^[a-z2-7]{26}$")), name="certificate_token_is_long"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values) & Q(kind__in=Kind.values),
                name="certificate_words_are_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                condition=Q(state__in=[State.VALID, State.SUSPENDED]),
                name="certificate_by_end",
            ),
            models.Index(
                fields=["id"], condition=~Q(state=State.VALID), name="certificate_not_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        return self.title_en if self.language == "en" else self.title_mn

    @property
    def language(self) -> str:
        """Of `title`: the reader's own where there is one."""
        return "en" if get_language() == "en" and self.title_en else "mn"


class Conformity(models.Model):
    """A standard that a certificate speaks of: an edition of the catalogue, or words."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="conformities"
    )
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST_TITLE, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(edition=None) & ~Q(text="")) | (Q(edition__isnull=False) & Q(text="")),
                name="conformity_names_one_thing",
            ),
            models.UniqueConstraint(
                fields=["certificate", "edition"], name="conformity_once_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.edition)


class Event(models.Model):
    """What happened to a certificate; only ever added to (a trigger refuses all else)."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ground_reference = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    ground_on = models.DateField(null=True)
    ground_text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.certificate} {self.kind}"


class Entry(models.Model):
    """What a certificate is found by: narrow rows beside the wide ones, only for finding."""

    certificate = models.OneToOneField(
        Certificate, primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    aimag = models.ForeignKey(Aimag, on_delete=models.PROTECT, related_name="+", db_index=False)
    search = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="register_by_words", fastupdate=False),
            models.Index("kind", F("certificate").desc(), name="register_in_order"),
            models.Index("aimag", "kind", F("certificate").desc(), name="register_by_aimag"),
            models.Index("state", "kind", F("certificate").desc(), name="register_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.state}"
