import json

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from kholboo.core.asker import address_of
from kholboo.core.edge import RefusalMiddleware, errors_on, problem, status_of
from kholboo.core.errors import (
    DomainError,
    NotAllowed,
    NotFound,
    RuleBroken,
    TooMany,
    Unreachable,
)


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("x"), 404),
        (NotAllowed("x"), 403),
        (RuleBroken("x"), 422),
        (TooMany("x", seconds=9), 429),
        (Unreachable("x"), 503),
        (DomainError("x"), 400),
    ],
)
def test_each_refusal_has_its_status(error, status):
    assert status_of(error) == status


def test_a_machine_gets_problem_details():
    answer = problem(RuleBroken("Write a name.", field="name"))

    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "rule broken",
        "status": 422,
        "code": "rule_broken",
        "detail": "Write a name.",
        "errors": [{"field": "name", "message": "Write a name."}],
    }


def test_a_refusal_under_the_api_is_for_machines_and_says_when_to_come_back():
    middleware = RefusalMiddleware(lambda request: HttpResponse())

    answer = middleware.process_exception(
        RequestFactory().get("/api/v1/cases"), TooMany("x", seconds=9)
    )

    assert (answer.status_code, answer["Retry-After"]) == (429, "9")


def test_an_error_of_ours_stays_an_error():
    middleware = RefusalMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_broken_rule_stands_beside_its_field_or_above_the_form():
    form = NameForm({"name": "x"})
    assert form.is_valid()

    with errors_on(form):
        raise RuleBroken("Too short.", field="name")
    with errors_on(form):
        raise RuleBroken("Not today.", field="unknown")

    assert form.errors == {"name": ["Too short."], "__all__": ["Not today."]}


def test_only_broken_rules_are_caught_for_the_form():
    with pytest.raises(NotFound), errors_on(NameForm({})):
        raise NotFound("x")


@pytest.mark.parametrize(
    ("proxies", "header", "believed"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_our_proxies_say_where_a_request_comes_from(settings, proxies, header, believed):
    settings.TRUSTED_PROXIES = proxies

    request = RequestFactory().get("/", headers={"X-Forwarded-For": header})

    assert address_of(request) == believed


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unknown", "unknown"),
    ],
)
def test_a_whole_network_of_ipv6_counts_as_one_asker(settings, written, counted):
    settings.TRUSTED_PROXIES = 1

    request = RequestFactory().get("/", headers={"X-Forwarded-For": written})

    assert address_of(request) == counted
