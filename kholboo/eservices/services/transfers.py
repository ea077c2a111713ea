"""Moving running applications to another version: asked for by one person, approved by another.

By itself an application finishes under the version it began with. A batch moves those that can go
on under the other one, each in a transaction of its own; killed in the middle it goes on where it
stopped. No due date changes, and what is decided is never touched.
"""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.eservices.models import ProcedureVersion, Transfer, TransferCase
from kholboo.eservices.models.transfers import CaseEnd, TransferState
from kholboo.eservices.queries import transfers as queries
from kholboo.eservices.queries.judging import Judge, Outlook
from kholboo.eservices.queries.running import case_of
from kholboo.eservices.services.holding import hold
from kholboo.eservices.services.relocating import relocate

LONGEST_ORDER = 60
BATCH = 200  # applications of one job; the next job goes on


@transaction.atomic
def ask(
    before: ProcedureVersion,
    after: ProcedureVersion,
    *,
    nodes: Mapping[str, str],
    order_number: str,
    actor: User,
) -> Transfer:
    """Ask the agency's head to approve a move. `nodes`: what became of ids of the old drawing."""
    judge = queries.judge_between(before, after, nodes)
    order = " ".join(order_number.split())
    if not order or len(order) > LONGEST_ORDER:
        raise RuleBroken(_("Write the number of the order, up to 60 signs."), field="order_number")
    run = queries.dry_run(before, judge)
    if not run.groups:
        raise RuleBroken(_("There is nothing to move: no application runs under this version."))
    try:
        with transaction.atomic():
            made = Transfer.objects.create(
                before=before,
                after=after,
                nodes=judge.nodes,
                order_number=order,
                counted=run.counted(),
                asked_by=actor,
                asked_at=clock.now(),
            )
    except IntegrityError as refusal:
        raise RuleBroken(
            _("A move from this version is asked for or under way already.")
        ) from refusal
    audit.record(
        "eservices.transfer_asked",
        made,
        actor=actor,
        order=order,
        fine=run.count(Outlook.FINE),
        attention=run.count(Outlook.ATTENTION),
        cannot=run.count(Outlook.CANNOT),
        running=run.running,
    )
    return made


@transaction.atomic
def approve(transfer: Transfer, *, actor: User) -> Transfer:
    """Another person agrees; the work begins by itself, at the earliest when the version is in force."""
    transfer = _lock(transfer)
    if transfer.state != TransferState.ASKED:
        raise RuleBroken(_("Nothing waits for approval here any more."))
    if transfer.asked_by_id == actor.pk:
        raise RuleBroken(_("Who asks for a move does not approve it."))
    transfer.state = TransferState.APPROVED
    transfer.approved_by, transfer.approved_at = actor, clock.now()
    transfer.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record("eservices.transfer_approved", transfer, actor=actor, order=transfer.order_number)
    _go_on(transfer)
    return transfer


@transaction.atomic
def stop(transfer: Transfer, *, actor: User) -> Transfer:
    """What is not moved yet stays; what is moved stays moved."""
    transfer = _lock(transfer)
    if transfer.state not in (TransferState.ASKED, TransferState.APPROVED):
        raise RuleBroken(_("This move is over already."))
    transfer.state, transfer.ended_at = TransferState.STOPPED, clock.now()
    transfer.save(update_fields=["state", "ended_at"])
    audit.record("eservices.transfer_stopped", transfer, actor=actor)
    return transfer


def go_on_with_all() -> int:
    """Queue the work of every approved move; what a killed worker left is gone on with."""
    found = list(Transfer.objects.filter(state=TransferState.APPROVED).order_by("pk"))
    for transfer in found:
        _go_on(transfer)
    return len(found)


def work(transfer_id: int, *, most: int = BATCH) -> int:
    """Look at the next applications of a move; returns at how many. Safe to repeat, and to kill."""
    transfer = _begun(transfer_id)
    if transfer is None:
        return 0
    judge = queries.judge_of(transfer)
    keys = list(queries.to_look_at(transfer).values_list("pk", flat=True)[:most])
    looked = sum(_look_at(transfer, key, judge) for key in keys)
    with transaction.atomic():
        if keys:
            _go_on(transfer)
        else:
            _end(transfer)
    return looked


@transaction.atomic
def _begun(transfer_id: int) -> Transfer | None:
    """The transfer, if its work may go on today."""
    transfer = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("before", "after")
        .defer("before__files", "before__compiled", "after__files", "after__compiled")
        .filter(pk=transfer_id, state=TransferState.APPROVED)
        .first()
    )
    now = clock.now()
    if transfer is None or not transfer.after.is_valid_on(clock.local_date(now)):
        return None
    if transfer.started_at is None:
        transfer.started_at = now
        transfer.save(update_fields=["started_at"])
    return transfer


@transaction.atomic
def _look_at(transfer: Transfer, application_id: int, judge: Judge) -> bool:
    """One application, held: moved, or said why it stays. False when there was nothing to do."""
    held = hold(application_id)
    application = held.application
    # Asked anew under the lock: another worker, an officer or a stop may have been quicker.
    is_open = Transfer.objects.filter(pk=transfer.pk, state=TransferState.APPROVED).exists()
    is_known = TransferCase.objects.filter(transfer=transfer, application=application).exists()
    is_other = application.version_id != transfer.before_id or not application.is_open
    if not is_open or is_known or is_other:
        return False
    judged = judge.judge(case_of(application, held.steps))
    is_fine = judged.standing is Outlook.FINE
    if is_fine:
        relocate(held, transfer, judge, judged)
    TransferCase.objects.create(
        transfer=transfer,
        application=application,
        end=CaseEnd.MOVED if is_fine else CaseEnd.STAYED,
        reasons=[[code, list(names)] for code, names in judged.reasons],
        at=held.now,
    )
    return True


def _end(transfer: Transfer) -> None:
    transfer = _lock(transfer)
    if transfer.state != TransferState.APPROVED:
        return
    transfer.state, transfer.ended_at = TransferState.DONE, clock.now()
    transfer.save(update_fields=["state", "ended_at"])
    moved, stayed = queries.ended_of(transfer)
    audit.record("eservices.transfer_ended", transfer, actor=None, moved=moved, stayed=stayed)


def _go_on(transfer: Transfer) -> None:
    slot = f"eservices.work-on-transfer-{transfer.pk}"
    schedule("eservices.work_on_transfer", once=slot, transfer_id=transfer.pk)


def _lock(transfer: Transfer) -> Transfer:
    return Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
