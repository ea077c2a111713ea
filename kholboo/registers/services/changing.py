"""What happens to a certificate after it was granted. Each act keeps its ground."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.models import Certificate, Withdrawal
from kholboo.registers.queries.certificates import ended_before, standards_of
from kholboo.registers.rules import AFTER, BEFORE, LONGEST_REFERENCE, EventKind, Outcome
from kholboo.registers.services import finding
from kholboo.registers.services.granting import grant
from kholboo.registers.services.story import tell

AT_ONCE = 500


@transaction.atomic
def suspend(certificate: Certificate, *, ground: Ground, actor: User | None) -> None:
    """Raises RuleBroken unless it is valid."""
    _change(lock(certificate), EventKind.SUSPENDED, ground=ground, actor=actor)


@transaction.atomic
def resume(certificate: Certificate, *, ground: Ground, actor: User | None) -> None:
    _change(lock(certificate), EventKind.RESUMED, ground=ground, actor=actor)


@transaction.atomic
def propose_withdrawal(certificate: Certificate, *, ground: Ground, actor: User) -> Withdrawal:
    """Changes nothing yet: another person confirms it."""
    row = lock(certificate)
    _may(row, EventKind.WITHDRAWN)
    _has_ground(ground)
    if row.withdrawals.filter(outcome=Outcome.OPEN).exists():
        raise RuleBroken(_("A withdrawal of this certificate waits for a second person already."))
    made = Withdrawal.objects.create(
        certificate=row,
        ground_reference=ground.reference,
        ground_on=ground.on,
        ground_text=ground.text,
        proposed_by=actor,
        proposed_at=clock.now(),
    )
    audit.record("registers.withdrawal_proposed", row, actor=actor, number=row.number)
    return made


@transaction.atomic
def confirm_withdrawal(withdrawal: Withdrawal, *, actor: User) -> None:
    """Raises RuleBroken for whoever proposed it."""
    row, asked = _open(withdrawal)
    if asked.proposed_by_id == actor.pk:
        raise RuleBroken(_("You proposed this withdrawal yourself. Another person confirms it."))
    _decide(asked, Outcome.CONFIRMED, actor)
    ground = Ground(asked.ground_reference, asked.ground_on, asked.ground_text)
    _change(row, EventKind.WITHDRAWN, ground=ground, actor=actor)


@transaction.atomic
def refuse_withdrawal(withdrawal: Withdrawal, *, actor: User) -> None:
    """The certificate stays as it is; whoever proposed it may take it back so."""
    row, asked = _open(withdrawal)
    _decide(asked, Outcome.REFUSED, actor)
    audit.record("registers.withdrawal_refused", row, actor=actor, number=row.number)


@transaction.atomic
def withdraw(certificate: Certificate, *, ground: Ground, actor: User, second: User) -> None:
    """For a house that has had both persons decide already; they must be two."""
    if actor.pk == second.pk:
        raise RuleBroken(_("You proposed this withdrawal yourself. Another person confirms it."))
    asked = propose_withdrawal(certificate, ground=ground, actor=actor)
    confirm_withdrawal(asked, actor=second)


@transaction.atomic
def renew(  # noqa: PLR0913  # what a new certificate needs beside the old one
    certificate: Certificate,
    *,
    key: UUID,
    decision: Ground,
    valid_from: date,
    valid_until: date | None,
    actor: User | None,
    particulars: Mapping[str, object] | None = None,
    standards: Sequence[object] | None = None,
) -> Certificate:
    """A new certificate that follows this one, which runs on to its own last day.

    Raises RuleBroken for one that was withdrawn or has been renewed.
    """
    row = lock(certificate)
    follower = Certificate.objects.filter(renews=row).first()
    if follower is not None and follower.key == key:
        return follower
    if follower is not None or row.state == AFTER[EventKind.WITHDRAWN]:
        raise RuleBroken(_("This certificate cannot be renewed."))
    return grant(
        key=key,
        kind=row.kind,
        holder=Holder(row.holder_name, row.holder_register, row.is_person, row.aimag),
        title={"mn": row.title_mn, "en": row.title_en},
        particulars=row.particulars if particulars is None else particulars,
        standards=standards_of(row) if standards is None else standards,  # type: ignore[arg-type]
        office=row.office,
        decision=decision,
        valid_from=valid_from,
        valid_until=valid_until,
        actor=actor,
        sample=row.is_sample,
        renews=row,
    )


def expire(day: date) -> int:
    """Every certificate whose last day is before `day`; how many there were. Safe to repeat."""
    count = 0
    while batch := list(ended_before(day)[:AT_ONCE]):
        for certificate in batch:
            with transaction.atomic():
                row = lock(certificate)
                if row.state in BEFORE[EventKind.EXPIRED]:
                    _change(row, EventKind.EXPIRED, ground=None, actor=None)
                    count += 1
    return count


def lock(certificate: Certificate) -> Certificate:
    """The row as it is now; nobody else changes it until the transaction ends."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("office", "aimag")
    return rows.get(pk=certificate.pk)


def _open(withdrawal: Withdrawal) -> tuple[Certificate, Withdrawal]:
    row = lock(withdrawal.certificate)
    asked = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
    if asked.outcome != Outcome.OPEN:
        raise RuleBroken(_("This proposal has been decided already."))
    return row, asked


def _decide(asked: Withdrawal, outcome: Outcome, actor: User) -> None:
    asked.outcome, asked.decided_by, asked.decided_at = outcome, actor, clock.now()
    asked.save(update_fields=["outcome", "decided_by", "decided_at"])


def _may(row: Certificate, kind: EventKind) -> None:
    if row.state not in BEFORE[kind]:
        raise RuleBroken(
            _("This cannot be done: the certificate is “%(state)s”.")
            % {"state": row.get_state_display()}
        )


def _has_ground(ground: Ground) -> None:
    if not ground.reference.strip() or len(ground.reference) > LONGEST_REFERENCE:
        raise RuleBroken(_("Write the number of the decision."), field="reference")


def _change(
    row: Certificate, kind: EventKind, *, ground: Ground | None, actor: User | None
) -> None:
    _may(row, kind)
    if ground is not None:
        _has_ground(ground)
    row.state = AFTER[kind]
    row.save(update_fields=["state"])
    finding.keep_state(row)
    tell(row, kind, ground=ground, actor=actor)
