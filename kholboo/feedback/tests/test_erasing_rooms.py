"""Erasing reaches the rooms beside the case: inquiry, signatures, extensions, readings."""

import pytest

from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.feedback.contacts import sealed_contact
from kholboo.feedback.models import (
    Arrival,
    Assessment,
    Call,
    CaseEvent,
    Closing,
    Extension,
    IncomingLetter,
    Investigation,
    JointPetition,
    Measure,
    Posting,
    Reading,
    Signature,
    Suggestion,
)
from kholboo.feedback.services import cases, erasing, messages
from kholboo.feedback.services.hotline import note_on_case
from kholboo.feedback.tests import factories, race, stories
from kholboo.feedback.tests.desk import orkhon
from kholboo.feedback.tests.hotline import begun, operator
from kholboo.feedback.tests.test_erasing import ended, erased, head, picture
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def test_what_was_found_out_and_done_about_it_goes_and_its_cause_stays():
    case, now = ended(), clock.now()
    by = {"case": case, "by": head(), "at": now}
    kinds = {"severity": "grave", "complexity": "simple", "impact": "one"}
    Assessment.objects.create(**by, **kinds, is_safety=True, needs_action=True, action="Болд")
    Investigation.objects.create(**by, findings="Болд", sources="Болд", cause="delay")
    done = {"done_at": now, "done_by": head(), "proof": "Болд"}
    usual = {"kind": "correction", "what": "Болд", "responsible": head(), "due_on": now.date()}
    Measure.objects.create(**by, **usual, **done)
    Closing.objects.create(**by, round=1, acceptance="refused", alternatives="Болд")

    erased(case)

    rows = [model.objects.get(case=case) for model in (Assessment, Investigation, Measure, Closing)]
    assert "Болд" not in str([row.__dict__ for row in rows])
    assert rows[1].cause == "delay"


def test_those_who_signed_it_go_too():
    case = ended()
    sealed = sealed_contact(case.pk, factories.BOLD)
    parts = {name: getattr(sealed, name) for name in ("wrapped_key", "sealed", "phone_hash")}
    Signature.objects.create(case=case, at=clock.now(), **parts)
    proof = picture()
    JointPetition.objects.create(
        case=case, by="representative", sign_hash="a" * 32, proof=proof, at=clock.now()
    )

    erased(case)

    assert not Signature.objects.filter(case=case).exists()
    assert not Document.objects.filter(pk=proof.pk).exists()


def test_words_of_an_extension_and_of_a_reader_go():
    case = ended()
    Extension.objects.create(case=case, days=10, reason="Болд өвчтэй", at=clock.now(), actor=head())
    Reading.objects.create(
        case=case, user=head(), at=clock.now(), reason="other", words="Болдын ах"
    )

    erased(case)

    assert Extension.objects.get(case=case).reason == ""
    assert Reading.objects.get(case=case).words == ""


def test_a_call_about_it_from_another_phone_keeps_no_trace_of_that_phone():
    case = ended()
    call = note_on_case(begun("88001122"), case, text="Хаана явна?", actor=operator())
    assert Call.objects.get(pk=call.pk).phone_hash

    erased(case)

    assert Call.objects.get(pk=call.pk).phone_hash == ""


def test_the_e_mail_the_paper_and_the_suggestion_keep_nothing():
    case, now = ended(), clock.now()
    IncomingLetter.objects.create(
        digest="d" * 64, state="done", case=case, arrived_at=now, kept_at=now, decided_at=now,
        wrapped_key=b"key", sealed=b"sealed", email_hash="h" * 32,
    )  # fmt: skip
    Arrival.objects.create(case=case, present="Болд, Сараа")
    Suggestion.objects.create(
        case=case, field="kind", value="complaint", confidence=0.9, at=now,
        reason={"words": ["болд"]},
    )  # fmt: skip

    erased(case)

    letter = IncomingLetter.objects.get(case=case)
    assert (bytes(letter.wrapped_key), bytes(letter.sealed), letter.email_hash) == (b"", b"", "")
    assert not Arrival.objects.filter(case=case).exists()
    assert not Suggestion.objects.filter(case=case).exists()


def test_a_letter_that_waits_to_be_posted_goes_and_a_posted_one_stays():
    case, now = ended(), clock.now()
    waiting, posted = CaseEvent.objects.filter(case=case)[:2]
    Posting.objects.create(case=case, event=waiting, at=now)
    Posting.objects.create(case=case, event=posted, at=now, posted_on=now.date(), posted_by=head())

    erased(case)

    assert [letter.event for letter in Posting.objects.filter(case=case)] == [posted]


@pytest.mark.django_db(transaction=True)
def test_a_message_promised_while_erasing_does_not_stay():
    for _round in range(5):
        case = orkhon()
        actor = stories.officer(case)
        cases.take_case(case, actor=actor)
        case, _answer = stories.answered(case, actor=actor)
        erasing.ask_erasure(case, actor=None)
        event = CaseEvent.objects.get(case=case, kind="answered")

        race.together(
            lambda: messages.tell(event.pk),  # noqa: B023
            lambda: erasing.grant_erasure(case, actor=head()),  # noqa: B023
        )

        sent = Delivery.objects.filter(key__startswith=f"feedback:{event.pk}:")
        assert not sent.exclude(payload=b"").exists()
