"""Links made and undone while an answer goes out: nobody waits in a circle, nobody is left out."""

import pytest

from kholboo.feedback.models import Answer, CaseLink
from kholboo.feedback.queries.links import duplicates_of, main_of
from kholboo.feedback.rules import LinkKind
from kholboo.feedback.services.links import answer_with_duplicates, link_cases, undo_link
from kholboo.feedback.tests import desk, race, stories

pytestmark = pytest.mark.django_db(transaction=True)
DUPLICATE = LinkKind.DUPLICATE
ROUNDS = 6


def test_a_twin_linked_while_its_main_is_answered_waits_in_no_circle():
    """The newcomer has the lower key, so it is locked first by who links and last by who answers."""
    officer = desk.person("officer.orkhon")
    for _round in range(ROUNDS):
        newcomer, main, twin = desk.orkhon(), desk.orkhon(), desk.orkhon()
        link = link_cases(twin, main, kind=DUPLICATE, actor=officer)

        answered, *_others = race.together(
            lambda main=main: answer_with_duplicates(
                main, stories.DECISION, round=1, actor=officer
            ),
            lambda new=newcomer, main=main: link_cases(new, main, kind=DUPLICATE, actor=officer),
            lambda new=newcomer, main=main: link_cases(new, main, kind=DUPLICATE, actor=officer),
            lambda twin=twin, link=link: undo_link(twin, link.pk, actor=officer),
        )

        assert isinstance(answered, list)
        assert Answer.objects.filter(case=main).count() == 1


def test_linking_through_a_twin_meets_the_answer_of_its_main_in_no_circle():
    officer = desk.person("officer.orkhon")
    for _round in range(ROUNDS):
        newcomer, twin, main = desk.orkhon(), desk.orkhon(), desk.orkhon()
        link_cases(twin, main, kind=DUPLICATE, actor=officer)

        answered, linked = race.together(
            lambda main=main: answer_with_duplicates(
                main, stories.DECISION, round=1, actor=officer
            ),
            lambda new=newcomer, twin=twin: link_cases(new, twin, kind=DUPLICATE, actor=officer),
        )

        assert isinstance(answered, list)
        assert isinstance(linked, CaseLink)
        assert linked.to_case_id == main.pk


def test_no_chain_grows_while_a_twin_is_let_go_and_its_main_is_linked_on():
    officer = desk.person("officer.orkhon")
    for _round in range(ROUNDS):
        newcomer, twin, main, farther = (desk.orkhon() for _case in range(4))
        link = link_cases(twin, main, kind=DUPLICATE, actor=officer)

        race.together(
            lambda new=newcomer, twin=twin: link_cases(new, twin, kind=DUPLICATE, actor=officer),
            lambda twin=twin, link=link: undo_link(twin, link.pk, actor=officer),
            lambda main=main, far=farther: link_cases(main, far, kind=DUPLICATE, actor=officer),
        )

        for case in (newcomer, twin, main, farther):
            assert not (main_of(case) and duplicates_of(case).exists())
