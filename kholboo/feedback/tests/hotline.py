"""Calls for tests, and what an operator types."""

from uuid import UUID

from kholboo.feedback.models import Call, CompetentBody
from kholboo.feedback.services.hotline import begin_call
from kholboo.feedback.tests import desk

PHONE = "99112233"


def operator():
    return desk.person("operator")


def begun(phone=PHONE, actor=None):
    """A call that goes on."""
    return begin_call(phone=phone, actor=actor or operator())


def some_body(**more):
    usual = {"name_mn": "Үнийн газар", "name_en": "Prices", "scope_mn": "Үнэ", "scope_en": "Prices"}
    return CompetentBody.objects.create(**{**usual, "phone": "7000 0000", **more})


def typed(become="case", **more):
    """The fields of the console as a browser sends them."""
    return {
        "become": become,
        "text": "Шатахууны түгээгүүр дутуу хэмжиж байна.",
        "kind": "complaint",
        "service": "",
        "aimag": "orkhon",
        "wish": "",
        "who": "person",
        "family_name": "Дорж",
        "given_name": "Болд",
        "phone": "9911 2233",
        "email": "",
        "address": "",
        "reply_by": "sms",
        "language": "mn",
        "answer": "",
        "body": "",
        "reason": "",
        "note": "",
        **more,
    }


def address_of(call: Call, rest: str = "") -> str:
    return f"/en/desk/hotline/calls/{call.key}/{rest}"


def call_at(address: str) -> Call:
    """The call whose console or end page stands at this address."""
    return Call.objects.get(key=UUID(address.split("/calls/")[1].split("/")[0]))


def ended(browser, call, **fields):
    """Send the console and read the page it leads to."""
    answer = browser.post(address_of(call), typed(**fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return desk.html(browser.get(answer["Location"]))
