"""Words locked for one browser, held against the example of RFC 8291 and against other hands."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from hypothesis import given, settings
from hypothesis import strategies as some

from kholboo.notifications.push import sealing
from kholboo.notifications.simulators.browsers import Browser, Browsers
from kholboo.notifications.simulators.passes import Bad

# RFC 8291, appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
UA_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
UA_PUBLIC = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tl"
    "zAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def number_of(text):
    return int.from_bytes(sealing.bytes_of(text), "big")


def test_the_example_of_the_rfc_comes_out_byte_for_byte():
    body = sealing.locked(
        WORDS,
        p256dh=UA_PUBLIC,
        auth=AUTH,
        salt=sealing.bytes_of(SALT),
        sender=derive_private_key(number_of(AS_PRIVATE), SECP256R1()),
    )

    assert base64.urlsafe_b64encode(body).decode().rstrip("=") == BODY


def test_the_simulators_browser_reads_the_example_of_the_rfc():
    browser = Browser("t", "k", f"{number_of(UA_PRIVATE):x}", AUTH)

    assert browser.read(sealing.bytes_of(BODY)) == WORDS.decode()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    return Browsers(tmp_path_factory.mktemp("push") / "b.json").subscribe(UA_PUBLIC)


@settings(deadline=None, max_examples=50)
@given(words=some.text(max_size=900))
def test_whatever_is_said_is_read_as_it_was_said(browser, words):
    told = browser.told("http://x")["keys"]

    assert browser.read(sealing.locked(words.encode(), **told)) == words


def test_another_browser_reads_nothing(browser, tmp_path):
    other = Browsers(tmp_path / "b.json").subscribe(UA_PUBLIC)
    body = sealing.locked(b"x", **browser.told("http://x")["keys"])

    with pytest.raises(Bad):
        other.read(body)
    with pytest.raises(Bad):
        browser.read(body[:-1] + bytes([body[-1] ^ 1]))


def test_the_longest_words_fill_one_record_and_no_more(browser):
    keys = browser.told("http://x")["keys"]

    assert len(sealing.locked(b"x" * sealing.LONGEST, **keys)) == sealing.RECORD
    with pytest.raises(ValueError, match="too long"):
        sealing.locked(b"x" * (sealing.LONGEST + 1), **keys)


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": UA_PUBLIC[:-2], "auth": AUTH},
        {"p256dh": "B" + "A" * 86, "auth": AUTH},
        {"p256dh": "!!!!", "auth": AUTH},
        {"p256dh": UA_PUBLIC, "auth": AUTH[:-3]},
        {"p256dh": UA_PUBLIC, "auth": ""},
    ],
)
def test_keys_that_are_none_are_refused(keys):
    with pytest.raises(ValueError, match=r".*"):
        sealing.locked(b"x", **keys)
