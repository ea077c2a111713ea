"""Offers of the provider: the one that can be paid now, those to be looked at, those to take back."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from kholboo.payments.models import Attempt, Invoice
from kholboo.payments.rules import LIVE, AttemptState, InvoiceState

# One that was refused is asked for again only when somebody may have put right what was wrong.
REFUSED_REST = timedelta(minutes=10)


def offer_of(invoice: Invoice) -> Attempt | None:
    """What is offered now, or being prepared."""
    newest = newest_of(invoice)
    return newest if newest and newest.state in (AttemptState.ASKED, *LIVE) else None


def newest_of(invoice: Invoice) -> Attempt | None:
    return invoice.attempts.order_by("-number").first()


def may_be_offered(invoice: Invoice, now: datetime) -> bool:
    """Whether another offer is wanted: none stands, and none was refused a moment ago."""
    newest = newest_of(invoice)
    if newest is None:
        return True
    if newest.state in (AttemptState.ASKED, *LIVE):
        return False
    return not newest.failure or newest.made_at + REFUSED_REST <= now


def attempt_hinted(hint_key: str) -> Attempt | None:
    """By the key in the provider's callback; it names, and opens nothing."""
    return Attempt.objects.exclude(provider_id="").filter(hint_key=hint_key).first()


def due(now: datetime) -> QuerySet[Attempt]:
    """Longest waiting first, as many as one minute of one worker can look at."""
    return (
        Attempt.objects.filter(next_look_at__lte=now)
        .only("pk", "state", "looked_at")
        .order_by("next_look_at")[:500]
    )


def to_withdraw() -> list[int]:
    """Offers that ask for another sum than is still to be paid."""
    live = Attempt.objects.filter(state__in=[AttemptState.ASKED, *LIVE], withdrawn_at=None)
    wrong = live.exclude(
        invoice__state=InvoiceState.OPEN,
        amount=F("invoice__total") - F("invoice__paid") + F("invoice__refunded"),
    )
    return list(wrong.values_list("pk", flat=True)[:500])
