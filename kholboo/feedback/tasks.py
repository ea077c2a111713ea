"""Errands and alarms. A job finds its rows, calls one service, and can safely run twice."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kholboo.core.beats import beats
from kholboo.core.errors import Unreachable
from kholboo.feedback.services import (
    announcing,
    clockwork,
    drafts,
    escalation,
    hotline,
    ledger,
    mail,
    messages,
    retention,
    scores,
    signatures,
    sweeping,
)
from kholboo.feedback.services.triage import suggesting, training

LATER = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={Unreachable})


@app.task(name="feedback.tell", queue="messages", retry=LATER)
def tell(event_id: int) -> None:
    messages.tell(event_id)


@app.task(name="feedback.announce", queue="messages", retry=LATER)
def announce(office_id: int, unit_id: int, slot: int) -> None:
    announcing.announce(office_id=office_id, unit_id=unit_id, slot=slot)


@app.task(name="feedback.tell_signers", queue="messages", retry=LATER)
def tell_signers(event_id: int, after: int) -> None:
    signatures.tell_signers(event_id, after=after)


@app.task(name="feedback.recompute_terms", queue="clock")
def recompute_terms(reason: str) -> None:
    clockwork.recompute_open_cases(reason=reason)


@app.periodic(cron="20 * * * *", periodic_id="close-answered")
@app.task(name="feedback.close_answered", queue="clock", queueing_lock="feedback.close-answered")
@beats(_("Puts answered cases away when the time to reopen has passed"))
def close_answered(timestamp: int) -> None:
    """Hourly: cases whose time to reopen has passed are put away, however long ago that was."""
    sweeping.close_answered_cases()


@app.periodic(cron="40 * * * *", periodic_id="sweep-drafts")
@app.task(name="feedback.sweep_drafts", queue="clock", queueing_lock="feedback.sweep-drafts")
@beats(_("Forgets letters that were begun and never sent"))
def sweep_drafts(timestamp: int) -> None:
    drafts.sweep()


@app.task(name="feedback.write_ledger", queue="clock")
def write_ledger() -> None:
    ledger.LEDGER.write()


@app.periodic(cron="50 18 * * *", periodic_id="erase-by-rule")
@app.task(name="feedback.erase_by_rule", queue="clock", queueing_lock="feedback.erase-by-rule")
@beats(_("Erases people whose time to be kept has passed"))
def erase_by_rule(timestamp: int) -> None:
    """At night in Mongolia: cases whose time to be kept has passed lose their person."""
    retention.erase_due()
    mail.forget_aside()
    ledger.LEDGER.write()


@app.periodic(cron="5 * * * *", periodic_id="escalate")
@app.task(name="feedback.escalate", queue="clock", queueing_lock="feedback.escalate")
@beats(_("Reports cases higher that nobody answers"))
def escalate(timestamp: int) -> None:
    """Hourly: every case that is still to be reported higher, also from hours nobody worked."""
    escalation.climb()


@app.periodic(cron="50 * * * *", periodic_id="end-forgotten-calls")
@app.task(name="feedback.end_forgotten_calls", queue="clock", queueing_lock="feedback.end-calls")
@beats(_("Ends calls whose window was closed"))
def end_forgotten_calls(timestamp: int) -> None:
    """Hourly: a call whose window was closed long ago ends, and its number is forgotten."""
    hotline.end_forgotten_calls()


@app.periodic(cron="* * * * *", periodic_id="suggest-triage")
@app.task(name="feedback.suggest_triage", queue="clock", queueing_lock="feedback.suggest-triage")
@beats(_("Suggests kind, service and unit for new cases"))
def suggest_triage(timestamp: int) -> None:
    """Every minute: suggestions for cases that came since; receiving itself does not wait for it."""
    suggesting.suggest_new()


@app.periodic(cron="15 19 * * 6", periodic_id="train-triage")
@app.task(name="feedback.train_triage", queue="clock", queueing_lock="feedback.train-weekly")
@beats(_("Learns anew from decided cases, once a week"))
def train_triage(timestamp: int) -> None:
    """Weekly, in the night before Sunday in Ulaanbaatar."""
    training.train()


@app.task(name="feedback.train_triage_now", queue="clock")
def train_triage_now(user_id: int) -> None:
    training.train_for(user_id)


@app.periodic(cron="*/2 * * * *", periodic_id="read-mailbox")
@app.task(name="feedback.read_mailbox", queue="clock", queueing_lock="feedback.read-mailbox")
@beats(_("Reads the mailbox people write to"))
def read_mailbox(timestamp: int) -> None:
    """Every two minutes: what people wrote to the mailbox becomes drafts. It asks what is new."""
    mail.collect()


@app.periodic(cron="*/10 * * * *", periodic_id="count-scores")
@app.task(name="feedback.count_scores", queue="clock", queueing_lock="feedback.count-scores")
@beats(_("Counts how people rated the answers about each service"))
def count_scores(timestamp: int) -> None:
    """Every ten minutes: what pages of services show; it counts all anew."""
    scores.count_scores()
