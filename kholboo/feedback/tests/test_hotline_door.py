"""The telephone system opens the console; the number goes no further than that request."""

import logging

import pytest
from django.test import Client

from kholboo.core.logs import Discreet
from kholboo.feedback.models import Call
from kholboo.feedback.queries.hotline.calls import phone_behind
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.hotline import PHONE, address_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("door", ["/en/hotline/call", "/en/hotline/call/"])
@pytest.mark.parametrize("number", ["+97699112233", "97699112233", "99112233", "%2B97699112233"])
def test_the_door_leads_to_the_console_of_the_caller(door, number):
    answer = desk.desk("operator").get(f"{door}?from={number}")

    call = Call.objects.get()
    assert answer["Location"] == address_of(call)
    assert phone_behind(call) == PHONE


def test_a_telephone_system_that_repeats_itself_begins_one_call():
    browser = desk.desk("operator")

    first, second = (browser.get(f"/hotline/call?from={PHONE}") for _knock in range(2))

    assert first["Location"] == second["Location"]
    assert Call.objects.count() == 1


@pytest.mark.parametrize("number", ["", "anonymous", "+8613800138000", "9" * 5000, "%00"])
def test_a_number_that_is_none_of_ours_opens_an_empty_console(number):
    answer = desk.desk("operator").get(f"/hotline/call?from={number}")

    assert answer.status_code == 302
    assert phone_behind(Call.objects.get()) == ""


def test_who_is_not_signed_in_is_led_on_without_the_number():
    answer = Client().get(f"/hotline/call?from=+976{PHONE}")

    assert answer.status_code == 302
    assert "2233" not in answer["Location"]
    assert "next=/desk/hotline/" in answer["Location"]
    assert not Call.objects.exists()


@pytest.mark.parametrize("name", ["officer.orkhon", "auditor", "administrator"])
def test_others_do_not_come_in(name):
    assert desk.desk(name).get(f"/hotline/call?from={PHONE}").status_code == 403
    assert not Call.objects.exists()


def test_the_door_is_only_read():
    assert desk.desk("operator").post("/hotline/call", {"from": PHONE}).status_code == 405


@pytest.mark.parametrize(
    "line",
    [
        f"Forbidden: /hotline/call?from=+976{PHONE}",
        f'"GET /en/hotline/call/?from=%2B976{PHONE}&id=7 HTTP/1.1" 302',
    ],
)
def test_no_log_line_keeps_the_number(line):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, line, (), None)

    Discreet().filter(record)

    assert PHONE not in record.getMessage()
    assert "/hotline/call" in record.getMessage()
