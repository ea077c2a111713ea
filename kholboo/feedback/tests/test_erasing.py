"""A person is erased: what goes, what stays, who may, and that nothing comes back."""

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from kholboo.audit.models import Entry
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.core.seal import Unsealable
from kholboo.documents.models import Document
from kholboo.documents.rules import Variant
from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import (
    Answer,
    CaseEvent,
    Contact,
    Draft,
    Erasure,
    ErasureRequest,
    Rating,
)
from kholboo.feedback.queries.searching import search
from kholboo.feedback.queries.tracking import answer_of, may_reopen
from kholboo.feedback.rules import CaseStatus, ErasureBasis, EventKind, RequestState, Solved
from kholboo.feedback.services import cases, citizen, erasing, messages
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import race, stories
from kholboo.feedback.tests.desk import orkhon, person
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened

pytestmark = pytest.mark.django_db


def picture():
    return uploads.receive_upload(samples.upload("зураг.png", samples.png()), actor=None)


def head():
    return person("head.orkhon")


def ended(**more):
    """An answered and rated case of Orkhon, with a file and the messages about it."""
    case = orkhon(**more)
    actor = stories.officer(case)
    cases.take_case(case, actor=actor)
    cases.ask_citizen(case, text="Жингийн дугаар хэд вэ?", actor=actor)
    citizen.send_message(case, text="Дугаар нь 2143.", documents=[picture()])
    cases.add_note(case, text="Дорж Болд гуай ярьсан.", actor=actor)
    case, _answer = stories.answered(case, actor=actor)
    citizen.rate_case(case, solved=Solved.NO, score=2, words="Жин хэвээрээ.")
    for event in CaseEvent.objects.filter(case=case):
        messages.tell(event.pk)
    return stories.fresh(case)


def erased(case=None):
    case = case or ended()
    erasing.ask_erasure(case, actor=None)
    erasing.grant_erasure(case, actor=head())
    return stories.fresh(case)


def test_what_was_said_and_who_said_it_goes():
    case = erased()

    contact = Contact.objects.get(case=case)
    with pytest.raises(Unsealable):
        person_of(contact)
    assert bytes(contact.wrapped_key) == bytes(contact.sealed) == b""
    assert (contact.phone_hash, contact.email_hash, contact.name_hashes) == ("", "", [])
    assert (case.text, case.wish, case.search_text, case.client_digest) == ("", "", "", "")
    texts = CaseEvent.objects.filter(case=case).values_list("text", "text_salt")
    assert set(texts) == {("", "")}
    assert Answer.objects.filter(case=case).values_list("text", "ground", "remedy").get() == (
        "", "", "",
    )  # fmt: skip
    assert Rating.objects.get(case=case).words == ""
    assert not case.files.exists()
    for delivery in Delivery.objects.filter(key__startswith="feedback:"):
        assert opened(delivery) == {}
        assert delivery.recipient == ""


def test_what_the_agency_must_count_stays():
    before = ended()
    case = erased(before)

    for name in ("number", "kind", "channel", "service_id", "office_id", "received_at", "outcome"):
        assert getattr(case, name) == getattr(before, name)
    assert case.status == CaseStatus.CLOSED
    assert Rating.objects.get(case=case).score == 2
    assert Answer.objects.get(case=case).outcome == "partly"


def test_the_story_stays_chained_and_says_what_happened():
    case = erased()

    assert first_broken(case) is None
    last = case.events.last()
    assert (last.kind, last.facts) == (EventKind.ERASED, {"basis": "request"})


def test_a_text_that_is_blanked_where_nobody_was_erased_shows():
    case, _actor = stories.asked("Жингийн дугаар?")
    question = CaseEvent.objects.get(case=case, kind=EventKind.QUESTION)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE feedback_caseevent DISABLE TRIGGER feedback_caseevent_no_change"
        )
        cursor.execute(
            "UPDATE feedback_caseevent SET text = '', text_salt = '' WHERE id = %s", [question.pk]
        )
        cursor.execute("ALTER TABLE feedback_caseevent ENABLE TRIGGER feedback_caseevent_no_change")

    assert first_broken(case) == question


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE feedback_caseevent SET text = ''",
        "UPDATE feedback_caseevent SET text = '', text_salt = '', kind = 'note'",
        "UPDATE feedback_caseevent SET text = '', text_salt = '', facts = '{\"a\": 1}'",
        "UPDATE feedback_caseevent SET text = 'Өөр', text_salt = ''",
        "UPDATE feedback_caseevent SET digest = repeat('0', 64)",
        "DELETE FROM feedback_caseevent",
        "UPDATE feedback_answer SET text = '', ground = '', remedy = ''",
        "UPDATE feedback_answer SET text = '', ground = '', remedy = '', is_erased = true,"
        " outcome = 'granted'",
        "UPDATE feedback_answer SET text = 'Өөр', ground = '', remedy = '', is_erased = true",
        "DELETE FROM feedback_answer",
        "UPDATE feedback_erasure SET basis = 'rule'",
        "DELETE FROM feedback_erasure",
    ],
)
def test_the_database_lets_nothing_else_through(change):
    case = ended()
    Erasure.objects.create(
        case=case, number=case.number, at=case.received_at, by=head(), basis=ErasureBasis.REQUEST
    )

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    "blank",
    [
        "UPDATE feedback_caseevent SET text = '', text_salt = ''",
        "UPDATE feedback_answer SET text = '', ground = '', remedy = '', is_erased = true",
    ],
)
def test_words_are_blanked_only_where_the_ledger_names_the_case(blank):
    ended()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(blank)


def test_the_bytes_of_files_go_when_it_commits(django_capture_on_commit_callbacks):
    case = ended()
    document = Document.objects.get(pk=case.files.get().document_id)
    assert default_storage.exists(document.place(Variant.ORIGINAL))

    with django_capture_on_commit_callbacks(execute=True):
        erased(case)

    assert not any(default_storage.exists(document.place(variant)) for variant in Variant)
    assert not Document.objects.filter(pk=document.pk).exists()


def test_a_message_that_has_not_left_is_given_up():
    case = ended()
    waiting = Delivery.objects.filter(state="waiting")
    assert waiting.exists()

    erased(case)

    assert not waiting.exists()


def test_nothing_is_written_about_an_erased_person_again():
    case = erased()
    officer = stories.officer(case)

    with pytest.raises(RuleBroken):
        cases.add_note(case, text="Болд ахиад залгав.", actor=officer)
    with pytest.raises(RuleBroken):
        citizen.rate_case(case, solved=Solved.YES, score=5, words="Баярлалаа")
    with pytest.raises(RuleBroken):
        citizen.reopen_case(case, reason="Болсонгүй")
    assert not may_reopen(case, now=case.received_at)
    with pytest.raises(NotFound):
        answer_of(case, 1)


def test_nobody_finds_an_erased_person():
    case = erased()

    for text in ("Болд", "99112233", "жин", "дутуу"):
        assert case not in search(type(case).objects.all(), text, telling=Q(), wanted=26)
    assert case in search(type(case).objects.all(), case.number, telling=Q(), wanted=26)


def test_a_case_in_work_is_not_erased():
    case, _actor = stories.taken(orkhon())

    with pytest.raises(RuleBroken):
        erasing.ask_erasure(case, actor=None)


def test_a_case_reopened_after_the_request_is_not_erased_in_work():
    """Nobody could answer it, close it or take it back: it would be late for ever."""
    case = ended()
    erasing.ask_erasure(case, actor=None)
    citizen.reopen_case(case, reason="Болсонгүй")

    with pytest.raises(RuleBroken):
        erasing.grant_erasure(case, actor=head())

    case = stories.fresh(case)
    assert case.erased_at is None
    assert case.status == CaseStatus.REOPENED
    assert ErasureRequest.objects.get().state == RequestState.WAITING


def test_asking_and_granting_twice_is_once():
    case = ended()
    first = erasing.ask_erasure(case, actor=None)

    assert erasing.ask_erasure(case, actor=None) == first
    done = erasing.grant_erasure(case, actor=head())
    assert erasing.grant_erasure(case, actor=head()) == done
    assert Entry.objects.filter(action="feedback.person_erased").count() == 1


def test_a_refusal_says_why_and_the_words_stay():
    case = ended()
    erasing.ask_erasure(case, actor=None)

    erasing.refuse_erasure(case, reason="Шүүхэд хэрэг хянагдаж байна.", actor=head())

    assert stories.fresh(case).text
    assert case.events.last().text == "Шүүхэд хэрэг хянагдаж байна."
    assert ErasureRequest.objects.get(case=case).state == RequestState.REFUSED


def test_a_sent_draft_goes_too():
    case = ended()
    Draft.objects.create(
        case=case, sealed_answers=b"", created_at=case.received_at, changed_at=case.received_at
    )

    erased(case)

    assert not Draft.objects.filter(case=case).exists()


def test_history_never_tied_an_account_to_the_case(django_user_model):
    owner = django_user_model.objects.create(email="owner@example.mn", is_active=True)

    case = orkhon(user=owner)

    assert not Entry.objects.filter(target=f"feedback.Case:{case.pk}", actor=owner).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_one_erases():
    case = ended()
    erasing.ask_erasure(case, actor=None)

    race.together(
        lambda: erasing.grant_erasure(case, actor=head()),
        lambda: erasing.grant_erasure(case, actor=head()),
    )

    assert Erasure.objects.filter(case=case).count() == 1
    assert case.events.filter(kind=EventKind.ERASED).count() == 1
    assert first_broken(case) is None


def test_a_receipt_is_not_sent_to_an_erased_person():
    case = stories.answered(orkhon())[0]
    erased(case)

    for event in CaseEvent.objects.filter(case=case):
        messages.tell(event.pk)

    assert not Delivery.objects.exclude(payload=b"").exists()
