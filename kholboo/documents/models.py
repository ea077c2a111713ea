import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from kholboo.documents.rules import LONGEST_NAME, DocumentKind, DocumentState, Variant


class Document(models.Model):
    """One file somebody sent. Houses that own files point here and decide who may see it.

    Three stored files may belong to it: the original in quarantine, the copy for view, and for
    images a thumbnail; each lies under the random id. `claimed_at` is empty until an owner's
    transaction takes the file; files nobody takes are swept away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original_name = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=100)
    view_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=DocumentKind)
    state = models.CharField(max_length=10, choices=DocumentState)
    size = models.PositiveIntegerField(help_text="bytes of the original")
    view_size = models.PositiveIntegerField(help_text="bytes of the copy for view")
    sha256 = models.CharField(max_length=64, help_text="of the original, hexadecimal")
    width = models.PositiveIntegerField(null=True, help_text="pixels of the copy for view")
    height = models.PositiveIntegerField(null=True, help_text="pixels of the copy for view")
    seconds = models.PositiveIntegerField(null=True, help_text="length of sound or film")
    has_thumb = models.BooleanField(default=False)
    client_key = models.UUIDField(null=True, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="documents_unclaimed",
                condition=Q(claimed_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(name="document_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="document_sha256_is_hexadecimal",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="document_kind_is_known", condition=Q(kind__in=DocumentKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_audio(self) -> bool:
        return self.kind == DocumentKind.AUDIO

    def place(self, variant: Variant) -> str:
        """Where this variant lies in the storage; two letters of the id spread the folders."""
        return f"{variant}/{self.id.hex[:2]}/{self.id.hex}"
