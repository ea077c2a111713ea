"""The whole story: a herder's complaint about a scale is heard, answered, rated, reopened."""

import re

from tests.journeys import walk
from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Citizen, Officer, Story


def test_a_complaint_is_heard_answered_rated_and_reopened(window, product):
    citizen, officer = Citizen(window()), Officer(window(viewport=DESK))
    story = Story()

    receipt, sms = walk.tell(citizen, product, story)

    assert receipt.number in sms
    assert receipt.secret in re.sub(r"\s", "", sms)
    assert re.search(r"20\d\d\.\d\d\.\d\d", sms)  # the due date
    citizen.is_told(re.compile(r"20\d\d оны"))

    walk.take_and_ask(officer, receipt)
    walk.reply(citizen, product, story)

    citizen.is_told(walk.QUESTION, walk.REPLY)

    walk.answer(officer, receipt)
    letter = walk.read(citizen, product, story, receipt)

    citizen.is_told("хэсэгчлэн хангасан", walk.GROUND)
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.body().startswith(b"%PDF-")

    walk.rate_and_reopen(citizen, receipt)

    officer.go(f"/desk/{receipt.number}/")
    officer.is_told(walk.REASON)
    assert officer.searches(receipt.number) == [receipt.number]
    officer.finds(receipt.number, queue="mine")
    officer.seen("desk-reopened")


def test_number_and_secret_open_the_case_and_only_both_together(window, product):
    stranger, receipt = Citizen(window()), case_of(product, Story())

    stranger.go("/track/")
    stranger.fill(number=receipt.number, secret="000000000000")
    stranger.turns()

    stranger.sees(".error-summary")
    assert "Баян-Өндөр" not in stranger.reads()

    stranger.opens(receipt)

    stranger.is_told("Баян-Өндөр")


def test_the_story_is_told_in_english_too(window, product):
    citizen = Citizen(window(locale="en-GB"), prefix="/en")
    story = Story(
        email=f"tsetseg.{Story().phone}@example.mn",
        text="The market scale weighs 300 grams short.",
        wish="Check the scale.",
        family_name="Dorj",
        given_name="Tsetseg",
        address="Orkhon, Jargalant sum",
    )

    citizen.tells(story, with_photo=False)
    receipt = citizen.sends()

    citizen.is_told("We have received it")
    letter = product.wait_for_letter(story.email)
    assert receipt.secret in re.sub(r"\s", "", letter)
    assert receipt.number in letter
    citizen.opens_link(letter)
    citizen.at(f"/track/{receipt.number}/")
    citizen.is_told("Your complaint")
