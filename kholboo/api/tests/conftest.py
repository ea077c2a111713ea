import json
from uuid import uuid4

import pytest
from django.test import Client

from kholboo.core.models import RateWindow

PERSON = {
    "kind": "person",
    "family_name": "Дорж",
    "given_name": "Болд",
    "address": "Ховд аймаг, Жаргалант сум, 3 дугаар баг",
    "phone": "+976 9911-2233",
}
SENT = {
    "kind": "complaint",
    "text": "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна.",
    "wish": "Жинг шалгаж өгнө үү.",
    "service": "verification",
    "aimag": "khovd",
    "person": PERSON,
    "reply_by": "sms",
}


class Caller:
    """Another system that speaks our contract."""

    def __init__(self):
        self.client = Client()

    def send(self, body=None, *, key=None, raw=None, content_type="application/json", **headers):
        content = raw if raw is not None else json.dumps({**SENT, **(body or {})})
        return self.client.post(
            "/api/v1/cases",
            data=content,
            content_type=content_type,
            headers={"Accept-Language": "en", "Idempotency-Key": str(key or uuid4()), **headers},
        )

    def read(self, number, secret, **headers):
        return self.client.get(
            f"/api/v1/cases/{number}",
            headers={"Accept-Language": "en", "X-Case-Secret": secret, **headers},
        )


@pytest.fixture
def caller(db):
    RateWindow.objects.all().delete()
    return Caller()
