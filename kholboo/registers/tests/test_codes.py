"""Codes on certificates: signed, in one spelling only, and verified with the public key alone."""

import zlib

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kholboo.registers.codes import bits, cose
from kholboo.registers.models import StatusList
from kholboo.registers.queries.keys import key_set
from kholboo.registers.rules import State
from kholboo.registers.services import changing, codes, status
from kholboo.registers.services.codes import certificate_in, code_of
from kholboo.registers.tests.factories import GROUND, certificate

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
CLAIMS = {2: "61-26-000001-2", "i": 7, "h": "Талх ХХК"}


def key_of(kid):
    return KEY.public_key() if kid == b"12345678" else None


def message():
    return cose.sign(CLAIMS, KEY, b"12345678", cose.CERTIFICATE)


def test_what_was_signed_is_opened():
    found = cose.opened(message(), key_of, cose.CERTIFICATE)

    assert found.claims == CLAIMS
    assert cose.from_text(cose.in_text(message())) == message()


def test_a_code_is_no_list_and_a_strange_key_is_nobodys():
    with pytest.raises(cose.Forged):
        cose.opened(message(), key_of, cose.STATUS)
    with pytest.raises(cose.Forged):
        cose.opened(message(), lambda kid: None, cose.CERTIFICATE)
    other = Ed25519PrivateKey.generate().public_key()
    with pytest.raises(cose.Forged):
        cose.opened(message(), lambda kid: other, cose.CERTIFICATE)


def test_every_bit_of_a_code_counts():
    """Of its bytes, and of its letters in an address, where the last one hides a few."""
    whole, text = message(), cose.in_text(message())
    accepted = 0
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        accepted += is_taken(bytes(changed))
    for place in range(len(text)):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+ ":
            changed = text[:place] + letter + text[place + 1 :]
            accepted += changed != text and is_taken_as_text(changed)

    assert accepted == 0


def is_taken(changed):
    try:
        cose.opened(changed, key_of, cose.CERTIFICATE)
    except cose.Forged:
        return False
    return True


def is_taken_as_text(changed):
    try:
        return is_taken(cose.from_text(changed))
    except cose.Forged:
        return False


@given(st.binary(max_size=200))
def test_noise_is_forged_and_breaks_nothing(noise):
    assert not is_taken(noise)
    assert not is_taken(cbor2.dumps(cbor2.CBORTag(18, [noise, {}, noise, noise])))


@given(st.dictionaries(st.integers(0, 300), st.sampled_from(State.values)))
def test_bits_say_what_was_put_in(states):
    packed = bits.packed(301, states.items())

    assert all(
        bits.value_at(packed, place) == bits.VALUES[State(states.get(place, "valid"))]
        for place in range(301)
    )


@pytest.mark.django_db
def test_the_code_of_a_certificate_leads_to_it_and_is_short_enough():
    made = certificate()
    code = code_of(made)

    assert certificate_in(code) == made
    assert code == code_of(made)
    assert len(code) < 420
    page = Client().get(f"/en/verify/{code}/")
    assert "Genuine and valid" in page.content.decode()
    assert Client().get(f"/verify/{code[:-1]}/").status_code == 404
    assert Client().get(f"/verify/{'A' * 5000}/").status_code == 404


@pytest.mark.django_db
def test_a_code_speaks_of_its_own_place_only():
    """A number given again by a database put back to yesterday is not the number of the code."""
    made = certificate()
    signer = codes.code_signer()
    other = signer.code({2: made.number, "i": made.pk + 1})

    assert certificate_in(other) is None


@pytest.mark.django_db
def test_the_list_is_verified_with_the_published_key_and_tells_the_state():
    good, bad = certificate(), certificate()
    changing.suspend(bad, ground=GROUND, actor=None)
    first = status.publish()
    assert status.publish() == first  # nothing changed
    changing.resume(bad, ground=GROUND, actor=None)
    changing.suspend(bad, ground=GROUND, actor=None)
    changing.suspend(good, ground=GROUND, actor=None)
    second = status.publish()

    assert second.version > first.version
    answer = Client().get("/verify/status")
    [key] = [each for each in key_set()["keys"] if each["kid"] == codes.code_signer().kid.hex()]
    public = Ed25519PublicKey.from_public_bytes(cose.from_text(key["x"]))
    claims = cose.opened(answer.content, lambda kid: public, cose.STATUS).claims
    packed = zlib.decompress(claims[65533]["lst"])
    assert bits.value_at(packed, good.pk) == bits.value_at(packed, bad.pk) == 2
    assert claims["v"] == second.version == StatusList.objects.latest("version").version
    assert Client().get("/verify/keys.json").json() == key_set()
    again = Client(headers={"If-None-Match": answer["ETag"]}).get("/verify/status")
    assert again.status_code == 304
