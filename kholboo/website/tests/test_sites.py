"""One site for each office: made and retired by the agency's flag, never losing a page."""

import pytest
from django.test import Client
from wagtail.models import Site

from kholboo.agency.models import Aimag, Office
from kholboo.agency.services.departments import set_department
from kholboo.website.models import Branch
from kholboo.website.services import sites

pytestmark = pytest.mark.django_db


def on(host):
    return Client(headers={"host": host})


def test_the_head_office_and_each_department_stand_at_their_own_address():
    hosts = set(Site.objects.values_list("hostname", flat=True))

    assert len(hosts) == 21
    assert {"localhost", "orkhon.localhost", "uvs.localhost"} <= hosts
    for host in hosts:
        for path in ("/", "/en/"):
            answer = on(host).get(path)
            assert answer.status_code == 200, (host, path)


def test_repeating_changes_nothing():
    before = sorted(Site.objects.values_list("pk", "hostname")), Branch.objects.count()

    sites.keep_all()

    assert (sorted(Site.objects.values_list("pk", "hostname")), Branch.objects.count()) == before


def test_a_department_that_closes_loses_its_site_and_gets_the_same_pages_back():
    aimag = Aimag.objects.get(slug="orkhon")
    home = Branch.objects.get(office__slug="orkhon").home_id

    set_department(aimag, has_department=False, actor=None)
    closed = on("orkhon.localhost").get("/")
    set_department(aimag, has_department=True, actor=None)

    assert closed.status_code == 404
    assert on("orkhon.localhost").get("/").status_code == 200
    assert Branch.objects.get(office__slug="orkhon").home_id == home


def test_an_aimag_that_gets_a_department_gets_a_site():
    aimag = Aimag.objects.exclude(has_department=True).get(is_capital=False)

    set_department(aimag, has_department=True, actor=None)

    assert on(f"{aimag.slug}.localhost").get("/").status_code == 200
    assert Office.objects.filter(aimag=aimag).exists()


@pytest.mark.parametrize("host", ["evil.example", "nowhere.localhost", "a.orkhon.localhost"])
def test_a_name_we_do_not_know_gets_a_page_that_repeats_nothing(host):
    answer = on(host).get("/feedback/?x=reflected")

    assert answer.status_code == 404
    assert "Ийм хаягтай сайт алга" in answer.content.decode()
    assert host not in answer.content.decode()
    assert "reflected" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_department_shows_public_pages_and_sends_staff_to_the_main_host():
    browser = on("orkhon.localhost")

    for path in ("/", "/en/", "/feedback/", "/track/", "/answers/", "/services/", "/departments/"):
        assert browser.get(path, follow=False).status_code in (200, 302), path
    for path in ("/desk/", "/account/", "/en/account/login/", "/cms/", "/audit/", "/cms/pages/"):
        answer = browser.get(path + "?next=1")
        assert answer.status_code == 302, path
        assert answer["Location"] == f"http://localhost:8000{path}?next=1"
    assert browser.post("/account/login/").status_code == 404
