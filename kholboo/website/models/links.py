"""Where the links of our pages lead, and what was found at their ends."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Fault(models.TextChoices):
    """What another site answered the last time."""

    NONE = "", _("in order")
    GONE = "gone", _("The other site says that there is no such page.")
    ERROR = "error", _("The other site answers with an error.")
    SILENT = "silent", _("The other site does not answer.")
    BARRED = "barred", _("The address leads into a private network: readers cannot open it.")


class OutsideAddress(models.Model):
    """One address on somebody else's site, asked now and then, however many pages name it."""

    address = models.CharField(max_length=600, unique=True)
    fault = models.CharField(max_length=6, choices=Fault, default=Fault.NONE, blank=True)
    # In a row; a site that is away once is not called broken yet (rules.BROKEN_AFTER).
    failures = models.PositiveSmallIntegerField(default=0)
    is_broken = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="outside_address_due")]
        constraints = [
            models.CheckConstraint(
                name="outside_address_broken_has_fault",
                condition=Q(is_broken=False) | ~Q(fault=""),
            )
        ]

    def __str__(self) -> str:
        return self.address


class LinkKind(models.TextChoices):
    PAGE = "page", _("page")
    FILE = "file", _("file")
    PATH = "path", _("address of ours")
    OUTSIDE = "outside", _("other site")


class PageLink(models.Model):
    """A link in a published page. Read again with each publishing; never edited."""

    # Not a use of the thing it leads to: Wagtail would count it beside the link itself.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=LinkKind)
    # As it stands in the page; the number of a page or file.
    address = models.CharField(max_length=600)
    # What the reader presses.
    words = models.CharField(max_length=120, blank=True)
    to_page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    to_file = models.ForeignKey(
        "website.Attachment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outside = models.ForeignKey(
        OutsideAddress, null=True, on_delete=models.CASCADE, related_name="links"
    )
    # Of an address of ours: nothing stood there when it was looked at.
    is_missing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "kind", "address"], name="page_link_once_on_a_page"
            ),
            models.CheckConstraint(
                name="page_link_outside_has_address",
                condition=Q(outside__isnull=False) | ~Q(kind="outside"),
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def fault(self) -> str | Promise:
        """Why it is broken, in a sentence."""
        if self.kind == LinkKind.OUTSIDE and self.outside is not None:
            return Fault(self.outside.fault).label
        return FAULTS[LinkKind(self.kind)]


FAULTS: dict[LinkKind, Promise] = {
    LinkKind.PAGE: _("The page was deleted or taken down."),
    LinkKind.FILE: _("The file was deleted."),
    LinkKind.PATH: _("There is nothing at this address."),
}
