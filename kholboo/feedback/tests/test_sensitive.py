"""A sensitive case: who does not handle it says why before any door of it opens."""

from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Reading
from kholboo.feedback.rules import ReadingReason
from kholboo.feedback.services import sensitive
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, desk_of, html, person
from kholboo.feedback.tests.test_erasing import ended

pytestmark = pytest.mark.django_db


def marked():
    """An answered case with a file, marked; its handler is another than officer.orkhon."""
    case = ended()
    sensitive.mark(case, is_sensitive=True, actor=person("head.orkhon"))
    return stories.fresh(case)


def doors(case):
    file = case.files.get()
    base = f"/en/desk/{case.number}/"
    return [
        base,
        f"{base}files/{file.document_id}/",
        f"{base}files/{file.document_id}/?variant=original",
        f"{base}letter/1.pdf",
        f"{base}note/",
        f"{base}close/",
    ]


def test_every_door_asks_first():
    case, browser = marked(), desk("officer.orkhon")

    for address in doors(case):
        response = browser.get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith(f"/en/desk/{case.number}/reason/?next=")
    assert not Entry.objects.filter(action="feedback.case_viewed").exists()


def test_a_fragment_sends_the_whole_page_to_the_question():
    case, browser = marked(), desk("officer.orkhon")

    response = browser.get(f"/en/desk/{case.number}/note/", headers={"HX-Request": "true"})

    assert response.content == b""
    assert "/reason/" in response["HX-Redirect"]


def test_a_post_is_refused_with_the_way():
    case, browser = marked(), desk("officer.orkhon")

    response = browser.post(f"/en/desk/{case.number}/note/", {"text": "Тэмдэглэл"})

    assert response.status_code == 403
    assert f"/en/desk/{case.number}/reason/" in html(response)
    person_page = browser.post(f"/en/desk/{case.number}/person/")
    assert person_page.status_code == 403


def test_a_reason_opens_every_door_for_one_sitting():
    case, browser = marked(), desk("officer.orkhon")
    first = browser.get(f"/en/desk/{case.number}/letter/1.pdf")
    page = browser.get(first["Location"])
    assert "дутуу" not in html(page)

    answer = browser.post(
        f"/en/desk/{case.number}/reason/",
        {"reason": "work", "words": "", "next": f"/en/desk/{case.number}/letter/1.pdf"},
    )

    assert answer["Location"] == f"/en/desk/{case.number}/letter/1.pdf"
    assert browser.get(f"/en/desk/{case.number}/").status_code == 200
    assert Entry.objects.get(action="feedback.sensitive_read").facts == {"reading": "work"}
    Reading.objects.update(at=clock.now() - timedelta(minutes=16))
    assert browser.get(f"/en/desk/{case.number}/").status_code == 302


def test_another_reason_needs_words_and_leads_nowhere_else():
    case, browser = marked(), desk("officer.orkhon")
    page = f"/en/desk/{case.number}/reason/"

    assert browser.post(page, {"reason": "other", "words": ""}).status_code == 422
    answer = browser.post(
        page, {"reason": "other", "words": "Аудит", "next": "https://evil.example/"}
    )

    assert answer["Location"] == f"/en/desk/{case.number}/"
    assert "Аудит" not in str(Entry.objects.get(action="feedback.sensitive_read").facts)


def test_the_handler_is_not_asked():
    case = marked()

    assert desk_of(case.handler).get(f"/en/desk/{case.number}/").status_code == 200


def test_lists_do_not_show_its_words():
    case = marked()

    for address in ("/en/desk/?queue=all", f"/en/desk/?queue=all&q={case.number}"):
        said = html(desk("officer.orkhon").get(address))
        assert case.number in said
        assert "дутуу" not in said
    assert "дутуу" in html(desk_of(case.handler).get("/en/desk/?queue=all"))


@pytest.mark.parametrize("words", ["99112233", "Болд", "Дорж", "килограмм"])
def test_it_is_not_found_by_what_stands_in_it_nor_by_who_wrote_it(words):
    """The row would say nothing, and that it is there would say all."""
    case = marked()
    asked = {"queue": "all", "q": words}

    assert case.number not in html(desk("officer.orkhon").get("/desk/", asked))
    assert case.number in html(desk_of(case.handler).get("/desk/", asked))
    by_number = {"queue": "all", "q": case.number}
    assert case.number in html(desk("officer.orkhon").get("/desk/", by_number))


def test_an_officer_marks_and_only_a_head_takes_the_mark_away():
    case = ended()
    officer, page = desk("officer.orkhon"), f"/en/desk/{case.number}/sensitive/"

    officer.post(page, {"sensitive": "1"})
    assert stories.fresh(case).is_sensitive
    assert officer.post(page, {"sensitive": "0"}).status_code == 403
    head = desk("head.orkhon")
    assert head.post(page, {"sensitive": "0"}).status_code == 403  # not without saying why
    head.post(f"/en/desk/{case.number}/reason/", {"reason": "work", "words": ""})
    head.post(page, {"sensitive": "0"})
    assert not stories.fresh(case).is_sensitive


def test_an_appeal_is_as_sensitive_as_the_case_it_carries():
    case = ended()
    appeal = appeal_case(case, text="Хариу өгөөгүй.").case
    head = desk("agency.head")
    assert head.get(f"/en/desk/{appeal.number}/first/").status_code == 200

    sensitive.mark(case, is_sensitive=True, actor=person("head.orkhon"))

    assert head.get(f"/en/desk/{appeal.number}/first/").status_code == 302
    with pytest.raises(RuleBroken):
        sensitive.mark(appeal, is_sensitive=False, actor=person("agency.head"))
    sensitive.mark(case, is_sensitive=False, actor=person("agency.head"))
    sensitive.mark(appeal, is_sensitive=False, actor=person("agency.head"))
    assert not stories.fresh(appeal).is_sensitive


def test_a_stranger_learns_nothing():
    case = marked()

    assert desk("officer.uvs").get(f"/en/desk/{case.number}/reason/").status_code == 404


def test_the_words_of_a_reason_go_with_the_person():
    from kholboo.feedback.tests.test_erasing import erased

    case = marked()
    sensitive.give_reason(
        case, reason=ReadingReason.OTHER, words="Болдын ах", actor=person("officer.orkhon")
    )
    erased(case)

    assert Reading.objects.get(case=case).words == ""
