"""Offers of the provider: made, looked at, taken back. No transaction is open while it is asked.

What the provider's callback says is a hint to look; what `payments` answers is the truth. Before
each look the next one is already written down, so whoever is killed in between loses nothing: the
clock looks again, and the same money is met a second time.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from kholboo.core import clock
from kholboo.core.errors import Unreachable
from kholboo.core.jobs import schedule, schedule_many
from kholboo.payments import rules
from kholboo.payments.errors import Refused
from kholboo.payments.models import Attempt, Invoice
from kholboo.payments.qpay.port import Offer, Order, Payment, PaymentState
from kholboo.payments.queries import offers
from kholboo.payments.rules import LIVE, AttemptState, Source
from kholboo.payments.services import settling
from kholboo.payments.services.settling import Money
from kholboo.payments.wiring import payment_provider


def offer(invoice: Invoice) -> None:
    """See to it that the invoice can be paid by phone. Does nothing where it can be already."""
    if payment_provider() is None or not invoice.rest:
        return
    # Asked first without a lock: nearly always one stands already.
    if offers.may_be_offered(invoice, clock.now()):
        _make_offer(invoice.pk)


def offer_first(invoice: Invoice) -> None:
    """The same for an invoice of this very transaction: nobody else knows it, so nobody is asked."""
    if payment_provider() is None or not invoice.rest:
        return
    attempt = _made(invoice, 1, clock.now())
    schedule_many("payments.open_offer", {_slot(attempt.pk): {"attempt_id": attempt.pk}})


@transaction.atomic
def _make_offer(invoice_id: int) -> None:
    invoice, now = settling.lock(invoice_id), clock.now()
    if not invoice.rest or not offers.may_be_offered(invoice, now):
        return
    _ask_to_open(_made(invoice, invoice.attempts.count() + 1, now).pk)


def _made(invoice: Invoice, number: int, now: datetime) -> Attempt:
    return Attempt.objects.create(
        invoice=invoice,
        number=number,
        amount=invoice.rest,
        made_at=now,
        expires_at=now + rules.OFFER_LIFE,
        next_look_at=now + rules.pause_after(1),
    )


def _ask_to_open(attempt_id: int) -> None:
    schedule("payments.open_offer", once=_slot(attempt_id), attempt_id=attempt_id)


def _slot(attempt_id: int) -> str:
    return f"payments.open-{attempt_id}"


def open_offer(attempt_id: int) -> None:
    """The job: ask the provider. Running it twice at once makes one offer."""
    provider, attempt = payment_provider(), _take(attempt_id, clock.now())
    if provider is None or attempt is None:
        return
    try:
        made = provider.open(_order(attempt))
    except Unreachable:
        _put_off(attempt)
    except Refused as error:
        _give_up(attempt, error.word)
    else:
        _show(attempt, made)


def _take(attempt_id: int, now: datetime) -> Attempt | None:
    """One worker at a time, by one conditional UPDATE; each try counts when it begins."""
    taken = Attempt.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        pk=attempt_id,
        state=AttemptState.ASKED,
    ).update(
        leased_until=now + rules.LEASE,
        tries=F("tries") + 1,
        next_look_at=now + rules.LEASE,
    )
    found = Attempt.objects.select_related("invoice").filter(pk=attempt_id)
    return found.first() if taken else None


def _order(attempt: Attempt) -> Order:
    invoice = attempt.invoice
    hint = reverse("payments:hint", args=[attempt.hint_key])
    return Order(
        number=f"{invoice.number}-{attempt.number}-{attempt.tries}",
        amount=attempt.amount,
        text=f"{invoice.transfer_text} {invoice.number}",
        hint_address=f"{settings.PUBLIC_URL}{hint}",
        expires_at=attempt.expires_at,
    )


def _show(attempt: Attempt, made: Offer) -> None:
    now = clock.now()
    shown = Attempt.objects.filter(
        pk=attempt.pk, state=AttemptState.ASKED, leased_until=attempt.leased_until
    ).update(
        state=AttemptState.OPEN,
        provider_id=made.id,
        qr=made.qr,
        links=[[link.name, link.address] for link in made.links],
        leased_until=None,
        next_look_at=now + rules.pause_after(1),
    )
    if shown and not Invoice.objects.get(pk=attempt.invoice_id).is_open:
        withdraw(attempt.pk)


def _put_off(attempt: Attempt) -> None:
    if attempt.tries >= rules.MOST_TRIES:
        _give_up(attempt, "no_answer")
        return
    Attempt.objects.filter(pk=attempt.pk, leased_until=attempt.leased_until).update(
        leased_until=None, next_look_at=clock.now() + rules.pause_after(attempt.tries)
    )


def _give_up(attempt: Attempt, word: str) -> None:
    """Bank transfer and the desk remain; who looks at the page later gets another offer."""
    Attempt.objects.filter(pk=attempt.pk, state=AttemptState.ASKED).update(
        state=AttemptState.CLOSED, failure=word[:60], leased_until=None, next_look_at=None
    )


def hint(hint_key: str) -> None:
    """Somebody says that something happened: look soon, and not oftener than every few seconds."""
    attempt = offers.attempt_hinted(hint_key)
    if attempt is not None:
        look_soon(attempt)


def watch(attempt: Attempt) -> None:
    """Somebody has the page open and waits: the provider is asked every quarter of a minute."""
    seen = attempt.looked_at or attempt.made_at
    if attempt.is_shown and seen + rules.WATCH_PAUSE <= clock.now():
        look_soon(attempt)


def look_soon(attempt: Attempt) -> None:
    at = attempt.looked_at + rules.HINT_PAUSE if attempt.looked_at else None
    if at is not None and at <= clock.now():
        at = None
    schedule("payments.look", once=f"payments.look-{attempt.pk}", at=at, attempt_id=attempt.pk)


def look(attempt_id: int) -> None:
    """The job: ask what was paid, and write it down. Safe to repeat, to race and to be killed."""
    provider, now = payment_provider(), clock.now()
    attempt = Attempt.objects.exclude(provider_id="").filter(pk=attempt_id).first()
    if provider is None or attempt is None:
        return
    attempt.looks += 1
    Attempt.objects.filter(pk=attempt.pk).update(
        looks=attempt.looks, looked_at=now, next_look_at=_next_look(attempt, now)
    )
    try:
        found = provider.payments(attempt.provider_id)
    except (Unreachable, Refused):
        return  # the next look is written down already
    _write_down(attempt, found)


def _next_look(attempt: Attempt, now: datetime) -> datetime | None:
    """None when nothing can come any more; a hint makes us look even then."""
    following = now + rules.pause_after(attempt.looks)
    return following if following < attempt.expires_at + rules.AFTER_LIFE else None


@transaction.atomic
def _write_down(attempt: Attempt, found: list[Payment]) -> None:
    for payment in found:
        if payment.state == PaymentState.PAID and payment.amount > 0:
            settling.settle(attempt.invoice_id, _money(attempt, payment), actor=None)
    _stand(attempt, {payment.state for payment in found})


def _money(attempt: Attempt, payment: Payment) -> Money:
    return Money(
        Source.QPAY, payment.id, payment.amount, payment.at or clock.now(), attempt=attempt
    )


def _stand(attempt: Attempt, states: set[PaymentState]) -> None:
    """A success overrules a failure, and nothing a success; what expired is shown no more."""
    rows = Attempt.objects.filter(pk=attempt.pk)
    if PaymentState.PAID in states:
        rows.exclude(state=AttemptState.PAID).update(state=AttemptState.PAID)
    elif clock.now() >= attempt.expires_at:
        rows.filter(state__in=LIVE).update(state=AttemptState.CLOSED)
    elif PaymentState.FAILED in states:
        rows.filter(state=AttemptState.OPEN).update(state=AttemptState.FAILED)


def withdraw(attempt_id: int) -> None:
    """The job: nobody shall pay this offer any more; who did so meanwhile is met by a last look."""
    provider = payment_provider()
    attempt = Attempt.objects.filter(pk=attempt_id, withdrawn_at__isnull=True).first()
    if attempt is None:
        return
    if provider is not None and attempt.provider_id:
        try:
            provider.close(attempt.provider_id)
        except Unreachable:
            return  # the sweep asks again
    Attempt.objects.filter(pk=attempt.pk).update(withdrawn_at=clock.now())
    Attempt.objects.filter(pk=attempt.pk, state__in=[AttemptState.ASKED, *LIVE]).update(
        state=AttemptState.CLOSED
    )
    if attempt.provider_id:
        look(attempt.pk)


def sweep(now: datetime) -> None:
    """Each minute: what is due to be opened, looked at, or taken back. Nobody's browser is needed."""
    for attempt in offers.due(now):
        if attempt.state == AttemptState.ASKED:
            _ask_to_open(attempt.pk)
        else:
            look_soon(attempt)
    for key in offers.to_withdraw():
        schedule("payments.withdraw", once=f"payments.withdraw-{key}", attempt_id=key)
