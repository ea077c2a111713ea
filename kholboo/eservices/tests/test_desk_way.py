"""The whole way again, as its people press it: pages, forms, refusals."""

import re

import pytest

from kholboo.accounts.access import SECOND_FACTOR_AT
from kholboo.core import clock
from kholboo.eservices.models import Application, Decision, Measurement
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.desk import address, declare, desk, html
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db


def sent(browser, page, **words):
    """Press the button of a step's page; a step that is done leads back to the application."""
    answer = browser.post(page, words)
    assert answer.status_code == 302, html(answer)
    return answer


def test_officers_bring_an_application_to_its_certificate():
    made = stories.application()
    officer, head = desk("officer.orkhon"), desk("head.orkhon")
    expert, laboratory = desk("expert.orkhon"), desk("laboratory.orkhon")

    assert made.number in html(officer.get("/en/desk/services/"))
    page = address(made, "check")
    assert "conflict of interest" in html(officer.get(page))
    declare(officer, page)
    sent(officer, page, checked=["letter", "label"], outcome="complete", note="")
    stories.paid(made)

    chosen = stories.person("expert.orkhon").pk
    sent(head, address(made, "assign"), expert=chosen, note="")
    assert made.number in html(expert.get("/en/desk/services/"))
    sent(expert, address(made, "sampling"), what_0="Талх А", batch_0="1", what_1="Талх Б")

    value = {"what_0": "Moisture", "value_0": "44.5", "most_0": "48", "unit_0": "%"}
    page = address(made, "laboratory", 0)
    refused = laboratory.post(page, value)
    assert refused.status_code == 422
    assert "which clause" in html(refused)
    sent(laboratory, page, **value, clause_0="5.2")
    sent(laboratory, address(made, "laboratory", 1), **value, clause_0="5.2")

    page = address(made, "visit")
    declare(expert, page)
    sent(expert, page, outcome="conforms", note="All in order.")
    page = address(made, "draft")
    assert "conforms" in html(expert.get(page))
    sent(expert, page, outcome="granted", note="")

    page = address(made, "decide")
    declare(head, page)
    shown = html(head.get(page))
    assert "What the table says" in shown
    sent(head, page, outcome="granted", ground="It meets the standard.")

    decision, certificate = Decision.objects.get(), Certificate.objects.get(key=made.key)
    assert decision.rule == "conforms"
    assert certificate.holder_name == "Жишээ талх ХХК"
    assert certificate.valid_until == decision.expires_on
    assert certificate.number in html(head.get(address(made)))
    assert Measurement.objects.count() == 2


def test_a_decision_wants_the_second_factor_anew():
    made = stories.brought_to("decide")
    head = desk("head.orkhon", is_fresh=False)
    page = address(made, "decide")
    declare(head, page)

    answer = head.post(page, {"outcome": "granted", "ground": "x"})

    assert answer.status_code == 302
    assert "again" in answer.url
    assert not Decision.objects.exists()


def test_what_was_written_longer_than_a_proof_lasts_is_there_after_the_next_one():
    made = stories.brought_to("decide")
    head = desk("head.orkhon", is_fresh=False)
    page = address(made, "decide")
    declare(head, page)
    head.post(page, {"outcome": "granted", "ground": "Written for ten minutes.", "remedy": ""})

    session = head.session
    assert "Written for ten minutes." not in str(dict(session))
    session[SECOND_FACTOR_AT] = clock.now().timestamp()
    session.save()
    again = html(head.get(page))
    elsewhere = stories.brought_to("decide")
    other = address(elsewhere, "decide")
    declare(head, other)

    assert "Written for ten minutes." in again
    assert re.search(r'value="granted"[^>]*checked', again)
    assert "Written for ten minutes." not in html(head.get(other))

    sent(head, page, outcome="granted", ground="Written for ten minutes.", remedy="")
    assert "typed_step" not in head.session


@pytest.mark.parametrize(
    "kept",
    [
        {"typed": {"outcome": ["granted"], "ground": ["As it was kept once."]}},
        {"typed": "bm90IG91cnM="},
        {"typed": "§"},
        {},
        "As it was kept once.",
    ],
)
def test_what_a_session_keeps_in_an_older_form_is_dropped(kept):
    made = stories.brought_to("decide")
    head = desk("head.orkhon")
    page = address(made, "decide")
    declare(head, page)
    session = head.session
    is_ours = isinstance(kept, dict)
    session["typed_step"] = kept | {"step": stories.step(made, "decide").pk} if is_ours else kept
    session.save()

    shown = head.get(page)

    assert shown.status_code == 200
    assert "As it was kept once." not in html(shown)
    assert "typed_step" not in head.session
    sent(head, page, outcome="granted", ground="It meets the standard.")


def test_who_does_not_see_the_application_finds_nothing():
    made = stories.application()

    for name in ("officer.uvs", "head.uvs", "administrator", "officer.verification"):
        for page in (address(made), address(made, "check")):
            assert desk(name).get(page).status_code in (403, 404)
    read = desk("auditor").get(address(made, "check"))
    assert read.status_code == 200
    assert "Somebody else" in html(read)


def test_an_application_is_returned_with_exactly_what_is_wrong():
    made = stories.application()
    officer = desk("officer.orkhon")
    page = address(made, "check")
    declare(officer, page)

    empty = officer.post(f"{page}return/", {"text": "Look again."})
    assert empty.status_code == 422
    answer = officer.post(
        f"{page}return/",
        {"questions": ["production_address"], "papers": ["label_design"], "text": "Look again."},
    )

    assert answer.status_code == 302
    assert Application.objects.get().state == "waiting"
    assert "stands still" in html(officer.get(page))
    assert officer.post(page, {"outcome": "complete"}).status_code == 409


def test_the_pages_cost_the_same_however_long_the_story_is(django_assert_max_num_queries):
    made = stories.brought_to("decide")
    head = desk("head.orkhon")
    head.get(address(made))

    with django_assert_max_num_queries(32):
        head.get(address(made))
    with django_assert_max_num_queries(24):
        head.get("/en/desk/services/?queue=open")
