"""Who touched a draft of a procedure. Drafts of applicants are in `drafts.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.eservices.models.procedures import ProcedureVersion


class How(models.TextChoices):
    COPIED = "copied", _("copied from another version")
    TAKEN_IN = "taken_in", _("taken in from files")
    CHANGED = "changed", _("changed")


class VersionChange(models.Model):
    """Who touched a draft: none of them reviews it. Only added to (a trigger refuses the rest)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=How)
    # Names of the files that differ from what stood before.
    files = models.JSONField(default=list)
    # Of all files afterwards.
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.how}"
