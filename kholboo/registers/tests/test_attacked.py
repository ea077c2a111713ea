"""What somebody who means harm tries with certificates and their codes."""

import struct
from datetime import timedelta

import cbor2
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from kholboo.core import clock
from kholboo.registers.codes import cose
from kholboo.registers.granting import Holder
from kholboo.registers.models import Event
from kholboo.registers.services import status
from kholboo.registers.tests.factories import certificate

NESTED = b"\x81" * 1_000 + b"\x80"
DEEP_MAP = b"\xa1\x00" * 500 + b"\x00"
TAGGED = b"\xc1" * 1_000 + b"\x00"
HUGE_LIST = b"\x9b" + struct.pack(">Q", 2**62)
HUGE_BYTES = b"\x5b" + struct.pack(">Q", 2**62)
HUGE_POWER = b"\xc4\x82" + cbor2.dumps(2**62) + cbor2.dumps(3)
HUGE_BINARY_POWER = b"\xc5\x82" + cbor2.dumps(2**62) + cbor2.dumps(3)
NO_FRACTION = b"\xd8\x1e\x82\x01\x00"
FAR_DAY = b"\xc1" + cbor2.dumps(1e308)
PATTERN = b"\xd8\x23" + cbor2.dumps("(a+)+$(")
ROUND = b"\xd8\x1c\x81\xd8\x1d\x00"
BOMBS = [
    *(NESTED, DEEP_MAP, TAGGED, HUGE_LIST, HUGE_BYTES, HUGE_POWER, HUGE_BINARY_POWER),
    *(NO_FRACTION, FAR_DAY, PATTERN, ROUND),
]


def wrapped(bomb):
    """As the message, as its header, as what it says, and as its signature."""
    plain = cbor2.dumps({1: -8, 4: b"12345678"}, canonical=True)
    yield bomb
    yield b"\xd2\x84" + cbor2.dumps(bomb) + b"\xa0" + cbor2.dumps(b"") + cbor2.dumps(b"")
    yield b"\xd2\x84" + cbor2.dumps(plain) + b"\xa0" + cbor2.dumps(bomb) + cbor2.dumps(b"x" * 64)
    yield b"\xd2\x84" + cbor2.dumps(plain) + b"\xa0" + cbor2.dumps(b"\xa0") + bomb
    yield b"\xd2" + bomb


@pytest.mark.django_db
@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_no_bomb_in_a_code_breaks_the_page(bomb):
    for message in wrapped(bomb):
        with pytest.raises(cose.Forged):
            cose.opened(message, lambda kid: None, cose.CERTIFICATE)
        if len(message) < cose.LONGEST:
            answer = Client().get(f"/verify/{cose.in_text(message)}/")
            assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/verify/%00/",
        "/verify/" + "ü" * 26 + "/",
        "/verify/" + "a" * 26 + "/",
        "/verify/..%2f..%2fetc/",
        "/verify/" + "%F0%9F%8D%9E" * 400 + "/",
        "/verify/?number=" + "9" * 100_000,
        "/verify/?number=%D9%A6%D9%A1-%D9%A2%D9%A6-000001-2",
    ],
)
def test_what_is_no_code_is_not_ours(address):
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
def test_a_name_cannot_turn_itself_around_in_a_register_or_break_its_feed():
    made = certificate(
        holder=Holder("ХХК \u202eхлаТ\u202c\x01\x1f\ufffe", "5123456"),
        title={"mn": "Талх\u200b\u2066", "en": "=cmd()"},
        particulars={"products": ["+1\u202e"], "brand": "@SUM(1)"},
    )

    assert (made.holder_name, made.title_mn) == ("ХХК хлаТ", "Талх")
    feed = Client().get("/registers/changes.atom")
    assert feed.status_code == 200
    sheet = b"".join(Client().get("/registers/data/products.csv")).decode()
    assert "'=cmd()" in sheet
    assert "\u202e" not in sheet


@pytest.mark.django_db
def test_what_happened_to_a_certificate_is_not_undone_by_sql():
    made = certificate()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE registers_event ENABLE TRIGGER registers_event_no_truncate")
    for order in (
        "UPDATE registers_event SET kind = 'granted'",
        "DELETE FROM registers_event",
        "TRUNCATE registers_event",
        "TRUNCATE registers_certificate CASCADE",
        "DELETE FROM registers_certificate; SET CONSTRAINTS ALL IMMEDIATE",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)

    assert Event.objects.filter(certificate=made).exists()


@pytest.mark.django_db
def test_the_list_says_when_it_is_too_old():
    """A phone that is kept from newer lists must not judge by it for ever."""
    certificate()
    made = status.publish()
    claims = cbor2.loads(cbor2.loads(bytes(made.content)).value[2])

    assert claims[4] - claims[6] == timedelta(days=30).total_seconds()
    assert claims[4] > clock.now().timestamp()


@pytest.mark.django_db
def test_whole_registers_are_not_asked_for_without_end(monkeypatch):
    monkeypatch.setattr("kholboo.registers.views.open_data.FILES_IN_AN_HOUR", 2)
    client = Client()

    answers = [client.get(f"/registers/data/products.{kind}") for kind in ("csv", "json", "csv")]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"]
