"""The contract as a whole: its document, its lists, its doors, its page."""

import pytest
from django.urls import reverse

from kholboo.agency.models import Aimag, Service

pytestmark = pytest.mark.django_db
VERSION_ONE = {
    "/api/v1/services": {"get"},
    "/api/v1/offices": {"get"},
    "/api/v1/standards": {"get"},
    "/api/v1/standards/{standard}": {"get"},
    "/api/v1/standards/{standard}/relations": {"get"},
    "/api/v1/certificates": {"get"},
    "/api/v1/certificates/{certificate}": {"get"},
    "/api/v1/enquiries": {"get"},
    "/api/v1/enquiries/{enquiry}": {"get"},
    "/api/v1/cases": {"post"},
    "/api/v1/cases/{number}": {"get"},
}


def test_the_document_names_every_operation(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert {path: set(methods) for path, methods in document["paths"].items()} == VERSION_ONE


def test_every_refusal_of_the_document_is_a_problem(client):
    document = client.get("/api/v1/openapi.json").json()

    kinds = {
        kind
        for methods in document["paths"].values()
        for operation in methods.values()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
        for kind in answer["content"]
    }
    assert kinds == {"application/problem+json"}


def test_services_come_with_both_names(client):
    services = client.get("/api/v1/services").json()

    assert len(services) == Service.objects.count()
    assert all(service["name"]["mn"] and service["name"]["en"] for service in services)


def test_every_aimag_stands_once_under_its_office(client):
    offices = client.get("/api/v1/offices").json()

    codes = [aimag["code"] for office in offices for aimag in office["aimags"]]
    assert offices[0]["is_head"]
    assert sorted(codes) == sorted(Aimag.objects.values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("delete", "/api/v1/cases", 405),
        ("post", "/api/v1/services", 415),
        ("get", "/api/v1/nowhere", 404),
        ("get", "/api/v1/cases/1/2", 404),
    ],
)
def test_wrong_doors_answer_as_problems(client, method, address, status):
    response = getattr(client, method)(address)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_no_other_site_may_call_from_a_browser(client):
    response = client.get("/api/v1/services", headers={"Origin": "https://elsewhere.example"})

    assert not [name for name in response.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("page", ["/api/v1/", "/en/api/v1/"])
def test_people_read_about_it_in_both_languages(client, page):
    response = client.get(page)

    assert response.status_code == 200
    assert "Idempotency-Key" in response.content.decode()
    assert reverse("api:openapi") in response.content.decode()
