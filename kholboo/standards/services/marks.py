"""The number of a licence, burnt into the pictures of the pages that are read under it.

Made for each request from the stored picture and never stored: another licence, another picture.
"""

from hashlib import blake2s
from threading import BoundedSemaphore

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kholboo.core import limits
from kholboo.core.errors import NotFound, TooMany
from kholboo.documents.models import Document
from kholboo.documents.services import storing
from kholboo.standards.models import Entitlement
from kholboo.standards.pdf import marked
from kholboo.standards.pdf.mark import LOOK, Mark
from kholboo.standards.reading import MARKED_IN_AN_HOUR
from kholboo.standards.sts.problems import Refused

HOUR = 3600
# Of one web process; others wait so long, in seconds.
AT_ONCE, PATIENCE = 2, 20.0
_room = BoundedSemaphore(AT_ONCE)


def mark_of(right: Entitlement, *, host: str) -> Mark:
    """In whichever language the page is read: one licence has one mark."""
    with override(settings.LANGUAGE_CODE):
        return Mark(right.number, host + reverse("standards:licence", args=[right.number]))


def version_of(document: Document, mark: Mark) -> str:
    """An entity tag (RFC 9110): of this picture with this mark."""
    made_of = blake2s(f"{LOOK} {mark.address}".encode(), digest_size=8)
    return f'"{document.pk.hex}-{made_of.hexdigest()}"'


def burnt(document: Document, mark: Mark) -> bytes:
    """The picture with the mark. Raises TooMany, and NotFound for a file that is lost or broken."""
    who = f"licence:{mark.number}"
    limits.knock("standards.mark", who, limit=MARKED_IN_AN_HOUR, seconds=HOUR)
    if not _room.acquire(timeout=PATIENCE):
        busy = _("Many pages are being made ready just now. Please try again in a minute.")
        raise TooMany(busy, seconds=60)
    try:
        return marked.marked(storing.content_of(document), mark)
    except (FileNotFoundError, Refused) as error:
        raise NotFound(_("There is no such picture.")) from error
    finally:
        _room.release()
