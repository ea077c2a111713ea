"""Cases that are there already, for journeys that begin with one and not with the way to it.

They come in by the API, as another program's would: no table is touched, nothing is drawn.
"""

import json
import urllib.request
from uuid import uuid4

from tests.journeys.people import Receipt


def case_of(product, story):
    """The story as a case; its receipt."""
    person = {
        "kind": "person",
        "family_name": story.family_name,
        "given_name": story.given_name,
        "address": story.address,
        "phone": story.phone,
    }
    body = {
        "kind": story.kind,
        "text": story.text,
        "wish": story.wish,
        "service": story.service,
        "aimag": story.place,
        "person": person,
        "reply_by": story.reply_by,
    }
    asked = urllib.request.Request(  # noqa: S310
        f"{product.url}/api/v1/cases",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid4())},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        told = json.load(answer)
    return Receipt(told["number"], told["secret"])
