"""Duplicates, related cases, one answer for everybody who asked the same, and the way back."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Answer, CaseLink
from kholboo.feedback.queries.links import candidates, links_of, main_of
from kholboo.feedback.rules import CaseStatus, EventKind, LinkKind, Outcome
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.cases import take_case
from kholboo.feedback.services.letters import letter_pdf
from kholboo.feedback.services.links import (
    answer_duplicates,
    answer_with_duplicates,
    link_cases,
    undo_link,
)
from kholboo.feedback.services.messages import tell
from kholboo.feedback.services.subjects import name_subjects
from kholboo.feedback.tests import desk, factories, race, stories
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db
DUPLICATE, RELATED = LinkKind.DUPLICATE, LinkKind.RELATED


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


def family(officer, twins=2):
    """A main case in the officer's hands and duplicates nobody has begun."""
    main = take_case(desk.orkhon(), actor=officer)
    found = [desk.orkhon() for _twin in range(twins)]
    for twin in found:
        link_cases(twin, main, kind=DUPLICATE, actor=officer)
    return main, found


def test_one_answer_becomes_an_answer_of_each_with_its_own_number_and_message(officer):
    main, twins = family(officer)

    answers = answer_with_duplicates(main, stories.DECISION, round=1, actor=officer)

    cases = [stories.fresh(case) for case in (main, *twins)]
    assert {case.status for case in cases} == {CaseStatus.ANSWERED}
    assert {case.outcome for case in cases} == {Outcome.PARTLY}
    assert [answer.case_id for answer in answers] == [case.pk for case in cases]
    assert Answer.objects.values("text").distinct().count() == 1
    for case in cases:
        event = case.events.get(kind=EventKind.ANSWERED)
        tell(event.pk)
        assert Delivery.objects.filter(key=f"feedback:{event.pk}:citizen").count() == 1
    letters = {letter_pdf(case, case.answers.get()) for case in cases}
    assert len(letters) == 3
    assert main.events.get(kind=EventKind.SAME_ANSWER).facts == {"count": 2}


def test_a_refusal_of_one_answers_none(officer):
    main, twins = family(officer)
    decision = stories.DECISION.__class__(Outcome.REFUSED, "Үгүй", "", "Дээд шат")

    with pytest.raises(RuleBroken):
        answer_with_duplicates(main, decision, round=1, actor=officer)

    assert not Answer.objects.exists()
    assert {stories.fresh(case).is_open for case in (main, *twins)} == {True}


def test_a_duplicate_answered_before_keeps_its_own_answer(officer):
    main, (first, second) = family(officer)
    own, _answer = stories.answered(first, actor=officer)

    answer_with_duplicates(main, stories.DECISION, round=1, actor=officer)

    assert Answer.objects.filter(case=own).count() == 1
    assert stories.fresh(second).status == CaseStatus.ANSWERED


def test_a_duplicate_about_the_answerer_is_left_to_others(officer):
    main, (first, second) = family(officer)
    name_subjects(second, people=[officer], actor=desk.person("head.orkhon"))

    answer_with_duplicates(main, stories.DECISION, round=1, actor=officer)

    assert stories.fresh(first).status == CaseStatus.ANSWERED
    assert stories.fresh(second).status == CaseStatus.RECEIVED
    assert [link.case for link in links_of(main, user=officer)] == [first]


def test_what_was_linked_after_the_answer_gets_it_by_one_press_and_only_once(officer):
    main, _twins = family(officer, twins=0)
    answer_case(main, stories.DECISION, round=1, actor=officer)
    late = desk.orkhon()
    link_cases(late, main, kind=DUPLICATE, actor=officer)
    browser = desk.desk_of(officer)

    page = desk.html(browser.get(f"/en/desk/{main.number}/"))
    first = browser.post(f"/desk/{main.number}/links/answer/")
    second = browser.post(f"/desk/{main.number}/links/answer/")

    assert "Send them the same answer" in page
    assert first.status_code == second.status_code == 302
    assert Answer.objects.filter(case=late).count() == 1
    assert "Send them the same answer" not in desk.html(browser.get(f"/en/desk/{main.number}/"))


def test_an_unanswered_case_has_nothing_to_pass_on(officer):
    main, _twins = family(officer)

    with pytest.raises(RuleBroken):
        answer_duplicates(main, actor=officer)


def test_a_link_to_a_duplicate_points_to_the_main_case(officer):
    main, (twin, _other) = family(officer)
    third = desk.orkhon()

    link = link_cases(third, twin, kind=DUPLICATE, actor=officer)

    assert link.to_case == main
    assert main_of(third) == main


def test_there_are_no_circles_and_no_chains(officer):
    main, (twin, _other) = family(officer)
    third = desk.orkhon()

    for case, other in ((main, twin), (main, third), (twin, third), (main, main)):
        with pytest.raises(RuleBroken):
            link_cases(case, other, kind=DUPLICATE, actor=officer)

    assert CaseLink.objects.count() == 2


def test_linking_twice_is_one_link_and_related_is_the_same_both_ways(officer):
    a, b = desk.orkhon(), desk.orkhon()

    first = link_cases(a, b, kind=RELATED, actor=officer)
    again = link_cases(b, a, kind=RELATED, actor=officer)
    twin = link_cases(a, b, kind=DUPLICATE, actor=officer)
    twice = link_cases(a, b, kind=DUPLICATE, actor=officer)

    assert first == again
    assert twin == twice
    assert a.events.filter(kind=EventKind.LINKED).count() == 2
    assert {link.case for link in links_of(b, user=officer)} == {a}


def test_undoing_sets_both_free_and_the_case_can_be_linked_anew(officer):
    main, (twin, _other) = family(officer)
    link = CaseLink.objects.get(from_case=twin)

    undo_link(twin, link.pk, actor=officer)
    answer_with_duplicates(main, stories.DECISION, round=1, actor=officer)

    assert stories.fresh(twin).status == CaseStatus.RECEIVED
    assert twin.events.filter(kind=EventKind.UNLINKED).exists()
    assert link_cases(twin, desk.orkhon(), kind=DUPLICATE, actor=officer).pk != link.pk


def test_a_link_of_another_case_cannot_be_undone_here(officer):
    _main, (twin, _other) = family(officer)
    stranger = desk.orkhon()
    link = CaseLink.objects.get(from_case=twin)
    browser = desk.desk_of(officer)

    assert browser.post(f"/desk/{stranger.number}/links/{link.pk}/undo/").status_code == 404
    assert browser.post(f"/desk/{twin.number}/links/{link.pk}/undo/").status_code == 302
    assert browser.post(f"/desk/{twin.number}/links/{link.pk}/undo/").status_code == 404


def test_the_database_refuses_a_second_main_and_a_link_to_itself(officer):
    _main, (twin, other) = family(officer)
    facts = {"kind": DUPLICATE, "by": officer, "at": twin.received_at}

    for case, target in ((twin, other), (other, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseLink.objects.create(from_case=case, to_case=target, **facts)


@pytest.mark.django_db(transaction=True)
def test_two_who_link_crosswise_make_one_link():
    a, b = factories.case(), factories.case()
    officer = stories.officer(a)

    results = race.together(
        lambda: link_cases(a, b, kind=DUPLICATE, actor=officer),
        lambda: link_cases(b, a, kind=DUPLICATE, actor=officer),
    )

    assert len(race.refusals(results)) == 1
    assert CaseLink.objects.count() == 1


def test_cases_of_the_same_words_or_service_and_place_are_offered(officer):
    words = "Жаргалантын захын автомашины жин иргэдийг хохироож байна"
    main = desk.orkhon(text=words)
    same = desk.orkhon(text=f"Манай {words}, шалгаж өгнө үү")
    other = desk.orkhon(text="Сургалтын гэрчилгээ хугацаандаа ирсэнгүй")
    far = desk.verification(text=words)

    found = candidates(main, user=officer)

    assert [row.case for row in found] == [same]
    assert len(found[0].words) >= 3
    assert other not in [row.case for row in found]
    assert far not in [row.case for row in candidates(main, user=desk.person("agency.head"))]


def test_offering_costs_the_same_for_one_and_for_thirty(officer):
    main = desk.orkhon()

    def cost():
        with CaptureQueriesContext(connection) as queries:
            candidates(main, user=officer)
        return len(queries)

    desk.orkhon()
    cost()  # which also reads the posts of the officer
    few = cost()
    for _case in range(30):
        desk.orkhon()

    assert cost() == few


def test_the_page_links_by_the_list_or_by_a_number_and_hides_strangers(officer):
    case, other, far = desk.orkhon(), desk.orkhon(), desk.verification()
    browser = desk.desk_of(officer)
    address = f"/en/desk/{case.number}/links/"

    nothing = browser.post(address, {"kind": "duplicate"})
    stranger = browser.post(address, {"kind": "duplicate", "number": far.number})
    right = browser.post(address, {"kind": "duplicate", "offered": other.number})
    page = desk.html(browser.get(f"/en/desk/{case.number}/"))

    assert (nothing.status_code, stranger.status_code, right.status_code) == (422, 422, 302)
    assert "Choose a case or write its number." in desk.html(nothing)
    assert "There is no such case on your desk." in desk.html(stranger)
    assert f"/desk/{other.number}/" in page
    assert far.number not in page


def test_a_related_case_is_shown_only_to_who_may_see_it(officer):
    near, far = desk.orkhon(), desk.verification()
    link_cases(near, far, kind=RELATED, actor=desk.person("agency.head"))

    assert far.number not in desk.html(desk.desk_of(officer).get(f"/desk/{near.number}/"))
    assert far.number in desk.html(desk.desk("agency.head").get(f"/desk/{near.number}/"))


def test_a_link_is_undone_only_by_who_sees_both_ends(officer):
    near, far = desk.orkhon(), desk.verification()
    link = link_cases(near, far, kind=RELATED, actor=desk.person("agency.head"))
    address = f"/desk/{near.number}/links/{link.pk}/undo/"

    assert desk.desk_of(officer).post(address).status_code == 404
    assert desk.desk("agency.head").post(address).status_code == 302


@pytest.mark.parametrize(("ticked", "answered"), [("on", 3), ("", 1)])
def test_the_answer_form_offers_and_obeys_the_tick(officer, ticked, answered):
    main, _twins = family(officer)
    browser = desk.desk_of(officer)
    address = f"/en/desk/{main.number}/answer/"
    given = {
        "round": 1, "outcome": "granted", "text": "Жинг зассан.", "ground": "",
        "remedy": "Дээд шатны байгууллага.", "fans_out": ticked,
    }  # fmt: skip

    form = browser.get(address)
    preview = browser.post(address, {**given, "step": "preview"})
    sent = browser.post(address, {**given, "step": "send"})

    assert form.context["form"]["fans_out"].value() is True
    assert "Send the same answer to the duplicates" in desk.html(form)
    assert ("get the same answer" in desk.html(preview)) == bool(ticked)
    assert sent.status_code == 302
    assert Answer.objects.count() == answered
