from django.contrib.postgres.fields import ArrayField
from django.db import models

from kholboo.agency.models import Office


class Branch(models.Model):
    """The pages of one office: they stay when the office loses its site, and come back with it."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="branch")
    # The Mongolian first page; pages in other languages are its translations.
    home = models.OneToOneField("website.HomePage", on_delete=models.PROTECT, related_name="branch")
    # Without a site nobody reaches the pages.
    site = models.OneToOneField(
        "wagtailcore.Site",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="branch",
    )
    # The folder of the office's pictures and files; its first editor makes it.
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="branch",
    )
    # Starter pages that stood here once: what an editor took away does not come back.
    planted = ArrayField(models.CharField(max_length=100), default=list)

    def __str__(self) -> str:
        return self.office.name
