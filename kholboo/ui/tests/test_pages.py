import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import get_resolver

from kholboo.core.errors import RuleBroken
from kholboo.ui import views
from kholboo.ui.components.links import path_in
from kholboo.ui.standard_number import tidy_number


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/patterns/", "/en/patterns/", "/standard/?q=mns1"])
def test_pages_of_this_house_open_for_everybody(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_the_first_page_asks_three_questions_in_mongolian(client):
    page = client.get("/").content.decode()

    assert '<html lang="mn"' in page
    for kind in ("complaint", "petition", "request", "suggestion"):
        assert f'href="/feedback/?kind={kind}"' in page
    assert 'action="/track/" method="get"' in page
    assert 'action="/search/" method="get"' in page
    assert "1800-2525" in page


@pytest.mark.django_db
def test_english_pages_lead_to_english_pages_and_back(client):
    page = client.get("/en/standard/?q=MNS%201").content.decode()

    assert '<html lang="en"' in page
    assert 'href="/en/feedback/"' in page
    assert 'href="/standard/?q=MNS%201"' in page


@pytest.mark.parametrize(
    ("language", "path", "there"),
    [
        ("en", "/", "/en/"),
        ("mn", "/en/", "/"),
        ("en", "/en/track/", "/en/track/"),
        ("mn", "/en/track/", "/track/"),
        ("en", "/entry/", "/en/entry/"),
        ("mn", "/entry/", "/entry/"),
        ("mn", "/en//evil.example/", "/evil.example/"),
        ("mn", "/en/\\evil.example/", "/evil.example/"),
    ],
)
def test_a_path_finds_its_twin_in_the_other_language(language, path, there):
    assert path_in(language, path) == there


def test_a_page_without_a_request_leads_to_the_first_page():
    assert Template("{% load ui %}{% language_url 'en' %}").render(Context()) == "/en/"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("mns4601:2011", "MNS 4601 : 2011"),
        ("MNS 5021-2007", "MNS 5021 : 2007"),
        (" mns  iso/iec 17025 : 2018 ", "MNS ISO/IEC 17025 : 2018"),
        ("MNSOHSAS 18001:2012", "MNS OHSAS 18001 : 2012"),
        ("mns cac gl 19 - 2007", "MNS CAC GL 19 : 2007"),
        ("MNS 0900", "MNS 0900"),
        ("усны чанар", "усны чанар"),
        ("", ""),
    ],
)
def test_a_typed_number_gets_the_spelling_of_the_catalogue(typed, number):
    assert tidy_number(typed) == number


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.not_found, 404),
        (views.server_error, 500),
        (views.csrf_failure, 403),
    ],
)
def test_every_refusal_says_what_to_do(view, status):
    response = view(RequestFactory().get("/nowhere/"))

    assert response.status_code == status
    assert "1800-2525" in response.content.decode()


@pytest.mark.django_db
def test_a_refusal_shows_its_own_sentence():
    from django.shortcuts import render

    page = render(
        RequestFactory().get("/"), "ui/refusal.html", {"error": RuleBroken("Хугацаа дууссан.")}
    )

    assert "Хугацаа дууссан." in page.content.decode()


@pytest.mark.django_db
def test_a_form_that_lost_its_token_is_told_that_nothing_was_lost():
    page = Client(enforce_csrf_checks=True).post("/patterns/", {"text": "…"})

    assert page.status_code == 403
    assert "илгээнэ үү" in page.content.decode()


def test_the_desk_tells_htmx_to_evaluate_nothing():
    from django.template.loader import render_to_string

    page = render_to_string("ui/desk.html", {}, request=RequestFactory().get("/desk/"))

    assert '"allowEval": false' in page
    assert '"includeIndicatorStyles": false' in page
    assert 'role="status"' in page


def test_views_of_this_house_are_marked_public():
    marks = [getattr(views, name).access for name in ("standard", "patterns")]

    assert marks == ["public"] * 2
    assert get_resolver() is not None
