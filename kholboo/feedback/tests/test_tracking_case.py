"""The page of a followed case and what its citizen does there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.documents.tests import files as samples
from kholboo.feedback.models import CaseEvent
from kholboo.feedback.rules import CaseStatus, EventKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.cases import add_note
from kholboo.feedback.tests import factories, stories

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def photo():
    return SimpleUploadedFile("зураг.png", samples.png(), "image/png")


def events_of(case, kind):
    return CaseEvent.objects.filter(case=case, kind=kind)


def test_the_page_says_status_turn_due_date_and_story(client, follow):
    case, _actor = stories.taken()

    page = html(client.get(follow(case)))

    assert "Your complaint" in page
    assert "Д.Болд is working on it" in page
    assert "Our turn" in page
    assert 'aria-current="step"' in page
    assert "How was this date counted?" in page
    assert "We received your complaint" in page
    assert case.text in page


def test_internal_notes_are_not_there(client, follow):
    case, actor = stories.taken()
    add_note(case, text="Хэвлэлд бүү өг", actor=actor)

    assert "Хэвлэлд" not in html(client.get(follow(case)))


def test_a_case_without_a_name_says_that_there_is_no_term(client, follow):
    page = html(client.get(follow(factories.case(person=factories.NOBODY))))

    assert "the law gives no term" in page


def test_a_question_stands_out_and_is_answered(client, follow):
    case, _actor = stories.asked("Жингийн дугаар хэд вэ?")
    address = follow(case)

    page = html(client.get(address))
    assert "Your turn" in page
    assert "We ask you" in page
    response = client.post(f"{address}message/", {"key": uuid4(), "text": "Дугаар 2143"})

    assert response.status_code == 302
    case = stories.fresh(case)
    assert case.status == CaseStatus.IN_WORK
    page = html(client.get(address))
    assert "Дугаар 2143" in page
    assert "Our turn" in page


def test_a_message_with_a_photo_arrives_and_the_photo_can_be_fetched(client, follow):
    case = factories.case()
    address = follow(case)

    client.post(f"{address}message/", {"key": uuid4(), "text": "", "files": [photo()]})

    row = case.files.get()
    assert "зураг.png" in html(client.get(address))
    response = client.get(f"{address}files/{row.document_id}/")
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    response.close()


def test_a_double_click_sends_one_message_and_one_photo(client, follow):
    case = factories.case()
    address = follow(case)
    key = uuid4()

    for _click in range(2):
        response = client.post(
            f"{address}message/", {"key": key, "text": "Нэг удаа", "files": [photo()]}
        )

    assert response.status_code == 302
    assert events_of(case, EventKind.MESSAGE).count() == 1
    assert case.files.count() == 1


def test_a_file_of_another_case_does_not_exist(client, follow):
    mine, other = factories.case(), factories.case()
    client.post(f"{follow(other)}message/", {"key": uuid4(), "files": [photo()]})
    key = other.files.get().document_id
    client.post(f"/track/{other.number}/leave/")

    assert client.get(f"{follow(mine)}files/{key}/").status_code == 404


def test_an_empty_message_is_asked_for_and_a_bad_file_keeps_the_words(client, follow):
    case = factories.case()
    address = follow(case)

    empty = client.post(f"{address}message/", {"key": uuid4(), "text": " "})
    bad = client.post(
        f"{address}message/",
        {
            "key": uuid4(),
            "text": "Миний тайлбар",
            "files": [SimpleUploadedFile("virus.exe", b"MZ\x90\x00" * 50)],
        },
    )

    assert empty.status_code == 422
    assert "Write something or add a file." in html(empty)
    assert bad.status_code == 422
    assert "virus.exe" in html(bad)
    assert "Миний тайлбар" in html(bad)
    assert not events_of(case, EventKind.MESSAGE).exists()


def test_words_typed_after_the_session_ended_are_not_lost(client, follow):
    case = factories.case()
    address = follow(case)
    client.cookies.clear()

    asked = client.post(f"{address}message/", {"key": uuid4(), "text": "Урт удаан бичсэн үг"})
    assert asked.status_code == 403
    assert "Урт удаан бичсэн үг" in html(asked)
    back = client.post(
        "/en/track/",
        {"number": case.number, "secret": secret_of(case), "kept_text": "Урт удаан бичсэн үг"},
    )

    assert back.status_code == 200
    assert "Your words are kept below" in html(back)
    assert "Урт удаан бичсэн үг</textarea>" in html(back)
    assert not events_of(case, EventKind.MESSAGE).exists()


def test_words_for_a_case_answered_meanwhile_wait_in_the_form_that_is_left(client, follow):
    case, _actor = stories.taken()
    address = follow(case)
    stories.answered(case, actor=_actor)

    response = client.post(f"{address}message/", {"key": uuid4(), "text": "Нэмэлт тайлбар"})

    assert response.status_code == 422
    assert "Нэмэлт тайлбар</textarea>" in html(response)
    assert "This cannot be done now" in html(response)


def test_the_answer_stands_on_the_page_on_its_own_page_and_in_a_letter(client, follow):
    case, answer = stories.answered()
    address = follow(case)

    for place in (address, f"{address}answers/1/"):
        page = html(client.get(place))
        for part in (answer.text, answer.ground, answer.remedy, answer.author_name):
            assert part in page
        assert "partly granted" in page
    letter = client.get(f"{address}answers/1/letter.pdf")

    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF-")
    assert "no-store" in letter["Cache-Control"]
    assert client.get(f"{address}answers/2/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["", "message/", "rating/", "reopening/", "withdrawal/", "answers/1/", "answers/1/letter.pdf"],
)
def test_a_stranger_gets_through_no_door_of_a_case(client, path):
    case, _answer = stories.answered()

    shown = client.get(f"/track/{case.number}/{path}")
    done = client.post(f"/track/{case.number}/{path}", {"text": "x", "reason": "x"})

    assert shown.status_code in (302, 405)
    assert done.status_code in (403, 405)
    assert case.text not in html(shown) + html(done)
    assert stories.fresh(case).status == CaseStatus.ANSWERED


def test_what_a_citizen_types_is_shown_as_text(client, follow):
    case = factories.case(text="<script>alert(1)</script> & <b>")

    page = html(client.get(follow(case)))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_takes_the_same_queries_however_long_the_story(
    client, follow, django_assert_num_queries
):
    case, _actor = stories.taken()
    address = follow(case)
    client.post(f"{address}message/", {"key": uuid4(), "text": "нэг", "files": [photo()]})
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    count = len(queries)
    for number in range(4):
        client.post(f"{address}message/", {"key": uuid4(), "text": str(number), "files": [photo()]})
    client.get(address)

    with django_assert_num_queries(count):
        client.get(address)
