from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from kholboo.documents.models import Document
from kholboo.standards.models.catalogue import Edition
from kholboo.standards.reading import PartKind, TextKind, TextState


class Manifestation(models.Model):
    """One file of an edition, and what was made of it for reading.

    `problems` are what the conversion met, as it said them; `converter` is the version of it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=4, choices=TextKind, default=TextKind.STS)
    language = models.CharField(max_length=2, choices=[("mn", "mn"), ("en", "en")])
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.DRAFT)
    # Of our own writing, for trying: every page says so.
    is_sample = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0, help_text="words that the page does not show")
    converter = models.PositiveSmallIntegerField()
    # A later converter whose page was not taken, and why; see services/reconverting.py.
    refused_converter = models.PositiveSmallIntegerField(null=True)
    refused_problems = models.JSONField(default=list)
    refused_lost = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "language"],
                condition=Q(state=TextState.SHOWN),
                name="one_text_is_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state=TextState.SHOWN) | Q(lost=0, shown_at__isnull=False),
                name="shown_text_lost_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=TextState.SHOWN) | ~Q(shown_by=F("made_by")),
                name="text_is_shown_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.kind}, {self.language})"


class Part(models.Model):
    """A piece of the outermost level of a text: its HTML, safe as it was written by us."""

    text = models.ForeignKey(Manifestation, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=70, blank=True)
    label = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=5, choices=PartKind)
    html = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["text", "position"], name="one_part_at_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.text} · {self.label} {self.title}"


class Clause(models.Model):
    """A clause of a part: a line of the contents, and its own words for the search inside."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=70)
    label = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    stems = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("stems", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["part__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["part", "position"], name="one_clause_at_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip() or self.anchor


class Picture(models.Model):
    """A picture that came with the file, by the name the file calls it; `number` is its address."""

    text = models.ForeignKey(Manifestation, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="one_picture_of_a_number"),
            models.UniqueConstraint(fields=["text", "name"], name="one_picture_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
