import hashlib
from uuid import uuid4

import factory

from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.documents.rules import DocumentKind, DocumentState


class DocumentFactory(factory.django.DjangoModelFactory[Document]):
    """A row without stored files; use `receive_upload` where the bytes matter."""

    class Meta:
        model = Document

    id = factory.LazyFunction(uuid4)
    original_name = factory.Sequence(lambda number: f"photo-{number}.jpg")
    media_type = "image/jpeg"
    view_type = "image/jpeg"
    kind = DocumentKind.IMAGE
    state = DocumentState.CLEAN
    size = 1000
    view_size = 900
    sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.id.bytes).hexdigest())
    created_at = factory.LazyFunction(clock.now)
    claimed_at = None

    class Params:
        claimed = factory.Trait(claimed_at=factory.LazyFunction(clock.now))
