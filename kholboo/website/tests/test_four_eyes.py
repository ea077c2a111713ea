"""Ways round the second person, each tried: no word reaches readers that one person alone wrote."""

from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.feedback.tests.desk import desk, desk_of, person
from kholboo.website.models import Branch, StandardPage
from kholboo.website.tests.test_review import act, form_of, is_out, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return Branch.objects.get(office__slug="orkhon").home


@pytest.fixture
def page(home):
    """A page that two people have published."""
    return home.add_child(
        instance=StandardPage(title="Нээлттэй", slug="open", lead="Нэг.", locale=home.locale)
    )


def english():
    return Locale.objects.get(language_code="en")


def translated(page, title):
    """The page's English draft with words of one editor."""
    browser = desk("editor.orkhon")
    browser.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": english().pk})
    source = TranslationSource.objects.get_for_instance(page)
    translation = Translation.objects.get(source=source)
    for segment in source.stringsegment_set.filter(context__path="title"):
        browser.put(
            f"/cms/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
            urlencode({"value": title}),
            content_type="application/x-www-form-urlencoded",
        )
    assert StringTranslation.objects.get(locale=english()).data == title
    return source, translation


def test_a_translation_of_a_published_page_begins_as_a_draft(page):
    _source, translation = translated(page, "Mine alone")

    assert not is_out(translation.get_target_instance())


def test_translations_are_not_published_by_one_person(page, django_capture_on_commit_callbacks):
    source, translation = translated(page, "Mine alone")

    with django_capture_on_commit_callbacks(execute=True):
        desk("editor.orkhon").post(
            f"/cms/localize/update/{source.pk}/", {"publish_translations": "on"}
        )

    assert not is_out(translation.get_target_instance())


def test_a_second_person_publishes_the_translation(page, django_capture_on_commit_callbacks):
    source, translation = translated(page, "For two people")
    with django_capture_on_commit_callbacks(execute=True):
        desk("editor.orkhon").post(
            f"/cms/localize/update/{source.pk}/", {"publish_translations": "on"}
        )
    target = Page.objects.get(pk=translation.get_target_instance().pk).specific

    act(desk("editor.orkhon"), target, "approve")
    assert not is_out(target)
    act(desk("head.orkhon"), target, "approve")

    target.refresh_from_db()
    assert (target.live, target.title) == (True, "For two people")


def test_nobody_makes_a_page_an_image_of_its_twin(page):
    _source, translation = translated(page, "For two people")
    target = translation.get_target_instance()
    Page.objects.filter(pk=target.pk).update(live=False)

    desk("editor.orkhon").post(f"/cms/localize/page/{target.pk}/convert_to_alias/")

    assert not is_out(target)


@pytest.mark.parametrize("who", ["editor.orkhon", "head.orkhon", "administrator"])
@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_copies_are_drafts(page, home, who, way):
    desk(who).post(
        f"/cms/pages/{page.pk}/copy/",
        {"new_title": "Ганцаараа", "new_slug": "copy", "new_parent_page": home.pk, way: "on"},
    )

    copied = Page.objects.get(slug="copy")
    assert (copied.live, copied.alias_of) == (False, None)


@pytest.mark.parametrize("who", ["head.orkhon", "administrator"])
def test_many_at_once_are_published_by_nobody(home, who):
    page = write(home, desk(who))

    desk(who).post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}", {})
    desk(who).post(
        f"/cms/bulk/wagtailcore/page/publish/?id={home.pk}", {"include_descendants": "on"}
    )

    assert not is_out(page)


def test_the_writer_does_not_change_what_waits_for_a_reader(home):
    page = write(home)

    desk("editor.orkhon").post(f"/cms/pages/{page.pk}/edit/", form_of(title="Солигдсон"))
    act(desk("head.orkhon"), page, "approve")

    assert Page.objects.get(pk=page.pk).title == "Шинэ цаг"


def test_who_only_comments_has_written_nothing(home):
    page = write(home)
    page.save_revision(user=person("head.orkhon"))  # what a comment leaves: the same words

    act(desk("editor.orkhon"), page, "approve")
    assert not is_out(page)
    act(desk("head.orkhon"), page, "approve")

    assert is_out(page)


def test_of_two_who_decide_at_once_the_first_does(home):
    page = write(home)
    colleague = staff_user(Role.EDITOR, Branch.objects.get(home=home).office)
    desk_of(colleague).get("/cms/")  # a first visit gives the rights
    desk("head.orkhon").get("/cms/")
    seen_by_both = [page.current_workflow_task_state for _one in range(2)]
    task = seen_by_both[0].task.specific

    task.on_action(seen_by_both[0], person("head.orkhon"), "approve")
    with pytest.raises(PermissionDenied):
        task.on_action(seen_by_both[1], colleague, "reject")

    assert Entry.objects.filter(action__in=["website.page_sent_back"]).count() == 0
    assert Entry.objects.filter(action="website.page_published").count() == 1
