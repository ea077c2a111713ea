"""The pages of published answers: everybody's, the citizen's, the officer's and the second person's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.agency.queries import service_by_code
from kholboo.audit.models import Entry
from kholboo.feedback.models import PublishedAnswer
from kholboo.feedback.publication import PublicationState
from kholboo.feedback.services import erasing, published
from kholboo.feedback.tests import desk, intake, publishing, stories
from kholboo.feedback.tests.publishing import out, proposed
from kholboo.feedback.tests.test_erasing import ended, erased
from kholboo.feedback.views.published import OPINIONS_A_DAY

pytestmark = pytest.mark.django_db
STORY = "Захын жинг хэн, хэзээ шалгадаг юм бэ, надад хэлж өгөөч."


@pytest.fixture
def answered():
    case, _answer = stories.answered(desk.orkhon())
    return case


def spent(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_everybody_finds_and_reads_an_answer_without_script(client):
    row = out(service=service_by_code("verification"))

    found = desk.html(client.get("/en/answers/", {"q": "zah jin", "service": "verification"}))
    page = client.get(f"/en/answers/{row.pk}/")

    assert f"/en/answers/{row.pk}/" in found
    assert publishing.ANSWER in desk.html(page)
    assert page["Cache-Control"] == "no-store"
    assert row.case.number not in desk.html(page)


def test_what_is_not_published_is_not_found(client):
    waiting, taken = proposed(), out()
    published.withdraw_consent(taken.case)

    for row in (waiting, taken):
        assert client.get(f"/answers/{row.pk}/").status_code == 404
    assert "answers-list" not in desk.html(client.get("/answers/"))
    for odd in ("?page=x", "?page=99999999999", "?q=%00", "?service=none", "?q=" + "ж" * 5000):
        assert client.get(f"/answers/{odd}").status_code == 200


def test_the_lists_cost_the_same_for_one_and_for_ten(client):
    out()
    head = desk.desk("head.orkhon")
    few = spent(client, "/answers/"), spent(head, "/desk/answers/?shelf=published")
    for _each in range(9):
        out(desk_case())
    many = spent(client, "/answers/"), spent(head, "/desk/answers/?shelf=published")

    assert few == many
    assert many[0] <= 5


def desk_case():
    case, _answer = stories.answered(desk.orkhon())
    return case


def test_answers_are_offered_while_a_story_is_typed_and_before_it_is_sent(client):
    row = out()

    part = desk.html(client.post("/en/answers/like/", {"text": STORY}))
    intake.fill(client, language="en", text=STORY)
    check = desk.html(client.get("/en/feedback/check/"))

    assert f"/en/answers/{row.pk}/" in part
    assert "<html" not in part
    assert f"/en/answers/{row.pk}/" in check
    assert f"/answers/{row.pk}/" not in desk.html(client.post("/en/answers/like/", {"text": "x"}))


def test_an_officer_who_answers_sees_published_ones(answered):
    row = out(answered)
    case = desk.orkhon(text=STORY)

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/answer/"))

    assert "Similar answers" in page
    assert f"/en/answers/{row.pk}/" in page


def test_from_the_answered_case_to_everybody(answered, client):
    address = f"/en/desk/{answered.number}/publish/"
    officer, head = desk.desk("officer.orkhon"), desk.desk("head.orkhon")
    typed = {"question": "Болд 99112233, a@b.mn, УБ12345678", "answer": publishing.ANSWER}

    check = desk.html(officer.post(address, {**typed, "step": "check"}))
    assert "4 places were found" in check
    for personal in ("Болд", "99112233", "a@b.mn", "УБ12345678"):
        assert f">{personal}</mark>" in check
    assert not PublishedAnswer.objects.exists()

    officer.post(address, {**typed, "step": "propose"})
    row = PublishedAnswer.objects.get(case=answered)
    assert row.question == "[…]"
    mine = f"/en/desk/answers/{row.pk}/"
    assert officer.post(f"{mine}publish/").status_code in (403, 404)
    assert head.post(f"{mine}publish/").status_code == 422  # no consent yet

    published.give_consent(answered)
    assert client.get(f"/en/answers/{row.pk}/").status_code == 404
    assert head.post(f"{mine}publish/").status_code == 302
    assert client.get(f"/en/answers/{row.pk}/").status_code == 200

    assert head.post(f"{mine}take-down/", {"reason": ""}).status_code == 422
    assert head.post(f"{mine}take-down/", {"reason": "Хуучирсан"}).status_code == 302
    row.refresh_from_db()
    assert row.state == PublicationState.WITHDRAWN
    assert client.get(f"/en/answers/{row.pk}/").status_code == 404


def test_a_browser_that_calls_itself_another_each_time_is_not_a_crowd(client):
    row = out()

    for number in range(OPINIONS_A_DAY + 5):
        client.cookies["sessionid"] = f"invented{number:04}"
        assert client.post(f"/en/answers/{row.pk}/opinion/", {"helped": "no"}).status_code == 302

    row.refresh_from_db()
    assert row.did_not_help == OPINIONS_A_DAY


def test_what_a_person_let_us_publish_goes_with_the_person(client):
    case = ended()
    row = out(case)
    said = row.answer
    assert client.get(f"/en/answers/{row.pk}/").status_code == 200

    erased(row.case)

    row.refresh_from_db()
    assert client.get(f"/en/answers/{row.pk}/").status_code == 404
    assert said not in row.answer
    assert row.search_text == ""


def test_a_proposal_that_went_with_its_citizen_leaves_a_trace_for_who_was_to_decide():
    row = proposed(ended())
    head = desk.desk("head.orkhon")
    erasing.ask_erasure(row.case, actor=None)
    before = desk.html(head.get(f"/en/desk/{row.case.number}/erasure/"))
    erasing.grant_erasure(row.case, actor=desk.person("head.orkhon"))

    waiting = desk.html(head.get("/en/desk/answers/"))
    gone = desk.html(head.get("/en/desk/answers/?shelf=ended"))
    shown = desk.html(head.get(f"/en/desk/answers/{row.pk}/"))

    assert "waits for a second person. It goes too." in before
    assert "1 proposal went before anybody decided" in waiting
    assert "went with the citizen" in gone
    assert "Nobody had decided on it yet." in shown
    assert "took the consent back" not in shown
    assert Entry.objects.filter(action="feedback.answer_forgotten").count() == 1


def test_general_words_can_be_taken_down_when_their_person_is_erased(client):
    row = out(ended(), is_general=True)
    erased(row.case)
    assert client.get(f"/en/answers/{row.pk}/").status_code == 200

    head = desk.desk("head.orkhon")
    down = head.post(f"/en/desk/answers/{row.pk}/take-down/", {"reason": "Болд хуучирсан"})

    assert down.status_code == 302
    assert client.get(f"/en/answers/{row.pk}/").status_code == 404
    row.refresh_from_db()
    assert row.reason == ""
