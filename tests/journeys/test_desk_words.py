"""What is typed at the desk is never lost, and nobody else can read it in that browser."""

import pytest

from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Officer, Operator, Story

WORDS = "Жинг шалгаж, лацадсан тухай урт хариу."
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('desk.kept.'))"
READY = "form[data-keep-ready=yes]"


def typed(page, **words):
    """Type like a hand would; then wait until it is locked away."""
    page.locator(READY).first.wait_for(state="attached")
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)
    page.wait_for_function(f"() => {KEPT}.length > 0")
    page.wait_for_timeout(800)


@pytest.fixture
def operator(window):
    operator = Operator(window(viewport=DESK))
    operator.enters_as("Оюун")
    return operator


@pytest.fixture
def answering(window, product):
    """An officer who stands before an empty answer."""
    number = case_of(product, Story(place="orkhon")).number
    officer = Officer(window(viewport=DESK))
    officer.enters_as("Болд")
    officer.go(f"/desk/{number}/")
    officer.registers(number)
    officer.takes(number)
    officer.go(f"/desk/{number}/answer/")
    return officer, number


def test_a_call_that_was_left_opens_with_its_words(operator):
    operator.begins_call("99112244")
    page, here = operator.page, operator.path()
    typed(page, text=WORDS, address="Орхон, Баян-Өндөр")
    assert WORDS not in str(page.evaluate(KEPT))
    page.goto("/desk/")
    page.goto(here)
    page.locator("[data-kept=again]").wait_for()

    assert page.locator("[name=text]").input_value() == WORDS
    assert page.locator("[name=address]").input_value() == "Орхон, Баян-Өндөр"
    page.locator("[data-kept-drop]").click()
    page.locator(READY).first.wait_for(state="attached")
    assert page.locator("[name=text]").input_value() == ""


def test_words_go_when_the_server_has_them(operator):
    operator.begins_call("99112255")
    typed(operator.page, text=WORDS)
    operator.page.locator("button[name=become][value=dropped]").click()
    operator.page.wait_for_url("**/desk/hotline/")

    assert operator.page.evaluate(KEPT) == []


def test_an_answer_outlives_leaving_and_a_taken_text_gives_it_back(answering):
    officer, number = answering
    page = officer.page
    typed(page, text=WORDS, ground="Хуулийн 5 дугаар зүйл")
    page.goto(f"/desk/{number}/")
    page.goto(f"/desk/{number}/answer/")
    page.locator("[data-kept=again]").wait_for()
    assert page.locator("[name=text]").input_value() == WORDS

    page.locator("#template").select_option(index=1)
    page.locator(".templates button").click()
    page.wait_for_url("**?template=*")
    page.locator("[data-kept-back]").wait_for()
    assert page.locator("[name=text]").input_value() != WORDS
    page.locator("[data-kept-back]").click()
    assert page.locator("[name=text]").input_value() == WORDS
    assert page.locator("[name=ground]").input_value() == "Хуулийн 5 дугаар зүйл"


def test_an_answer_that_was_looked_at_is_not_lost_before_it_is_sent(answering):
    officer, number = answering
    page = officer.page
    typed(page, text=WORDS)
    officer.choose("outcome", "granted")
    page.wait_for_timeout(800)
    officer.press("button[name=step][value=preview]")
    page.locator("button[name=step][value=send]").wait_for()
    page.goto(f"/desk/{number}/answer/")
    page.locator("[data-kept=again]").wait_for()
    assert page.locator("[name=text]").input_value() == WORDS

    officer.press("button[name=step][value=preview]")
    officer.press("button[name=step][value=send]")
    officer.at(f"/desk/{number}/")
    assert page.evaluate(KEPT) == []
