"""Editors come in through our door, and their branch follows their post."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from kholboo.agency.models import Post
from kholboo.feedback.tests.desk import BACKEND, desk, person
from kholboo.website.models import Branch, NewsIndex, ServiceText, StandardPage
from kholboo.website.services import service_texts

pytestmark = pytest.mark.django_db


def home_of(slug):
    return Branch.objects.get(office__slug=slug).home


def form_of(title, **more):
    return {
        "title": title, "slug": "written", "lead": "Нэг өгүүлбэр.", "body-count": "0",
        "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **more,
    }  # fmt: skip


def test_an_editor_of_orkhon_writes_on_orkhon_and_nowhere_else():
    browser = desk("editor.orkhon")
    ours, theirs = home_of("orkhon"), home_of("uvs")

    written = browser.post(f"/cms/pages/add/website/standardpage/{ours.pk}/", form_of("Шинэ"))
    refused = browser.post(f"/cms/pages/add/website/standardpage/{theirs.pk}/", form_of("Шинэ"))

    assert written.status_code == 302
    assert refused.status_code == 404
    page = Page.objects.get(slug="written")
    assert page.get_parent().pk == ours.pk
    # Whoever wrote it does not publish it, whatever the button says.
    assert not page.live
    assert Client(headers={"host": "orkhon.localhost"}).get("/written/").status_code == 404


def test_an_administrator_writes_on_every_site():
    for slug in ("head-office", "uvs"):
        answer = desk("administrator").get(f"/cms/pages/{home_of(slug).pk}/edit/")
        assert answer.status_code == 200


def test_whose_post_ended_finds_the_door_shut():
    browser = desk("editor.orkhon")
    assert browser.get("/cms/").status_code == 200
    Post.objects.filter(user=person("editor.orkhon")).delete()

    assert browser.get("/cms/").status_code == 403


def test_nobody_comes_in_without_a_post_or_a_second_factor():
    half = Client()
    half.force_login(person("editor.orkhon"), backend=BACKEND)

    assert Client().get("/cms/")["Location"].startswith("/account/login/")
    assert Client().get("/cms/login/")["Location"].startswith("/account/login/")
    assert half.get("/cms/")["Location"] == "/account/second-factor/"
    assert desk("officer.orkhon").get("/cms/").status_code == 403


def test_the_loose_policy_stays_in_the_editors_room():
    inside = desk("editor.orkhon").get("/cms/")["Content-Security-Policy"]

    assert "'unsafe-inline'" in inside
    assert "http" not in inside
    assert "'unsafe" not in Client().get("/")["Content-Security-Policy"]


def test_texts_of_services_are_changed_by_administrators_alone():
    service_texts.load()
    text = ServiceText.objects.filter(locale__language_code="mn").first()
    room = "/cms/snippets/website/servicetext/"
    editor, administrator = desk("editor.orkhon"), desk("administrator")

    for path in (room, f"{room}edit/{text.pk}/", f"{room}history/{text.pk}/"):
        assert editor.get(path).status_code != 200, path
        assert administrator.get(path).status_code == 200, path
    editor.post(f"{room}edit/{text.pk}/", {"service": text.service_id, "who": "written"})

    assert not ServiceText.objects.filter(who="written").exists()
    assert "servicetext" not in editor.get("/cms/").content.decode()


def test_the_first_page_counts_no_pages_of_other_offices():
    assert "w-summary" not in desk("editor.orkhon").get("/cms/").content.decode()


def test_the_first_page_leads_an_editor_to_a_new_page():
    home = home_of("orkhon")
    home.add_child(
        instance=NewsIndex(title="Мэдээ", slug="news", lead="Мэдээ.", locale=home.locale)
    )
    page = desk("editor.orkhon").get("/cms/").content.decode()
    address = re.search(r'"(/cms/pages/add/website/newspage/\d+/)"', page)[1]

    assert desk("editor.orkhon").get(address).status_code == 200


def test_a_draft_is_seen_in_a_frame_of_ours_with_the_checker_and_with_the_strict_policy():
    browser, home = desk("editor.orkhon"), home_of("orkhon")
    preview = f"/cms/pages/{home.pk}/edit/preview/"
    browser.post(preview, form_of("Шинэ нүүр", lead="Шинэ өгүүлбэр.", slug=home.slug))

    shown = browser.get(f"{preview}?in_preview_panel=true&mode=")

    page, policy = shown.content.decode(), shown["Content-Security-Policy"]
    assert "Шинэ нүүр" in page
    assert "data-wagtail-userbar" in page
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert home.default_preview_size == "mobile"
    # Readers get neither.
    outside = Client(headers={"host": "orkhon.localhost"}).get("/")
    assert "userbar" not in outside.content.decode()
    assert "frame-ancestors 'none'" in outside["Content-Security-Policy"]


def test_the_chooser_finds_a_page_by_its_words():
    home = home_of("orkhon")
    home.add_child(instance=StandardPage(title="Жинлүүрийн тухай", slug="found", lead="Нэг."))

    answer = desk("editor.orkhon").get("/cms/choose-page/search/?q=Жинлүүрийн")

    assert answer.status_code == 200
    assert "Жинлүүрийн тухай" in answer.content.decode()


def test_a_cyrillic_address_becomes_latin():
    """Wagtail's script writes the title into it."""
    home = home_of("orkhon")
    form = form_of("Шинэ жин", slug="шинэ-жин")

    for _time in range(2):
        desk("editor.orkhon").post(f"/cms/pages/add/website/standardpage/{home.pk}/", form)

    assert [page.slug for page in Page.objects.filter(title="Шинэ жин")] == ["shine-jin"]
