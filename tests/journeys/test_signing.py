"""A neighbour signs a joint petition on another phone, with the code of an SMS."""

import re

from tests.journeys.people import Citizen, Story

CODE = re.compile(r"(?<![\d-])\d{6}(?![\d-])")  # and not the middle of the petition's number


def joint_petition(citizen, story):
    """Sent with the others to sign by code; the address to pass on, as the receipt shows it."""
    citizen.begins_story(story)
    citizen.press()
    citizen.at("/feedback/files/")
    citizen.press()
    citizen.at("/feedback/who/")
    citizen.press("button[name=who][value=joint]")
    citizen.at("/feedback/together/")
    citizen.choose("together", "codes")
    citizen.press()
    citizen.at("/feedback/you/")
    citizen.says_who(story)
    citizen.press()
    citizen.at("/feedback/check/")
    citizen.sends()
    return citizen.page.locator(".sign-link").inner_text()


def test_a_neighbour_signs_and_takes_the_name_out_again(window, product):
    sender, neighbour = Citizen(window()), Citizen(window())
    link = joint_petition(sender, Story(kind="petition"))
    phone = Story().phone
    page = neighbour.page

    opened = page.goto(link)
    neighbour.fill(family_name="Бат", given_name="Туяа", phone=phone)
    neighbour.turns("form .button-primary:has-text('код')")
    page.wait_for_url("**/code/")
    neighbour.fill(code=CODE.search(product.wait_for_text(phone))[0])
    neighbour.turns()
    neighbour.sees("main form[action$='/withdrawal/']")

    assert opened.headers["referrer-policy"] == "strict-origin"
    assert opened.request.url == link
    neighbour.sees(".notice-good")

    neighbour.turns("form[action$='/withdrawal/'] button")
    neighbour.sees("main [name=given_name]")


def test_the_address_to_sign_is_told_to_no_request_that_follows(window, product):
    sender, neighbour = Citizen(window()), Citizen(window())
    link = joint_petition(sender, Story(kind="petition"))
    told = []
    neighbour.page.on("request", lambda request: told.append(request.headers.get("referer", "")))

    neighbour.page.goto(link)
    neighbour.fill(family_name="Бат", given_name="Туяа", phone="123")
    neighbour.turns("form .button-primary:has-text('код')")
    neighbour.sees(".error-summary")

    token = link.rstrip("/").rpartition("/")[2]
    assert any(told)
    assert not [address for address in told if token in address]
