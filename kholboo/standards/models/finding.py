"""What makes the catalogue findable: narrow rows beside the editions, and words nobody found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from kholboo.accounts.models import User
from kholboo.standards.models.catalogue import Edition
from kholboo.standards.models.committees import LONGEST_NUMBER
from kholboo.standards.rules import Kind, Status


class Entry(models.Model):
    """What an edition is found by. Counted from the catalogue, and only for finding: a page that
    tells the status of an edition counts it anew.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    status = models.CharField(max_length=11, choices=Status)
    place = models.PositiveSmallIntegerField()  # of the status in lists: in force first
    kind = models.CharField(max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField(null=True)
    ics = ArrayField(models.CharField(max_length=9))  # its classes and all above them
    committee = models.CharField(max_length=LONGEST_NUMBER, blank=True)  # its number
    search = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["search", "ics"], name="entry_by_words"),
            models.Index(
                "place", F("year").desc(nulls_last=True), "edition", name="entry_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.status}"


class Word(models.Model):
    """A word of a title as it is written there, for what is nearly such a word."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_by_letters")]

    def __str__(self) -> str:
        return self.word


class Unmet(models.Model):
    """Words that found nothing on a day, and how often. Nobody is kept with them."""

    words = models.CharField(max_length=60)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="unmet_once_a_day")]

    def __str__(self) -> str:
        return self.words


class UnmetHandled(models.Model):
    """Somebody of the agency saw to it that these words find something, or cannot."""

    words = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.words
