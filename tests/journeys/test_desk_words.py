"""What is typed at the desk is never lost, and nobody else can read it in that browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.installed import until
from tests.journeys.people import Officer, Operator, Story

WORDS = "Жинг шалгаж, лацадсан тухай урт хариу."
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('desk.kept.'))"
READY = "form[data-keep-ready=yes]"
# Whether the words lie locked away, all of them: what was locked last, opened with the form's key.
LOCKED = """async (typed) => {
  const { keepPlace, keepKey } = document.querySelector("form[data-keep-ready=yes]").dataset;
  const kept = JSON.parse(localStorage.getItem(`desk.kept.${keepPlace}`));
  if (!kept) return false;
  const [iv, box] = kept.box.map((part) => Uint8Array.from(atob(part), (one) => one.charCodeAt(0)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(keepKey));
  const key = await crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["decrypt"]);
  const { rows } = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, box)));
  // Of a choice the row says for each value whether it is the chosen one.
  return typed.every(([name, value]) => rows.some(([one, which, is]) => one === name && (is === value || (which === value && is === true))));
}"""


def typed(page, **words):
    """Type like a hand would; then wait until it is locked away."""
    page.locator(READY).first.wait_for(state="attached")
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)
    until(page, LOCKED, arg=list(words.items()))


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
    expect(page.locator("[data-kept=again]")).to_be_visible()

    expect(page.locator("[name=text]")).to_have_value(WORDS)
    expect(page.locator("[name=address]")).to_have_value("Орхон, Баян-Өндөр")
    operator.turns("[data-kept-drop]")
    page.locator(READY).first.wait_for(state="attached")
    expect(page.locator("[name=text]")).to_have_value("")


def test_words_go_when_the_server_has_them(operator):
    operator.begins_call("99112255")
    typed(operator.page, text=WORDS)
    operator.page.locator("button[name=become][value=dropped]").click()
    operator.page.wait_for_url("**/desk/hotline/")

    until(operator.page, KEPT, [])


def test_an_answer_outlives_leaving_and_a_taken_text_gives_it_back(answering):
    officer, number = answering
    page = officer.page
    typed(page, text=WORDS, ground="Хуулийн 5 дугаар зүйл")
    page.goto(f"/desk/{number}/")
    page.goto(f"/desk/{number}/answer/")
    expect(page.locator("[data-kept=again]")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value(WORDS)

    page.locator("#template").select_option(index=1)
    page.locator(".templates button").click()
    page.wait_for_url("**?template=*")
    expect(page.locator("[data-kept-back]")).to_be_visible()
    expect(page.locator("[name=text]")).not_to_have_value(WORDS)
    page.locator("[data-kept-back]").click()
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    expect(page.locator("[name=ground]")).to_have_value("Хуулийн 5 дугаар зүйл")


def test_an_answer_that_was_looked_at_is_not_lost_before_it_is_sent(answering):
    officer, number = answering
    page = officer.page
    typed(page, text=WORDS)
    officer.choose("outcome", "granted")
    until(page, LOCKED, arg=[("text", WORDS), ("outcome", "granted")])
    officer.turns("button[name=step][value=preview]")
    officer.sees("button[name=step][value=send]")
    page.goto(f"/desk/{number}/answer/")
    expect(page.locator("[data-kept=again]")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value(WORDS)

    officer.turns("button[name=step][value=preview]")
    officer.press("button[name=step][value=send]")
    officer.at(f"/desk/{number}/")
    until(page, KEPT, [])
