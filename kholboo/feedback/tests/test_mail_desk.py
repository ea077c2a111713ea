"""Letters at the desk: confirmed, added to a case, put aside."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.documents.tests import files as samples
from kholboo.feedback.contacts import person_of
from kholboo.feedback.mail_states import LetterState
from kholboo.feedback.models import Case, CaseEvent, ClockInterval, IncomingLetter
from kholboo.feedback.rules import CaseStatus, Channel, EventKind
from kholboo.feedback.services import mail, messages
from kholboo.feedback.tests import desk, factories, post, race, stories
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


@pytest.fixture
def browser():
    return desk.desk("operator")


def page_of(letter):
    return f"/en/desk/mail/{letter.pk}/"


def test_the_list_is_empty_then_shows_who_wrote(browser):
    assert "No letters here" in desk.html(browser.get("/en/desk/mail/"))

    post.letter()

    page = desk.html(browser.get("/en/desk/mail/"))
    assert "Дорж Болд" in page
    assert "Гомдол" in page


def test_the_page_fills_the_form_from_the_letter(browser):
    letter = post.letter()

    form = browser.get(page_of(letter)).context["form"]

    assert form.initial["text"].startswith("Гомдол\n\nОрхон аймгийн")
    assert {name: form.initial[name] for name in ("family_name", "given_name")} == {
        "family_name": "Дорж",
        "given_name": "Болд",
    }
    said = ("kind", "aimag", "phone", "email", "reply_by", "language")
    assert [str(form.initial[name]) for name in said] == [
        "complaint", "orkhon", "99112233", post.BOLD, "email", "mn",
    ]  # fmt: skip


def test_a_confirmed_letter_is_a_case_whose_term_counts_from_its_arrival(browser):
    arrived = clock.now() - timedelta(days=3)
    letter = post.letter(at=arrived, files=[("жин.png", samples.png())])

    answer = browser.post(page_of(letter), post.confirmed())

    case = Case.objects.get()
    assert answer["Location"] == f"/en/desk/{case.number}/receipt/"
    assert browser.get(answer["Location"]).status_code == 200
    assert (case.channel, case.status) == (Channel.EMAIL, CaseStatus.REGISTERED)
    assert case.received_at == case.clock_started_at == arrived
    assert case.due_on == clock.local_date(arrived, case.office.zone) + timedelta(days=30)
    assert ClockInterval.objects.get().started_at == arrived
    assert case.taken_by == desk.person("operator")
    assert case.files.count() == 1
    assert person_of(case.contact).email == post.BOLD
    letter.refresh_from_db()
    assert (letter.state, letter.case) == (LetterState.DONE, case)


def test_the_receipt_goes_by_email(browser):
    letter = post.letter()
    browser.post(page_of(letter), post.confirmed())
    event = CaseEvent.objects.get(kind=EventKind.RECEIVED)

    messages.tell(event.pk)

    assert post.BOLD in opened(Delivery.objects.get()).values()


def test_the_story_says_when_it_came(browser):
    letter = post.letter(at=clock.now() - timedelta(days=3))
    browser.post(page_of(letter), post.confirmed())

    page = desk.html(desk.desk("head.orkhon").get(f"/en/desk/{Case.objects.get().number}/"))

    with override("en"):
        day = day_long(clock.local_date(letter.arrived_at))
    assert f"Received: e-mail. It came on {day}" in page


def test_confirming_twice_is_one_case(browser):
    letter = post.letter()

    answers = [browser.post(page_of(letter), post.confirmed()) for _press in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_confirm_one_letter_at_once():
    letter = post.letter(files=[("жин.png", samples.png())])

    answers = race.together(
        *(
            lambda name=name: desk.desk(name).post(page_of(letter), post.confirmed())
            for name in ("operator", "agency.head")
        )
    )

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer["Location"] for answer in answers}) == 2  # one reads the secret code
    assert Case.objects.get().files.count() == 1


def test_a_mistake_keeps_what_was_typed(browser):
    letter = post.letter()

    answer = browser.post(page_of(letter), post.confirmed(kind="", text="Миний бичсэн"))

    assert answer.status_code == 422
    assert "Миний бичсэн" in desk.html(answer)
    assert not Case.objects.exists()


def naming(case, **more):
    return post.letter(f"Миний {case.number} дугаартай гомдолд нэмэлт.", **more)


def test_a_letter_that_names_its_senders_case_is_offered_to_it(browser):
    case = factories.case()
    letter = naming(case)

    page = browser.get(page_of(letter))

    assert [found.number for found in page.context["named"]] == [case.number]
    assert page.context["add"].initial["number"] == case.number


def test_a_number_alone_offers_nothing(browser):
    case = factories.case()
    wrong_digit = f"{case.number[:-1]}{(int(case.number[-1]) + 1) % 10}"

    of_a_stranger = naming(case, From="evil@example.mn", Message_ID="<2@x>")
    mistyped = post.letter(f"Миний {wrong_digit} гомдол", Message_ID="<3@x>")

    for letter in (of_a_stranger, mistyped):
        assert browser.get(page_of(letter)).context["named"] == []


def test_a_letter_added_to_a_case_is_the_citizens_message_with_its_files(browser):
    case, _officer = stories.asked()
    letter = naming(case, files=[("жин.png", samples.png())])

    for _press in range(2):
        answer = browser.post(f"{page_of(letter)}add/", {"number": case.number})

    assert answer["Location"] == f"/en/desk/{case.number}/"
    event = CaseEvent.objects.get(kind=EventKind.MESSAGE)
    assert event.by_citizen
    assert "нэмэлт" in event.text
    assert case.files.count() == 1
    assert stories.fresh(case).status == CaseStatus.IN_WORK
    letter.refresh_from_db()
    assert (letter.state, letter.case_id) == (LetterState.DONE, case.pk)


def test_a_strangers_letter_goes_to_a_case_only_when_somebody_checked(browser):
    case = factories.case()
    letter = naming(case, From="other@example.mn")
    address = f"{page_of(letter)}add/"

    refused = browser.post(address, {"number": case.number})
    assert refused.status_code == 422
    assert "is_checked" in refused.context["add"].errors
    assert not CaseEvent.objects.filter(kind=EventKind.MESSAGE).exists()

    assert browser.post(address, {"number": case.number, "is_checked": "on"}).status_code == 302
    assert Entry.objects.get(action="feedback.letter_added").facts["is_of_its_sender"] is False


@pytest.mark.parametrize("number", ["", "26-000001-0", "x", "\0"])
def test_a_case_that_is_not_there_is_said_at_the_field(browser, number):
    letter = post.letter()

    answer = browser.post(f"{page_of(letter)}add/", {"number": number})

    assert answer.status_code == 422
    assert "number" in answer.context["add"].errors


def test_a_closed_case_takes_no_letter(browser):
    case, _answer = stories.answered()
    letter = naming(case)

    answer = browser.post(f"{page_of(letter)}add/", {"number": case.number})

    assert answer.status_code == 422
    letter.refresh_from_db()
    assert letter.state == LetterState.NEW


def test_a_letter_is_put_aside_with_a_reason_and_taken_back(browser):
    letter = post.letter()

    assert browser.post(f"{page_of(letter)}aside/", {}).status_code == 422
    assert browser.post(f"{page_of(letter)}aside/", {"reason": "spam"}).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.aside_reason) == (LetterState.ASIDE, "spam")
    assert browser.post(page_of(letter), post.confirmed()).status_code == 422

    browser.post(f"{page_of(letter)}back/")
    letter.refresh_from_db()
    assert (letter.state, letter.aside_reason, letter.decided_by) == (LetterState.NEW, "", None)


def test_a_file_of_a_letter_is_opened_and_the_look_is_written_down(browser):
    letter = post.letter(files=[("жин.png", samples.png())])
    key = letter.files.get().document_id

    assert desk.status_of(browser, f"{page_of(letter)}files/{key}/") == 200
    assert browser.get(f"/desk/mail/999999/files/{key}/").status_code == 404
    assert Entry.objects.filter(action="feedback.letter_file_downloaded").count() == 1
    browser.get(page_of(letter))
    assert Entry.objects.filter(action="feedback.incomingletter_viewed").count() == 1


@pytest.mark.parametrize("name", ["officer.orkhon", "administrator", "auditor"])
def test_who_does_not_read_the_mail_finds_no_door(name):
    letter = post.letter()
    browser = desk.desk(name)

    assert browser.get("/desk/mail/").status_code == 403
    assert browser.get(page_of(letter)).status_code == 403


def test_a_mailbox_that_cannot_be_read_is_said_on_the_list(browser):
    post.box().fault = "cut"
    mail.collect()

    assert "The mailbox cannot be read" in desk.html(browser.get("/en/desk/mail/"))


def test_ten_thousand_letters_cost_as_much_as_thirty(browser):
    first = post.letter()

    def rows(count, start):
        return IncomingLetter.objects.bulk_create(
            IncomingLetter(
                digest=f"{start + number:064x}",
                state=LetterState.NEW,
                arrived_at=first.arrived_at,
                kept_at=first.kept_at,
                wrapped_key=b"",
                sealed=b"",
            )
            for number in range(count)
        )

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page = browser.get("/desk/mail/?page=2")
        assert page.status_code == 200
        return len(asked)

    rows(30, 1)
    few = queries()
    rows(10_000, 100)

    assert queries() == few
    assert "1,000" in desk.html(browser.get("/en/desk/mail/"))
    assert browser.get("/desk/mail/?page=400").status_code == 200
    assert browser.get("/desk/mail/?page=99999999&state=x").status_code == 200
