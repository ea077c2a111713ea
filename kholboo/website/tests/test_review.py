"""Two people see every word before everybody does; what is published at an hour waits for it."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Page

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.feedback.tests.desk import desk, desk_of, person
from kholboo.notifications.models import Delivery
from kholboo.website.models import Branch, NewsIndex
from kholboo.website.services import review

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return Branch.objects.get(office__slug="orkhon").home


def form_of(**more):
    return {
        "title": "Шинэ цаг", "slug": "written", "lead": "Нэг өгүүлбэр.", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **more,
    }  # fmt: skip


def write(home, browser=None, **more):
    form = form_of(**{"action-submit": "1", **more})
    browser = browser or desk("editor.orkhon")
    assert browser.post(f"/cms/pages/add/website/standardpage/{home.pk}/", form).status_code == 302
    return Page.objects.get(slug=form["slug"]).specific


def act(browser, page, action):
    state = page.current_workflow_task_state
    address = f"/cms/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    return browser.post(address, {"comment": "Тайлбар"})


def is_out(page):
    return Page.objects.get(pk=page.pk).live


def seen(host="orkhon.localhost"):
    return Client(headers={"host": host}).get("/written/").status_code == 200


def test_what_an_editor_writes_stands_on_the_site_when_the_head_approves(home):
    page = write(home)
    assert not is_out(page)

    act(desk("head.orkhon"), page, "approve")

    assert is_out(page)
    assert seen()
    assert not seen("uvs.localhost")
    assert not seen("localhost")


def test_nobody_approves_their_own(home):
    page, browser = write(home), desk("editor.orkhon")

    act(browser, page, "approve")
    browser.post(f"/cms/pages/{page.pk}/edit/", form_of(**{"action-publish": "1"}))

    assert not is_out(page)


def test_who_changes_the_page_while_reading_it_does_not_approve_the_change(home):
    page, head = write(home), desk("head.orkhon")
    head.post(f"/cms/pages/{page.pk}/edit/", form_of(title="Өөр гарчиг"))

    act(head, page, "approve")
    assert not is_out(page)
    act(desk("editor.orkhon"), page, "approve")

    assert is_out(page)
    assert Page.objects.get(pk=page.pk).title == "Өөр гарчиг"


def test_a_change_and_its_approval_in_one_go_changes_nothing_for_readers(home):
    page, head = write(home), desk("head.orkhon")
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}

    head.post(f"/cms/pages/{page.pk}/edit/", form_of(title="Өөр гарчиг", **action))

    assert not is_out(page)


def test_another_editor_of_the_office_may_approve_and_a_stranger_may_not(home):
    page = write(home)
    colleague = staff_user(Role.EDITOR, Branch.objects.get(home=home).office)

    act(desk("head.uvs"), page, "approve")
    assert not is_out(page)
    act(desk_of(colleague), page, "approve")

    assert is_out(page)


def test_an_administrator_publishes_nothing_alone_either(home):
    page = write(home, desk("administrator"), **{"action-publish": "1"})

    assert not is_out(page)


def test_a_page_sent_back_stays_unseen_and_its_writer_hears_why(home):
    page = write(home)

    act(desk("head.orkhon"), page, "reject")

    assert not is_out(page)
    assert Entry.objects.filter(action="website.page_sent_back").count() == 1


def test_second_people_are_asked_by_mail_and_the_writer_is_not(home):
    page = write(home)
    asked = Delivery.objects.filter(key__startswith="website-review-")

    assert [delivery.key.rsplit("-", 1)[1] for delivery in asked] == [str(person("head.orkhon").pk)]
    assert page.current_workflow_task_state


def test_an_approved_page_waits_for_its_hour_and_leaves_at_its_last(home):
    now = clock.now()
    page = write(
        home,
        go_live_at=clock_words(now + timedelta(hours=1)),
        expire_at=clock_words(now + timedelta(hours=3)),
    )
    act(desk("head.orkhon"), page, "approve")

    review.publish_due()
    assert not is_out(page)
    revision = Page.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = (now - timedelta(minutes=1)).isoformat()
    revision.save()
    review.publish_due()
    assert is_out(page)
    Page.objects.filter(pk=page.pk).update(expire_at=now - timedelta(seconds=1))
    review.publish_due()

    assert not is_out(page)
    actions = list(
        Entry.objects.filter(action__startswith="website.page_").values_list("action", flat=True)
    )
    assert {"website.page_scheduled", "website.page_published", "website.page_taken_down"} <= set(
        actions
    )


def test_a_page_that_cannot_be_published_keeps_no_other_back(home):
    now = clock.now()
    hour = clock_words(now + timedelta(hours=1))
    broken, page = write(home, slug="broken", go_live_at=hour), write(home, go_live_at=hour)
    for late, waiting in ((2, broken), (1, page)):
        act(desk("head.orkhon"), waiting, "approve")
        revision = Page.objects.get(pk=waiting.pk).scheduled_revision
        revision.approved_go_live_at = now - timedelta(minutes=late)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        if waiting == broken:
            revision.content["title"] = None
        revision.save()

    with pytest.raises(RuntimeError, match="1 pages"):
        review.publish_due()

    assert is_out(page)
    assert not is_out(broken)


def clock_words(moment):
    from django.utils import timezone

    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def test_history_names_who_published_and_who_took_down(home):
    page = write(home)
    head = desk("head.orkhon")
    act(head, page, "approve")

    head.post(f"/cms/pages/{page.pk}/unpublish/")

    assert not is_out(page)
    entries = Entry.objects.filter(target=f"wagtailcore.Page:{page.pk}")
    assert {"website.page_approved", "website.page_published", "website.page_taken_down"} <= set(
        entries.values_list("action", flat=True)
    )
    assert set(entries.values_list("actor", flat=True)) == {person("head.orkhon").pk}


def test_an_editor_takes_nothing_down_that_is_published(home):
    page = write(home)
    act(desk("head.orkhon"), page, "approve")

    desk("editor.orkhon").post(f"/cms/pages/{page.pk}/unpublish/")
    desk("editor.orkhon").post(f"/cms/pages/{page.pk}/delete/")

    assert is_out(page)


def test_news_is_approved_from_its_own_page_as_browsers_send_it(home):
    """The form of an unchanged page comes back with the approval and must count as unchanged."""
    index = home.add_child(instance=NewsIndex(title="Мэдээ", slug="n", lead="Нэг."))
    form = form_of(day="2026-11-22")
    desk("editor.orkhon").post(
        f"/cms/pages/add/website/newspage/{index.pk}/", {**form, "action-submit": "1"}
    )
    page = Page.objects.get(slug="written").specific
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}

    desk("head.orkhon").post(f"/cms/pages/{page.pk}/edit/", {**form, **action})

    assert is_out(page)
