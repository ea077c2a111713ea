"""Money goes back: asked for by one, approved by another, through the provider or by hand."""

import pytest
from django.db import IntegrityError, transaction

from kholboo.core.errors import RuleBroken
from kholboo.payments.models import Refund
from kholboo.payments.qpay.port import PaymentState
from kholboo.payments.rules import MOST_TRIES, RefundState
from kholboo.payments.services import attempts, refunds
from kholboo.payments.tests.desk import desk, html, person
from kholboo.payments.tests.factories import fresh, pay, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice():
    """An invoice that was paid twice by phone."""
    made, attempt = shown()
    pay(attempt)
    pay(attempt)
    attempts.look(attempt.pk)
    return fresh(made)


def ask(made, amount=150_000, **more):
    settlement = made.settlements.last()
    given = {"reason": "Хоёр удаа төлсөн", "is_by_hand": False, "actor": person()}
    return refunds.ask(settlement, amount=amount, **given | more)


def approve(refund, name="head.orkhon"):
    refunds.decide(refund, is_approved=True, note="", actor=person(name))


def test_a_whole_payment_goes_back_through_the_provider_once_approved(twice, provider):
    refund = ask(twice)
    assert refund.is_by_provider

    approve(refund)
    refunds.carry_out(refund.pk)
    refunds.carry_out(refund.pk)

    twice = fresh(twice)
    assert (twice.refunded, twice.surplus, twice.is_to_clear) == (150_000, 0, False)
    assert fresh(refund).state == RefundState.DONE
    back = [p for one in provider.kept.values() for p in one.payments]
    assert [p.state for p in back].count(PaymentState.GIVEN_BACK) == 1


def test_who_asked_cannot_approve_and_the_database_says_so_too(twice):
    refund = ask(twice, actor=person("head.orkhon"))

    with pytest.raises(RuleBroken):
        approve(refund, "head.orkhon")
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.update(decided_by=person("head.orkhon"))


@pytest.mark.parametrize("amount", [0, 150_001, -1])
def test_not_more_goes_back_than_came(twice, amount):
    with pytest.raises(RuleBroken):
        ask(twice, amount)


def test_the_same_money_is_asked_for_once_at_a_time(twice):
    refund = ask(twice, 100_000)
    with pytest.raises(RuleBroken):
        ask(twice, 50_000)
    approve(refund)
    refunds.give_by_hand(fresh(refund), note="Гүйлгээ 12", actor=person())

    with pytest.raises(RuleBroken):
        ask(twice, 60_000)
    ask(twice, 50_000)


def test_an_answer_that_was_lost_gives_nothing_back_twice(twice, provider):
    refund = ask(twice)
    approve(refund)
    provider.fault = "lost"
    refunds.carry_out(refund.pk)
    assert fresh(refund).state == RefundState.APPROVED

    provider.fault = ""
    refunds.carry_out(refund.pk)

    assert (fresh(refund).state, fresh(twice).refunded) == (RefundState.DONE, 150_000)


def test_what_the_provider_refuses_stays_to_be_cleared_and_can_go_by_hand(twice, provider):
    refund = ask(twice)
    approve(refund)
    for one in provider.kept.values():
        one.payments.clear()

    refunds.carry_out(refund.pk)
    assert (fresh(refund).state, fresh(twice).is_to_clear) == (RefundState.FAILED, True)

    again = ask(fresh(twice), is_by_hand=True)
    approve(again)
    refunds.give_by_hand(fresh(again), note="Гүйлгээ 13", actor=person())
    assert (fresh(twice).refunded, fresh(twice).is_to_clear) == (150_000, False)


def unanswered(twice, provider, *, is_back):
    """A refund of which every answer of the provider was lost."""
    refund = ask(twice)
    approve(refund)
    if is_back:
        provider.give_back(refund.settlement.key, note="")
    provider.fault = "500"
    for _try in range(MOST_TRIES):
        refunds.carry_out(refund.pk)
    assert fresh(refund).state == RefundState.FAILED
    return fresh(refund)


def test_money_that_went_back_unanswered_is_not_given_by_hand_again(twice, provider):
    lost = unanswered(twice, provider, is_back=True)
    with pytest.raises(RuleBroken) as refused:
        ask(fresh(twice), is_by_hand=True)
    assert not isinstance(refused.value, refunds.GoneBack)
    provider.fault = ""

    with pytest.raises(refunds.GoneBack):
        ask(fresh(twice), is_by_hand=True)

    assert (fresh(lost).state, fresh(twice).refunded) == (RefundState.DONE, 150_000)
    assert Refund.objects.count() == 1


def test_money_that_never_went_back_can_be_given_by_hand_once_it_is_known(twice, provider):
    unanswered(twice, provider, is_back=False)
    provider.fault = ""

    again = ask(fresh(twice), is_by_hand=True)
    approve(again)
    refunds.give_by_hand(fresh(again), note="Гүйлгээ 14", actor=person())

    assert (fresh(again).state, fresh(twice).refunded) == (RefundState.DONE, 150_000)


def test_the_provider_is_asked_once_more_before_the_cashier_gives(twice, provider):
    lost = unanswered(twice, provider, is_back=True)
    Refund.objects.filter(pk=lost.pk).update(note="")
    provider.fault = ""
    again = ask(fresh(twice), is_by_hand=True)
    approve(again)
    Refund.objects.filter(pk=lost.pk).update(note="no_answer")

    with pytest.raises(RuleBroken):
        refunds.give_by_hand(fresh(again), note="Гүйлгээ 15", actor=person())

    assert (fresh(again).state, fresh(lost).state) == (RefundState.FAILED, RefundState.DONE)
    assert fresh(twice).refunded == 150_000


def test_the_whole_way_at_the_desk(twice):
    cashier, head = desk(), desk("head.orkhon")
    cashier.post(
        f"/payments/desk/{twice.number}/refund/",
        {"settlement": twice.settlements.last().pk, "amount": 50_000, "reason": "Илүү"},
    )
    refund = Refund.objects.get()
    address = f"/payments/desk/refunds/{refund.pk}/"
    assert cashier.post(address, {"approve": 1}).status_code == 403
    assert desk("head.uvs").post(address, {"approve": 1}).status_code == 404
    assert desk("head.orkhon", is_fresh=False).get(address).status_code == 302
    assert address in html(head.get("/payments/desk/refunds/"))
    assert head.post(address, {"note": ""}).status_code == 422

    head.post(address, {"approve": 1, "note": ""})
    assert cashier.post(f"{address}give/", {"note": " "}).status_code == 422
    cashier.post(f"{address}give/", {"note": "Гүйлгээ 77"})

    assert fresh(refund).state == RefundState.DONE
    assert "50,000 ₮-ийг танд буцааж" in html(head.get(twice.address))
