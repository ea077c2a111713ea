from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from kholboo.standards.changing import LONGEST_CLAUSE, LONGEST_LINK, LONGEST_TIE
from kholboo.standards.models.committees import Committee
from kholboo.standards.rules import Access, RelationKind, Stage


class IcsClass(models.Model):
    """A class of the International Classification for Standards (ISO, edition 7).

    `name_mn` only where a published Mongolian name was seen.
    """

    code = models.CharField(max_length=9, primary_key=True)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_index=True
    )
    name_mn = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return self.name_mn if self.language == "mn" else self.name_en

    @property
    def language(self) -> str:
        """Of `name`: few classes have a Mongolian one."""
        return "mn" if self.name_mn and get_language() == "mn" else "en"


class Work(models.Model):
    """A standard without its year: what stays the same from edition to edition."""

    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60, unique=True)  # numbers.Number.key
    bare = models.CharField(max_length=30, db_index=True)  # its figures alone
    slug = models.SlugField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.number


class Edition(models.Model):
    """One published text of a work. Whether it is in force is counted from its days."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField(null=True)
    slug = models.SlugField(max_length=70, unique=True)
    stage = models.CharField(max_length=5, choices=Stage, default=Stage.PUBLISHED)
    access = models.CharField(max_length=8, choices=Access, default=Access.SOLD)
    # At least one of the titles is there.
    title_mn = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    # The English title is ours and not the body's own.
    is_title_ours = models.BooleanField(default=False)
    scope_mn = models.TextField(blank=True)
    scope_en = models.TextField(blank=True)
    approved_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    resolution = models.CharField(max_length=120, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    # The key of the national store, estandard.gov.mn; none where it is not known there.
    store_id = models.PositiveIntegerField(null=True)
    ics = models.ManyToManyField(IcsClass, related_name="editions")
    committee = models.ForeignKey(
        Committee, null=True, on_delete=models.PROTECT, related_name="editions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "year"], name="one_edition_a_year", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(title_mn="", title_en=""), name="edition_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1900, year__lte=2099),
                name="edition_year_is_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.designation

    @property
    def designation(self) -> str:
        """`MNS 6858 : 2020`, as the national catalogue writes it."""
        return f"{self.work.number} : {self.year}" if self.year else self.work.number

    @property
    def title(self) -> str:
        return self.title_mn if self.language == "mn" else self.title_en

    @property
    def language(self) -> str:
        """Of `title`: the reader's own where there is one."""
        wants_english = get_language() == "en"
        return "en" if (wants_english and self.title_en) or not self.title_mn else "mn"


class Relation(models.Model):
    """From one edition to another text: to an edition, to a work, or to words we do not hold."""

    source = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=RelationKind)
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="pointed_at"
    )
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="pointed_at")
    text = models.CharField(max_length=LONGEST_TIE, blank=True)
    # Of the other text; of a law its article.
    clause = models.CharField(max_length=LONGEST_CLAUSE, blank=True)
    # Of a law: since when it names the standard, and where its text stands.
    since = models.DateField(null=True)
    link = models.CharField(max_length=LONGEST_LINK, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, work__isnull=True, text="")
                | Q(edition__isnull=True, work__isnull=False, text="")
                | (Q(edition__isnull=True, work__isnull=True) & ~Q(text="")),
                name="relation_points_at_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | ~Q(edition=models.F("source")),
                name="relation_leaves_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind=RelationKind.CITED, edition=None, work=None)
                | Q(~Q(kind=RelationKind.CITED), link=""),
                name="relation_of_a_law_is_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.edition or self.work or self.text}"
