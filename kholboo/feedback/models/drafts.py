import uuid

from django.db import models

from kholboo.documents.models import Document


class Draft(models.Model):
    """What somebody has typed and not sent yet, kept for a week so that nothing is lost.

    The key is known to one browser (a signed cookie) and becomes the case's client key, so
    sending a draft twice gives one case. Answers are sealed.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed_answers = models.BinaryField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    case = models.OneToOneField(
        "feedback.Case", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="draft_to_sweep")]

    def __str__(self) -> str:
        return f"draft {self.key}"


class DraftFile(models.Model):
    """A file waiting in a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file {self.document_id} of draft {self.draft_id}"
