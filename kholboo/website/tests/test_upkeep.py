"""Pages nobody looked at for long come back to those who wrote them."""

from datetime import timedelta

import pytest
from wagtail.models import Page

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.feedback.tests.desk import desk, person
from kholboo.notifications.models import Delivery
from kholboo.website import rules
from kholboo.website.models import Branch, NewsIndex, NewsPage, StandardPage, Upkeep
from kholboo.website.services import upkeep

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/upkeep/"


def published(slug="orkhon", name="old", **more):
    home = Branch.objects.get(office__slug=slug).home
    page = StandardPage(title=f"Хуучин {slug}", slug=name, lead="Нэг.", **more)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def old(page, days=1):
    Upkeep.objects.filter(page_id=page.pk).update(
        due_on=upkeep.today() - timedelta(days=days), told_on=None
    )
    return page


def due_on(page):
    return Upkeep.objects.get(page_id=page.pk).due_on


def shown(name="editor.orkhon"):
    return desk(name).get(ADDRESS).content.decode()


def test_a_published_page_waits_for_its_term_or_for_a_day_of_its_own():
    today = upkeep.today()
    usual, own = published(), published(name="own", look_again_on=today + timedelta(days=9))
    past = published(name="past", look_again_on=today - timedelta(days=9))

    assert due_on(usual) == today + rules.LOOK_AGAIN_AFTER["standardpage"]
    assert due_on(own) == today + timedelta(days=9)
    assert due_on(past) == due_on(usual)


def test_publishing_begins_the_term_anew_and_news_has_none():
    page = old(published())
    page.save_revision().publish()
    index = Branch.objects.get(office__slug="orkhon").home.add_child(
        instance=NewsIndex(title="Мэдээ", slug="n", lead="Нэг.")
    )
    news = index.add_child(instance=NewsPage(title="Мэдээ", slug="m", lead="Нэг."))
    news.save_revision().publish()

    assert due_on(page) > upkeep.today()
    assert not Upkeep.objects.filter(page_id=news.pk).exists()


def test_pages_that_were_planted_get_their_term_once():
    before = Upkeep.objects.count()

    upkeep.keep_missing()
    once = Upkeep.objects.count()
    upkeep.keep_missing()

    assert once - before >= 21
    assert Upkeep.objects.count() == once


def test_an_editor_sees_the_old_pages_of_their_own_office_only():
    for slug in ("orkhon", "uvs"):
        old(published(slug))

    assert "Хуучин orkhon" in shown()
    assert "Хуучин uvs" not in shown()
    assert "Хуучин uvs" in shown("administrator")


def test_a_page_that_is_still_right_is_left_alone_and_history_says_who_read_it():
    page, browser = old(published()), desk("editor.orkhon")

    browser.post(f"{ADDRESS}{page.pk}/")

    assert due_on(page) == upkeep.today() + rules.LOOK_AGAIN_AFTER["standardpage"]
    assert "Хуучин orkhon" not in shown()
    entry = Entry.objects.get(action="website.page_confirmed")
    assert entry.actor == person("editor.orkhon")
    assert entry.target == f"wagtailcore.Page:{page.pk}"


def test_nobody_confirms_a_page_of_another_office():
    page = old(published("uvs"))

    answer = desk("editor.orkhon").post(f"{ADDRESS}{page.pk}/")

    assert answer.status_code == 404
    assert due_on(page) < upkeep.today()


def letters():
    return Delivery.objects.filter(key__startswith="website-upkeep-")


def test_the_owner_gets_one_letter_a_term():
    colleague = staff_user(Role.EDITOR, Branch.objects.get(office__slug="orkhon").office)
    own = old(published(owner=person("editor.orkhon")))
    old(published(name="more", owner=person("editor.orkhon")))

    assert upkeep.remind() == 1
    assert upkeep.remind() == 0

    assert [letter.key.split("-")[2] for letter in letters()] == [str(person("editor.orkhon").pk)]
    old(own)
    Page.objects.filter(pk=own.pk).update(owner=None)
    assert upkeep.remind() >= 2  # nobody's page is everybody's of the office
    assert letters().filter(key__startswith=f"website-upkeep-{colleague.pk}-").exists()


def test_an_owner_who_left_the_office_gets_no_letter():
    stranger = staff_user(Role.EDITOR, Branch.objects.get(office__slug="uvs").office)
    old(published(owner=stranger))

    upkeep.remind()

    assert not letters().filter(key__startswith=f"website-upkeep-{stranger.pk}-").exists()
    assert letters().exists()


def test_a_thousand_old_pages_cost_as_many_questions_as_one(django_assert_max_num_queries):
    empty, page = shown(), published()
    now = upkeep.today()
    pages = Page.objects.bulk_create(
        Page(
            title=f"Хуучин {number}",
            draft_title=f"Хуучин {number}",
            slug=f"old-{number}",
            path=page.path + Page._get_path("", 1, number + 1),
            depth=page.depth + 1,
            url_path=f"{page.url_path}old-{number}/",
            content_type=page.content_type,
            locale=page.locale,
        )
        for number in range(1_000)
    )
    Upkeep.objects.bulk_create(Upkeep(page=each, due_on=now) for each in pages)
    browser = desk("editor.orkhon")
    browser.get(ADDRESS)

    with django_assert_max_num_queries(40):
        full = browser.get(ADDRESS).content.decode()

    assert "Хүлээж байгаа хуудас алга" in empty
    assert full.count("button-secondary") >= 50
