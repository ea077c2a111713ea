"""The page of a case and what officers do there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.audit.models import Entry
from kholboo.documents.services.uploads import receive_upload
from kholboo.documents.tests import files as samples
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import CaseKind, CaseStatus, EventKind
from kholboo.feedback.services.cases import add_note, take_case
from kholboo.feedback.tests import desk, factories, stories

pytestmark = pytest.mark.django_db


def photo():
    return SimpleUploadedFile("зураг.png", samples.png(), "image/png")


def with_photo():
    document = receive_upload(photo(), actor=None)
    return desk.orkhon(documents=[document]), document


def test_the_page_shows_words_sender_facts_clock_and_story():
    case = desk.orkhon()

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/"))

    assert case.text in page
    assert case.wish in page
    assert "Дорж Болд" in page
    assert "9911 2233" in page
    assert "Orkhon" in page
    assert "How was this date counted?" in page
    assert "Received: web site" in page


def test_internal_lines_are_marked():
    case, actor = stories.taken(desk.orkhon())
    add_note(case, text="Захын захиргаатай ярилаа.", actor=actor)

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/"))

    assert "Захын захиргаатай ярилаа." in page
    assert page.count("not shown to the citizen") == 1


def test_who_asked_the_citizen_goes_on_and_does_not_take_the_case_up_anew():
    case, actor = stories.asked()
    browser = desk.desk_of(actor)

    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    panel = desk.html(browser.get(f"/en/desk/{case.number}/take/", headers={"HX-Request": "true"}))

    assert "Take it up" not in page
    assert "Continue" in panel
    assert "The citizen can still write" in panel


def test_a_sitting_leaves_one_line_of_who_looked():
    case = desk.orkhon()
    browser = desk.desk("officer.orkhon")
    for _look in range(3):
        browser.get(f"/desk/{case.number}/")
    desk.desk("head.orkhon").get(f"/desk/{case.number}/")

    looks = Entry.objects.filter(action="feedback.case_viewed", target=f"feedback.Case:{case.pk}")

    assert [look.actor.email for look in looks.order_by("pk")] == [
        "officer.orkhon@demo.invalid",
        "head.orkhon@demo.invalid",
    ]


def test_a_damaged_contact_says_so_and_the_rest_is_there():
    case = desk.orkhon()
    case.contact.sealed = b"\x01" + b"0" * 40
    case.contact.save()

    answer = desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/")

    assert answer.status_code == 200
    assert "cannot be opened" in desk.html(answer)


def asked(browser, case):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/desk/{case.number}/").status_code == 200
    return len(queries)


def test_the_number_of_queries_is_the_same_for_one_line_and_forty():
    case, actor = stories.taken(desk.orkhon())
    browser = desk.desk("officer.orkhon")
    browser.get(f"/desk/{case.number}/")

    short = asked(browser, case)
    for _note in range(40):
        add_note(case, text="Тэмдэглэл", actor=actor)
    long = asked(browser, case)

    assert short == long
    assert long <= 23


@pytest.mark.parametrize(
    "action", ["register", "take", "assign", "ask", "answer", "forward", "note", "close"]
)
def test_every_action_has_a_page_of_its_own_and_most_a_panel(action):
    case = desk.orkhon()
    browser = desk.desk("head.orkhon")

    whole = browser.get(f"/en/desk/{case.number}/{action}/")
    part = browser.get(f"/en/desk/{case.number}/{action}/", headers={"HX-Request": "true"})

    assert whole.status_code == part.status_code == 200
    assert "<html" in desk.html(whole)
    assert ("<html" in desk.html(part)) == (action == "answer")


def test_registering_confirms_kind_and_service():
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").post(
        f"/desk/{case.number}/register/", {"kind": "suggestion", "service": ""}
    )

    now = stories.fresh(case)
    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/{case.number}/"
    assert (now.status, now.kind) == (CaseStatus.REGISTERED, CaseKind.SUGGESTION)
    assert (now.due_on - case.due_on).days == 60


def test_registering_may_move_the_case_out_of_sight():
    case = desk.orkhon()
    browser = desk.desk("officer.orkhon")

    answer = browser.post(
        f"/en/desk/{case.number}/register/", {"kind": "complaint", "service": "gold_melting"}
    )

    assert answer["Location"] == "/en/desk/"
    assert "Another office has case" in desk.html(browser.get("/en/desk/"))
    assert browser.get(f"/desk/{case.number}/").status_code == 404


def test_taking_asking_and_noting():
    case = desk.orkhon()
    browser = desk.desk("officer.orkhon")

    for path, given in [
        ("take", {}),
        ("ask", {"text": "Аль лангуу вэ?"}),
        ("note", {"text": "Маргааш очно."}),
    ]:
        answer = browser.post(f"/desk/{case.number}/{path}/", given)
        assert answer.status_code == 302

    kinds = CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [EventKind.RECEIVED, EventKind.TAKEN, EventKind.QUESTION, EventKind.NOTE]
    assert stories.fresh(case).status == CaseStatus.WAITING


def test_what_may_not_be_done_now_is_said_and_the_words_stay():
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").post(
        f"/en/desk/{case.number}/ask/", {"text": "Хэзээ болсон бэ?"}
    )

    assert answer.status_code == 422
    assert "Take this case first" in desk.html(answer)
    assert "Хэзээ болсон бэ?" in desk.html(answer)


def test_an_empty_note_is_refused_beside_its_field():
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").post(f"/en/desk/{case.number}/note/", {"text": "  "})

    assert answer.status_code == 422
    assert "Write the text before you send it." in desk.html(answer)
    assert 'href="#id_text"' in desk.html(answer)


def test_the_head_gives_a_case_to_an_officer_of_the_office():
    case = desk.orkhon()
    browser = desk.desk("head.orkhon")
    stranger, officer = desk.person("officer.uvs"), desk.person("officer2.orkhon")

    refused = browser.post(f"/desk/{case.number}/assign/", {"handler": stranger.pk})
    done = browser.post(f"/desk/{case.number}/assign/", {"handler": officer.pk})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert stories.fresh(case).handler == officer


def test_an_answered_case_is_closed():
    case, _answer = stories.answered(desk.orkhon())

    answer = desk.desk("officer.orkhon").post(f"/desk/{case.number}/close/")

    assert answer.status_code == 302
    assert stories.fresh(case).status == CaseStatus.CLOSED


def test_a_case_another_officer_took_first_says_who():
    case = desk.orkhon()
    take_case(case, actor=desk.person("officer2.orkhon"))

    answer = desk.desk("officer.orkhon").post(f"/en/desk/{case.number}/take/")

    assert answer.status_code == 422
    assert "Ж.Сараа already has this case." in desk.html(answer)


def test_files_are_served_to_who_sees_the_case_and_to_nobody_else():
    case, document = with_photo()
    other = desk.orkhon()
    address = f"/desk/{case.number}/files/{document.pk}/"
    browser = desk.desk("officer.orkhon")

    page = desk.html(browser.get(f"/desk/{case.number}/"))

    assert address in page
    assert desk.status_of(browser, address) == 200
    assert desk.status_of(browser, f"{address}?variant=thumb") == 200
    assert desk.status_of(browser, f"{address}?variant=nonsense") == 200
    assert desk.status_of(desk.desk("officer.uvs"), address) == 404
    assert desk.status_of(browser, f"/desk/{other.number}/files/{document.pk}/") == 404


def test_history_keeps_who_took_an_original():
    case, document = with_photo()
    address = f"/desk/{case.number}/files/{document.pk}/"
    browser = desk.desk("officer.orkhon")

    desk.status_of(browser, address)
    answer = browser.get(f"{address}?variant=original")
    b"".join(answer.streaming_content)

    line = Entry.objects.get(action="feedback.original_downloaded")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (line.actor.email, line.facts) == (
        "officer.orkhon@demo.invalid",
        {"document": str(document.pk)},
    )


def test_a_case_without_a_name_has_no_term_and_no_phone():
    case = desk.orkhon(person=factories.NOBODY)

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/"))

    assert "No term" in page
    assert "without a name" in page


def test_a_number_that_is_none_is_not_found():
    browser = desk.desk("officer.orkhon")

    for number in ("x", "26-000001-4", "0" * 300, "%00"):
        assert browser.get(f"/desk/{number}/").status_code == 404
    assert Case.objects.count() == 0
