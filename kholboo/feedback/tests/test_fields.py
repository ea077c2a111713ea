"""What a sender must give: rows with their reason, the same for the form, the desk and the API."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, FieldRule
from kholboo.feedback.petitions import Need
from kholboo.feedback.queries.fields import in_force, missing, needs_of
from kholboo.feedback.rules import CaseKind, Channel, PersonKind
from kholboo.feedback.services import fields
from kholboo.feedback.services.fields import NewFieldRule
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.factories import BOLD, NOBODY
from kholboo.feedback.tests.intake import BOLD as TYPED
from kholboo.feedback.tests.intake import fill, page
from kholboo.feedback.tests.test_desk_new import told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)
RULES = st.builds(
    # Not the class itself: hypothesis would read the types of the whole model first.
    lambda **columns: FieldRule(**columns),
    kind=st.sampled_from(["", "complaint", "petition"]),
    channel=st.sampled_from(["", "web", "letter"]),
    person=st.sampled_from(["person", "organisation"]),
    valid_from=st.sampled_from([date(2000, 1, 1), date(2026, 1, 1), date(2027, 1, 1)]),
    valid_until=st.sampled_from([None, date(2026, 6, 1)]),
)


def rule(**changes):
    facts = {
        "kind": "",
        "person": PersonKind.PERSON,
        "channel": "",
        "needs": [Need.NAME, Need.PHONE, Need.EMAIL],
        "valid_from": clock.local_date(clock.now()),
        "basis_mn": "Шинэ хууль",
        "basis_en": "New law",
        "is_confirmed": True,
    }
    return NewFieldRule(**{**facts, **changes})


def change(**changes):
    return fields.change_field_rule(rule(**changes), actor=desk.person("administrator"))


def needs(channel=Channel.WEB, kind=CaseKind.COMPLAINT, person=PersonKind.PERSON):
    return needs_of(kind=kind, person=person, channel=channel, day=clock.local_date(clock.now()))


@pytest.mark.parametrize(
    ("channel", "kind", "what", "is_confirmed"),
    [
        (Channel.LETTER, CaseKind.COMPLAINT, {"name", "address", "signature"}, True),
        (Channel.LETTER, CaseKind.REQUEST, {"name", "address", "signature"}, False),
        (Channel.PHONE, CaseKind.PETITION, {"name"}, True),
        (Channel.WEB, CaseKind.COMPLAINT, {"name", "address", "reach"}, False),
        (Channel.API, CaseKind.SUGGESTION, {"name", "address", "reach"}, False),
    ],
)
def test_the_first_rows_say_what_was_seen_and_what_is_not_confirmed(
    channel, kind, what, is_confirmed
):
    found = needs(channel, kind)

    assert {str(need) for need in found.what} == what
    assert found.is_confirmed is is_confirmed


def test_nothing_is_asked_of_who_gives_no_name():
    assert needs(person=PersonKind.UNNAMED).what == frozenset()
    assert missing(needs(person=PersonKind.UNNAMED), NOBODY) == []


@given(st.lists(RULES, max_size=8))
def test_the_row_that_names_most_wins(rules):
    found = in_force(rules, kind="complaint", person="person", channel="web", day=TODAY)
    fits = [
        one
        for one in rules
        if one.person == "person"
        and one.channel in ("", "web")
        and one.kind in ("", "complaint")
        and one.is_valid_on(TODAY)
    ]

    assert (found is None) == (not fits)
    for other in fits:
        assert (found.channel == "web", found.kind == "complaint", found.valid_from) >= (
            other.channel == "web", other.kind == "complaint", other.valid_from,
        )  # fmt: skip


def test_what_is_missing_is_named_in_the_order_of_the_form():
    change()

    assert missing(needs(), NOBODY) == [Need.NAME, Need.PHONE, Need.EMAIL]
    assert missing(needs(), BOLD) == []


def test_a_new_row_ends_the_one_before_and_history_is_not_rewritten():
    today = clock.local_date(clock.now())
    change()
    before = FieldRule.objects.get(person="person", channel="", valid_from=fields.FROM)

    assert before.valid_until == today - timedelta(days=1)
    with pytest.raises(RuleBroken) as refused:
        change()
    assert refused.value.field == "valid_from"
    assert Entry.objects.get(action="feedback.field_rule_changed").facts["after"] == [
        "name",
        "phone",
        "email",
    ]


def test_the_citizens_form_asks_by_the_row_and_says_why(client):
    change()
    fill(client, language="en", you=TYPED | {"email": "bold@example.mn", "address": ""})
    shown = desk.html(client.get(page("you", "en")))
    refused = client.post(page("you", "en"), TYPED)

    assert "By law: New law" in shown
    assert shown.count("The law asks for it.") == 4  # two names, phone, e-mail
    assert refused.status_code == 422
    assert client.get(page("check", "en")).status_code == 302  # what was typed is not whole now


def test_the_desk_keeps_a_letter_and_names_what_the_law_misses():
    browser = desk.desk("operator")
    browser.post("/desk/new/", told(channel="letter", address="", despite_lack="on"))

    shown = desk.html(browser.get(f"/en/desk/{Case.objects.get().number}/"))
    assert "Missing by law" in shown
    assert "address." in shown


def test_the_desk_form_asks_for_the_name_by_the_row():
    browser = desk.desk("operator")
    assert browser.post("/desk/new/", told(family_name="")).status_code == 422

    for kind in ("", "complaint", "petition"):
        change(channel=Channel.PHONE, kind=kind, needs=[])
    assert browser.post("/desk/new/", told(family_name="")).status_code == 302


def test_only_the_administrator_changes_them():
    page = "/en/desk/fields/"
    administrator = desk.desk("administrator")
    typed = {
        "person": "person", "channel": "web", "kind": "", "needs": ["name", "phone"],
        "valid_from_year": "2040", "valid_from_month": "1", "valid_from_day": "1",
        "basis_mn": "Хууль", "basis_en": "Law",
    }  # fmt: skip
    empty = administrator.post(page, {})
    kept = administrator.post(page, typed)

    assert desk.desk("head.orkhon").get(page).status_code == 403
    assert empty.status_code == 422
    assert kept.status_code == 302, desk.html(kept)
    row = FieldRule.objects.get(channel="web")
    assert (row.needs, row.is_confirmed) == (["name", "phone"], False)
    assert "to be confirmed" in desk.html(administrator.get(page))
