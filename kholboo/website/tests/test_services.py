"""The page of a service: one text for all sites, the office of the place, what people say."""

import re

import pytest
from django.test import Client

from kholboo.agency.models import Service
from kholboo.agency.queries import service_by_code
from kholboo.website.models import ServiceText
from kholboo.website.services import service_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def read(path, host="localhost"):
    answer = Client(headers={"host": host}).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("host", ["localhost", "orkhon.localhost"])
def test_every_service_has_a_page_with_all_its_parts(prefix, host):
    listed = read(f"{prefix}/services/", host)
    for service in Service.objects.all():
        assert f'href="{prefix}/services/{service.code}/"' in listed
        page = read(f"{prefix}/services/{service.code}/", host)
        for part in ("who", "needs", "steps", "term", "fee", "basis"):
            assert f'id="part-{part}"' in page, (service.code, part)


def test_what_no_source_confirms_wears_the_mark():
    page = read("/services/verification/")

    marked = re.findall(r'id="part-(\w+)">[^<]*<span class="sample', page)
    assert marked == ["needs", "steps", "fee"]


def test_a_department_speaks_for_itself_and_complaints_come_with_its_place():
    page = read("/services/verification/", "orkhon.localhost")

    assert "kind=complaint&amp;service=verification&amp;place=orkhon" in page
    assert 'name="place"' not in page
    assert "Даваа–Баасан 9:00–18:00" in page


def test_on_the_main_site_one_chooses_the_place():
    without, chosen = read("/services/assay/"), read("/services/assay/?place=bayankhongor")

    assert "kind=complaint&amp;service=assay" in without
    assert '<option value="bayankhongor" selected>' in chosen
    assert "http://bayankhongor.localhost:8000/contacts/" in chosen
    assert "kind=request&amp;service=assay&amp;place=bayankhongor" in chosen


@pytest.mark.parametrize("place", ["nowhere", "no%00where", "x" * 400])
def test_a_place_nobody_knows_is_no_place(place):
    assert Client().get(f"/services/assay/?place={place}").status_code == 404


def test_a_text_without_translation_says_so():
    ServiceText.objects.filter(
        service=service_by_code("assay"), locale__language_code="en"
    ).delete()

    page = read("/en/services/assay/")

    assert "This text is not in English yet" in page
    assert '<div class="prose" lang="mn">' in page


def test_an_editors_words_stay_when_texts_are_loaded_again():
    ServiceText.objects.update(changed="<p>Дараалал богиноссон.</p>", who="")

    service_texts.load()

    page = read("/services/assay/")
    assert "Дараалал богиноссон." in page
    assert 'id="part-who"' not in page
    assert ServiceText.objects.count() == Service.objects.count() * 2


def test_the_page_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    read("/services/assay/?place=orkhon")

    with django_assert_max_num_queries(16):
        read("/services/assay/?place=orkhon")


@pytest.mark.parametrize(("host", "is_chosen"), [("orkhon.localhost", True), ("localhost", False)])
def test_a_letter_that_begins_on_a_departments_site_is_about_its_aimag(host, is_chosen):
    browser = Client(headers={"host": host})
    begun = browser.get("/feedback/?kind=complaint", follow=True).content.decode()
    assert ('name="place" value="orkhon"' in begun) is is_chosen

    browser.post("/feedback/kind/", {"kind": "complaint"})
    browser.post("/feedback/service/", {"service": "assay"})
    page = browser.get("/feedback/place/").content.decode()

    assert ('value="orkhon" selected' in page) is is_chosen
