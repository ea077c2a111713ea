"""Answering at the desk: templates, preview, sending, and who comes first."""

import re

import pytest

from kholboo.feedback.models import Answer, AnswerTemplate
from kholboo.feedback.rules import CaseStatus, Cause, Outcome
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.cases import add_note, ask_citizen, take_case
from kholboo.feedback.services.citizen import send_message
from kholboo.feedback.services.inquiry import investigate_case
from kholboo.feedback.tests import desk, stories
from kholboo.feedback.tests.race import together

WORDS = "Жинг шалгаж, лацадлаа."


def typed(case, step="send", **more):
    return {
        "round": case.round,
        "outcome": Outcome.GRANTED,
        "text": WORDS,
        "ground": "",
        "remedy": "Дээд шатны байгууллагад хандана.",
        "step": step,
        **more,
    }


@pytest.fixture
def case(db):
    case = desk.orkhon()
    return take_case(case, actor=desk.person("officer.orkhon"))


@pytest.fixture
def browser(case):
    return desk.desk("officer.orkhon")


def test_a_template_fills_the_sheet_without_scripts(case, browser):
    template = AnswerTemplate.objects.get(title_en="Checked, no fault was found")

    page = desk.html(browser.get(f"/desk/{case.number}/answer/?template={template.pk}"))

    assert template.text_mn in page
    assert re.search(r'value="refused"[^>]*checked', page)


def test_the_sheet_speaks_the_citizens_language(browser):
    case = desk.orkhon(language="en")
    template = AnswerTemplate.objects.get(title_en="Explanation")

    page = desk.html(browser.get(f"/desk/{case.number}/answer/?template={template.pk}"))

    assert template.text_en in page
    assert "you can reopen the case" in page


@pytest.mark.parametrize("key", ["", "x", "0", "999999", "%00"])
def test_an_unknown_template_is_an_empty_sheet(case, browser, key):
    assert browser.get(f"/desk/{case.number}/answer/?template={key}").status_code == 200


def test_the_preview_shows_the_answer_and_sends_nothing(case, browser):
    answer = browser.post(f"/en/desk/{case.number}/answer/", typed(case, "preview"))

    page = desk.html(answer)
    assert answer.status_code == 200
    assert WORDS in page
    assert "бүрэн хангасан" in page
    assert "Ж.Болд" in page
    assert not Answer.objects.exists()


def test_from_the_preview_one_goes_back_to_the_words(case, browser):
    answer = browser.post(f"/desk/{case.number}/answer/", typed(case, "edit"))

    assert WORDS in desk.html(answer)
    assert not Answer.objects.exists()


def test_sending_answers_the_case(case, browser):
    answer = browser.post(f"/desk/{case.number}/answer/", typed(case))

    page = desk.html(browser.get(f"/desk/{case.number}/"))
    assert answer["Location"] == f"/desk/{case.number}/"
    assert stories.fresh(case).status == CaseStatus.ANSWERED
    assert WORDS in page
    assert f"/desk/{case.number}/letter/1.pdf" in page


def test_the_letter_is_a_pdf(case, browser):
    browser.post(f"/desk/{case.number}/answer/", typed(case))

    letter = browser.get(f"/desk/{case.number}/letter/1.pdf")

    assert letter.content.startswith(b"%PDF")
    assert browser.get(f"/desk/{case.number}/letter/2.pdf").status_code == 404
    assert desk.desk("officer.uvs").get(f"/desk/{case.number}/letter/1.pdf").status_code == 404


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "Write the answer before you send it."),
        ({"outcome": ""}, "Choose an outcome."),
        ({"outcome": "refused"}, "A refusal needs its ground"),
        ({"remedy": " "}, "Say where the citizen can turn next."),
    ],
)
@pytest.mark.parametrize("step", ["preview", "send"])
def test_a_half_answer_is_refused_beside_its_field(case, browser, step, more, sentence):
    answer = browser.post(f"/en/desk/{case.number}/answer/", typed(case, step, **more))

    assert answer.status_code == 422
    assert sentence in desk.html(answer)
    assert not Answer.objects.exists()


def test_who_is_late_learns_who_answered_and_keeps_the_words(case, browser):
    browser.post(f"/desk/{case.number}/answer/", typed(case))

    late = desk.desk("head.orkhon").post(
        f"/en/desk/{case.number}/answer/", typed(case, text="Миний удаан бичсэн хариу.")
    )

    page = desk.html(late)
    first = Answer.objects.get()
    assert late.status_code == 409
    assert "Ж.Болд already answered this case on" in page
    assert f"{first.at.astimezone(case.office.zone):%H:%M}" in page
    assert "Миний удаан бичсэн хариу." in page
    assert WORDS in page
    assert first.text == WORDS


def test_the_same_press_twice_is_no_quarrel(case, browser):
    answers = [browser.post(f"/desk/{case.number}/answer/", typed(case)) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Answer.objects.count() == 1


def test_the_form_of_an_answered_case_says_who_answered(case, browser):
    browser.post(f"/desk/{case.number}/answer/", typed(case))

    assert browser.get(f"/desk/{case.number}/answer/").status_code == 409


def test_who_does_not_hold_the_case_is_warned_and_may_answer(case):
    browser = desk.desk("head.orkhon")

    page = desk.html(browser.get(f"/en/desk/{case.number}/answer/"))
    answer = browser.post(f"/desk/{case.number}/answer/", typed(case))

    assert "Ж.Болд has this case." in page
    assert answer.status_code == 302
    assert Answer.objects.get().author == desk.person("head.orkhon")


@pytest.mark.django_db(transaction=True)
def test_two_officers_answer_at_once_and_one_wins():
    case = desk.orkhon()
    take_case(case, actor=desk.person("officer.orkhon"))
    browsers = [desk.desk("officer.orkhon"), desk.desk("officer2.orkhon")]

    answers = together(
        *(
            lambda browser=browser, place=place: browser.post(
                f"/en/desk/{case.number}/answer/", typed(case, text=f"Хариу {place}")
            )
            for place, browser in enumerate(browsers)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    winner = next(place for place, answer in enumerate(answers) if answer.status_code == 302)
    loser = desk.html(answers[1 - winner])
    assert Answer.objects.get().text == f"Хариу {winner}"
    assert "already answered this case on" in loser
    assert f"Хариу {1 - winner}" in loser


def test_a_stale_sheet_of_an_earlier_round_is_not_sent(case, browser):
    actor = desk.person("officer.orkhon")
    answer_case(case, stories.DECISION, round=1, actor=actor)
    sheet = typed(case, text="Хуучин хуудас")

    late = desk.desk("officer2.orkhon").post(f"/desk/{case.number}/answer/", sheet)

    assert late.status_code == 409
    assert Answer.objects.count() == 1


def test_an_answer_of_the_largest_size_passes_and_a_larger_does_not(case, browser):
    fits = browser.post(f"/desk/{case.number}/answer/", typed(case, "preview", text="ө" * 10_000))
    large = browser.post(f"/desk/{case.number}/answer/", typed(case, "preview", text="ө" * 10_001))

    assert (fits.status_code, large.status_code) == (200, 422)


def test_beside_the_answer_stands_everything_that_was_said(case, browser):
    ask_citizen(case, text="Аль дэлгүүр вэ?", actor=desk.person("officer.orkhon"))
    send_message(case, text="Дэлгүүрийн нэр «Мон март» байсан.", documents=[])
    add_note(case, text="Дэлгүүр рүү залгалаа.", actor=desk.person("officer.orkhon"))
    investigate_case(
        case,
        cause=Cause.TRADER,
        findings="Жин 40 граммаар зөрсөн.",
        sources="Шалгалтын акт",
        actor=desk.person("officer.orkhon"),
    )
    page = desk.html(browser.get(f"/desk/{case.number}/answer/"))
    turned_back = desk.html(browser.post(f"/desk/{case.number}/answer/", typed(case, text="")))

    for said in ("Аль дэлгүүр вэ?", "«Мон март»", "Дэлгүүр рүү залгалаа.", "40 граммаар"):
        assert said in page
        assert said in turned_back


def test_words_are_kept_for_one_officer_and_one_round(case, browser):
    address = f"/desk/{case.number}/answer/"

    def place(browser):
        return re.search(
            r'data-keep-place="(\w+)" data-keep-key="(\w+)"', desk.html(browser.get(address))
        )

    mine, theirs = place(browser), place(desk.desk("head.orkhon"))
    assert mine.groups() == place(browser).groups()
    assert not set(mine.groups()) & set(theirs.groups())
