"""Money goes back: one person asks, another approves, the provider or a person carries it."""

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.core.jobs import schedule
from kholboo.payments import rules
from kholboo.payments.errors import Refused
from kholboo.payments.models import Invoice, Refund, Settlement
from kholboo.payments.qpay.port import PaymentProvider, PaymentState
from kholboo.payments.rules import RefundState, Source
from kholboo.payments.services import receipts, settling
from kholboo.payments.wiring import payment_provider

# Of these the money is still here.
NOT_GOING = (RefundState.REFUSED, RefundState.FAILED)
# Of a refund that failed: nobody knows whether the money went; the provider said that it did not.
UNANSWERED, NOT_GIVEN = "no_answer", "not_given"


class GoneBack(RuleBroken):
    """The money is with its payer already, as the provider says."""


def ask(
    settlement: Settlement, *, amount: int, reason: str, is_by_hand: bool, actor: User
) -> Refund:
    """A whole payment by phone goes back through the provider, everything else by hand.

    Asks the provider first where an answer of it never came. RuleBroken when it gave the money
    back then, or cannot be asked.
    """
    _look_up(settlement)
    return _ask(settlement, amount=amount, reason=reason, is_by_hand=is_by_hand, actor=actor)


@transaction.atomic
def _ask(
    settlement: Settlement, *, amount: int, reason: str, is_by_hand: bool, actor: User
) -> Refund:
    invoice = settling.lock(settlement.invoice_id)
    going = settlement.refunds.exclude(state__in=NOT_GOING)
    left = settlement.amount - (going.aggregate(sum=Sum("amount"))["sum"] or 0)
    if going.filter(state__in=[RefundState.ASKED, RefundState.APPROVED]).exists():
        raise RuleBroken(_("Giving this money back was asked for already."))
    if not 0 < amount <= left:
        raise RuleBroken(
            _("At most %(left)s ₮ of it can be given back.") % {"left": f"{left:,}"}, field="amount"
        )
    if not reason.strip():
        raise RuleBroken(_("Say why it is given back."), field="reason")
    is_whole = settlement.source == Source.QPAY and amount == settlement.amount
    refund = Refund.objects.create(
        settlement=settlement,
        amount=amount,
        reason=reason[: rules.LONGEST_NOTE],
        is_by_provider=is_whole and not is_by_hand and payment_provider() is not None,
        asked_by=actor,
        asked_at=clock.now(),
    )
    _tell("payments.refund_asked", invoice, refund, actor)
    return refund


@transaction.atomic
def decide(refund: Refund, *, is_approved: bool, note: str, actor: User) -> None:
    """By another person than who asked. RuleBroken for one's own, and when it is decided already."""
    invoice, refund = _locked(refund)
    if refund.state != RefundState.ASKED:
        raise RuleBroken(_("Somebody has decided this already."))
    if refund.asked_by_id == actor.pk:
        raise RuleBroken(_("You asked for it yourself: a second person must decide."))
    if not is_approved and not note.strip():
        raise RuleBroken(_("Say why it is not approved."), field="note")
    refund.state = RefundState.APPROVED if is_approved else RefundState.REFUSED
    refund.decided_by, refund.decided_at = actor, clock.now()
    refund.note = note[: rules.LONGEST_NOTE]
    refund.save()
    what = "payments.refund_approved" if is_approved else "payments.refund_refused"
    _tell(what, invoice, refund, actor)
    if is_approved and refund.is_by_provider:
        _ask_to_carry(refund.pk)


def give_by_hand(refund: Refund, *, note: str, actor: User) -> None:
    """The cashier gave it back; `note` says how (the number of the transfer, the receipt).

    Not what the provider gave back by an answer that was lost: it is asked first.
    """
    try:
        _look_up(refund.settlement)
    except GoneBack:
        _fail(refund, "gone_back")
        raise
    _give(refund, note=note, actor=actor)


@transaction.atomic
def _give(refund: Refund, *, note: str, actor: User) -> None:
    invoice, refund = _locked(refund)
    if refund.state != RefundState.APPROVED or refund.is_by_provider:
        raise RuleBroken(_("This money cannot be given back by hand now."))
    if not note.strip():
        raise RuleBroken(_("Write how it was given back."), field="note")
    refund.note = note[: rules.LONGEST_NOTE]
    _done(invoice, refund, actor)


def _look_up(settlement: Settlement) -> None:
    """What became of a refund whose answer never came: the provider knows. Outside transactions."""
    unsure = settlement.refunds.filter(state=RefundState.FAILED, note=UNANSWERED).first()
    if unsure is None:
        return
    provider = payment_provider()
    try:
        if provider is None:
            raise Unreachable(_("QPay is off."))
        is_back = _is_back(provider, settlement)
    except (Refused, Unreachable) as error:
        raise RuleBroken(
            _(
                "QPay never answered whether it gave this money back, and cannot be asked now. "
                "Try again later."
            )
        ) from error
    if is_back:
        _carried_after_all(unsure)
        raise GoneBack(_("QPay gave this money back already."))
    Refund.objects.filter(pk=unsure.pk, note=UNANSWERED).update(note=NOT_GIVEN)


def carry_out(refund_id: int) -> None:
    """The job: through the provider. What was given back by a lost answer is not asked for again."""
    provider = payment_provider()
    refund = Refund.objects.select_related("settlement__attempt").filter(pk=refund_id).first()
    if provider is None or refund is None or refund.state != RefundState.APPROVED:
        return
    if not refund.is_by_provider:
        return
    Refund.objects.filter(pk=refund.pk).update(tries=F("tries") + 1)
    try:
        if not _is_back(provider, refund.settlement):
            provider.give_back(refund.settlement.key, note=refund.reason)
    except Unreachable:
        _put_off(refund)
    except Refused as error:
        _refused(provider, refund, error.word)
    else:
        _carried(refund)


def _refused(provider: PaymentProvider, refund: Refund, word: str) -> None:
    """Two workers at once: the second is refused what the first one has just given back."""
    try:
        is_back = _is_back(provider, refund.settlement)
    except Unreachable:
        _put_off(refund)
    except Refused:
        _fail(refund, word)
    else:
        if is_back:
            _carried(refund)
        else:
            _fail(refund, word)


def _is_back(provider: PaymentProvider, settlement: Settlement) -> bool:
    if settlement.attempt is None:
        return False
    found = provider.payments(settlement.attempt.provider_id)
    return any(
        payment.id == settlement.key and payment.state == PaymentState.GIVEN_BACK
        for payment in found
    )


@transaction.atomic
def _carried(refund: Refund) -> None:
    invoice, refund = _locked(refund)
    if refund.state == RefundState.APPROVED:
        _done(invoice, refund, None)


@transaction.atomic
def _carried_after_all(refund: Refund) -> None:
    invoice, refund = _locked(refund)
    if refund.state == RefundState.FAILED:
        _done(invoice, refund, None)


def _done(invoice: Invoice, refund: Refund, actor: User | None) -> None:
    refund.state, refund.done_at = RefundState.DONE, clock.now()
    refund.save(update_fields=["state", "done_at", "note"])
    invoice.refunded += refund.amount
    settling.stand_anew(invoice)
    _tell("payments.refund_done", invoice, refund, actor)
    if not invoice.balance:
        receipts.ask_to_cancel(invoice)


def _put_off(refund: Refund) -> None:
    if refund.tries + 1 >= rules.MOST_TRIES:
        _fail(refund, UNANSWERED)
        return
    _ask_to_carry(refund.pk, after=refund.tries + 1)


def _ask_to_carry(refund_id: int, *, after: int = 0) -> None:
    at = clock.now() + rules.pause_after(after) if after else None
    schedule(
        "payments.carry_refund", once=f"payments.refund-{refund_id}", at=at, refund_id=refund_id
    )


@transaction.atomic
def _fail(refund: Refund, word: str) -> None:
    invoice, refund = _locked(refund)
    if refund.state == RefundState.APPROVED:
        refund.state, refund.note = RefundState.FAILED, word
        refund.save(update_fields=["state", "note"])
        _tell("payments.refund_failed", invoice, refund, None)


def _locked(refund: Refund) -> tuple[Invoice, Refund]:
    """The invoice first, as everywhere, then its refund as it is now."""
    invoice = settling.lock(refund.settlement.invoice_id)
    fresh = Refund.objects.select_for_update(of=("self",)).select_related("settlement")
    return invoice, fresh.get(pk=refund.pk)


def _tell(action: str, invoice: Invoice, refund: Refund, actor: User | None) -> None:
    audit.record(
        action,
        invoice,
        actor=actor,
        amount=refund.amount,
    )
