"""Letters on their way: lost answers, tired servers, two tabs, refusals, and their order."""

import time

from playwright.sync_api import expect

from tests.journeys.browser import PATIENCE
from tests.journeys.installed import some_phone, until


def met(page, seen):
    """Wait until the page's requests have left something there. AssertionError otherwise."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not seen:
        assert time.monotonic() < deadline, "Nothing was asked for."
        page.wait_for_timeout(50)


def test_a_lost_answer_makes_no_second_case(app, desk_of_orkhon):
    number, lost = some_phone(), []

    def cut(route):
        """The letter arrives; what the server said does not."""
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("connectionreset")

    app.context.route("**/outbox/letters/", cut)
    app.page.goto("/outbox/new/")
    app.writes(number, with_photo=False)
    app.presses_send()
    # It is kept before it is sent, too: what counts is what follows the answer.
    met(app.page, lost)
    app.waits_until("kept")
    assert lost == [201]
    # It may have arrived, so it is not changed any more, only sent again.
    expect(app.page.locator("[data-change]")).to_be_hidden()
    app.page.locator("[data-send]").click()
    app.waits_until("sent")

    assert app.numbers() == desk_of_orkhon(number)


def test_a_tired_server_costs_patience_and_nothing_else(app, desk_of_orkhon):
    number = some_phone()
    app.context.route(
        "**/outbox/letters/",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "30"}, body="busy"),
    )
    app.page.goto("/outbox/new/")
    app.writes(number, with_photo=False)
    app.presses_send()
    app.waits_until("kept")
    until(app.page, "async () => (await kholboo.outbox.list())[0].notBefore > Date.now() + 20000")
    app.context.unroute("**/outbox/letters/")
    app.page.locator("[data-send]").click()
    app.waits_until("sent")

    assert len(desk_of_orkhon(number)) == 1


def test_two_tabs_send_a_letter_once(app, desk_of_orkhon):
    number, sent = some_phone(), []
    app.airplane(is_on=True)
    app.page.goto("/outbox/new/")
    app.writes(number, with_photo=False)
    app.presses_send()
    app.waits_until("kept")
    other = app.context.new_page()
    other.goto("/outbox/")
    app.context.on("request", lambda one: sent.append(one.url) if "/letters/" in one.url else None)

    app.airplane(is_on=False)
    app.waits_until("sent")
    other.locator("[data-follow]").wait_for()

    assert len([one for one in sent if one.endswith("/outbox/letters/")]) <= 1
    assert len(desk_of_orkhon(number)) == 1


def test_what_the_server_refuses_is_put_right_and_sent(app, desk_of_orkhon):
    number = some_phone()
    app.page.goto("/outbox/new/")
    app.writes("12", with_photo=False)
    app.presses_send()
    app.waits_until("correct")
    expect(app.page.locator("[data-errors]")).to_contain_text("8 оронтой", use_inner_text=True)

    app.page.locator("[data-change]").click()
    app.page.locator("[data-letter-errors] a").wait_for()
    app.page.locator("[name=phone]").fill(number)
    app.presses_send()
    app.waits_until("sent")

    assert app.numbers() == desk_of_orkhon(number)


def test_letters_go_in_the_order_they_were_written(app):
    order = []
    app.airplane(is_on=True)
    for _time in range(3):
        app.page.goto("/outbox/new/")
        app.writes(some_phone(), with_photo=False)
        app.presses_send()
    app.waits_until("kept", "kept", "kept")
    app.airplane(is_on=False)
    app.waits_until("sent", "sent", "sent")
    order = app.numbers()

    assert order == sorted(order, reverse=True)  # the newest stands first


def test_a_letter_written_later_does_not_overtake_one_that_waits(app):
    """The way was shut and nobody says when it opens: the browser wakes nobody, nobody presses."""
    app.context.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    app.context.route(
        "**/outbox/letters/",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}, body="busy"),
    )
    app.page.goto("/outbox/new/")
    app.writes(some_phone(), with_photo=False)
    app.presses_send()
    app.waits_until("kept")
    until(app.page, "async () => (await kholboo.outbox.list())[0].notBefore > Date.now() + 60000")
    app.context.unroute("**/outbox/letters/")
    app.page.goto("/outbox/new/")
    app.writes(some_phone(), with_photo=False)
    app.presses_send()
    app.waits_until("sent", "sent")
    newest, first = app.numbers()

    assert first < newest
