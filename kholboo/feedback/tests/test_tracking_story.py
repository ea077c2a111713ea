"""The story of a case in sentences, for the citizen and for the desk."""

import pytest
from django.utils.translation import override

from kholboo.feedback.queries import desk, tracking
from kholboo.feedback.queries.timeline import Doors, Reader, WaitsFor, lines, waits_for
from kholboo.feedback.rules import Channel, Solved
from kholboo.feedback.services import cases, citizen
from kholboo.feedback.tests import factories, stories

pytestmark = pytest.mark.django_db
DOORS = Doors(file=lambda file: f"/f/{file.pk}", letter=lambda round: f"/l/{round}")


def told(case, reader=Reader.CITIZEN, language="en"):
    events = (tracking if reader == Reader.CITIZEN else desk).story_of(case).events
    with override(language):
        return lines(case, events, reader=reader, doors=DOORS)


def test_a_citizen_reads_their_whole_story_in_plain_sentences():
    case, actor = stories.asked()
    citizen.send_message(case, text="2143", documents=[])
    case, _answer = stories.answered(case, actor=actor)
    citizen.rate_case(case, solved=Solved.PARTLY, score=4, words="")
    case = citizen.reopen_case(case, reason="Жин хэвээрээ.")
    case = citizen.withdraw_case(case, reason="")

    story = told(case)

    assert [line.title for line in story] == [
        "We received your complaint",
        "Д.Болд began to work on it",
        "We asked you a question",
        "You wrote to us",
        "Answered: partly granted",
        "You rated the answer 4 of 5. Solved? Partly",
        "You reopened the case",
        "You withdrew the case",
    ]
    assert story[4].files == [("The answer as a letter (PDF)", "/l/1")]
    assert not any(line.is_current for line in story)


def test_who_did_it_is_the_citizen_or_an_officer_with_their_place():
    case, _actor = stories.taken()

    received, taken = told(case)

    assert received.who == "you"
    assert taken.who == f"Д.Болд, {case.unit.name_en}"
    assert taken.is_current


def test_the_desk_reads_of_the_citizen_and_sees_internal_notes():
    case, actor = stories.taken()
    cases.add_note(case, text="Утсаар ярив.", actor=actor)

    public, internal = told(case), told(case, Reader.DESK)

    assert [line.title for line in internal] == [
        "Received: web site",
        "Д.Болд began to work on it",
        "Internal note",
    ]
    assert internal[0].who == "citizen"
    assert not internal[2].is_public
    assert len(public) == 2


@pytest.mark.parametrize(
    ("channel", "title"),
    [
        (Channel.PHONE, "We wrote down your complaint from your call"),
        (Channel.LETTER, "Your complaint came by letter"),
        (Channel.VISIT, "You came to us with your complaint"),
        (Channel.API, "We received your complaint"),
    ],
)
def test_the_first_line_says_how_it_came(channel, title):
    assert told(factories.case(channel=channel))[0].title == title


def test_a_story_takes_the_same_queries_however_long_it_is(django_assert_num_queries):
    case, actor = stories.taken()
    for number in range(5):
        cases.add_note(case, text=str(number), actor=actor)
    events = desk.story_of(case).events

    with django_assert_num_queries(2):
        lines(case, events, reader=Reader.DESK, doors=DOORS)


def test_it_is_clear_whose_turn_it_is():
    case, actor = stories.taken()

    assert waits_for(case) == WaitsFor.US
    case = cases.ask_citizen(case, text="Хэдэн онд?", actor=actor)
    assert waits_for(case) == WaitsFor.YOU
    case, _answer = stories.answered(case, actor=actor)
    assert waits_for(case) == WaitsFor.NOBODY
