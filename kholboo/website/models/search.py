from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class EntryKind(models.TextChoices):
    """Groups of the page of search."""

    DOCUMENT = "document", _("Laws and documents")
    PAGE = "page", _("Pages of the site")
    NEWS = "news", _("News and announcements")
    QUESTION = "question", _("Questions and answers")
    TERM = "term", _("Glossary")


class SearchEntry(models.Model):
    """A published page as search finds it, or one question or word of such a page.

    Written in the transaction of each change of the page (`services/search.py`). Whether the page
    is live and where it stands is asked of the page itself.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    # 0 is the page itself; its questions or words are counted from 1, as their anchors are.
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=EntryKind)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    # Number and day of a document, the day of news; shown beside the title.
    note = models.CharField(max_length=120, blank=True)
    is_sample = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    title_stems = models.TextField(blank=True)
    # One for each word of `text`, in order, so that found words can be marked.
    text_stems = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title_stems", weight="A", config="simple")
        + SearchVector("text_stems", weight="D", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["search"], name="website_search", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "place"], name="search_knows_a_place_of_a_page_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
