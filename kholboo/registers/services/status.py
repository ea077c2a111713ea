"""The signed list of states: what a phone without network judges a code by."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from kholboo.core import clock
from kholboo.registers.codes.bits import BITS, packed, squeezed
from kholboo.registers.codes.claims import EXPIRES, ISSUED, SUBJECT
from kholboo.registers.models import StatusList
from kholboo.registers.queries.keys import newest_list, not_valid, places
from kholboo.registers.services.codes import known
from kholboo.registers.wiring import code_signer

# Claims of the IETF's Token Status List; `v` and `n` are our own: version and number of places.
TTL, LIST = 65534, 65533
FRESH_FOR, GOOD_FOR, KEPT = timedelta(hours=1), timedelta(days=30), 50


@transaction.atomic
def publish() -> StatusList | None:
    """A new version where anything changed, or the newest has grown old. Safe to repeat."""
    signer = code_signer()
    if signer is None:
        return None
    now, newest, size = clock.now(), newest_list(), places()
    bits = packed(size, not_valid())
    digest = hashlib.sha256(bits).hexdigest()
    if newest and newest.digest == digest and newest.made_at > now - FRESH_FOR:
        return newest
    known(signer)
    made = StatusList.objects.create(made_at=now, size=size, digest=digest, content=b"")
    with override("mn"):
        address = f"{settings.PUBLIC_URL}{reverse('registers:status')}"
    made.content = signer.status(
        {
            SUBJECT: address,
            ISSUED: int(now.timestamp()),
            EXPIRES: int((now + GOOD_FOR).timestamp()),
            TTL: int(FRESH_FOR.total_seconds()),
            LIST: {"bits": BITS, "lst": squeezed(bits)},
            "v": made.version,
            "n": size,
        }
    )
    made.save(update_fields=["content"])
    StatusList.objects.filter(version__lte=made.version - KEPT).delete()
    return made
