from django.db import models
from django.db.models import Q

from kholboo.documents.models import Document
from kholboo.feedback.petitions import JointBy


class JointPetition(models.Model):
    """A case several people stand behind: all sign by code, one speaks for them with proof, or
    all signed one paper, whose sender is then told for them.
    """

    case = models.OneToOneField("feedback.Case", on_delete=models.CASCADE, related_name="joint")
    by = models.CharField(max_length=14, choices=JointBy)
    # Finds the case behind a sign link; the link itself is made anew whenever it is shown.
    sign_hash = models.CharField(max_length=32, unique=True)
    proof = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    # How many names stand on the paper, the sender's among them.
    signed_on_paper = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="joint_paper_has_several_names",
                condition=Q(by="paper", signed_on_paper__gte=2)
                | (~Q(by="paper") & Q(signed_on_paper__isnull=True)),
            ),
            models.CheckConstraint(
                name="joint_representative_has_proof",
                condition=~Q(by="representative") | Q(proof__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"joint petition {self.case_id}"


class Signature(models.Model):
    """One person's name under a joint petition, proved by a code sent to their phone.

    Sealed like a contact; withdrawing it deletes the row, and the audit keeps that it was there.
    """

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="signatures")
    language = models.CharField(max_length=2, default="mn")
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    phone_hash = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # The phone first, so that the same index finds everything one person signed.
            models.UniqueConstraint(
                fields=["phone_hash", "case"], name="signature_once_for_a_phone"
            )
        ]

    def __str__(self) -> str:
        return f"signature {self.pk} of case {self.case_id}"
