"""A fee was paid: the application goes on. Told twice, nothing more happens."""

from django.db import transaction

from kholboo.audit import services as audit
from kholboo.eservices.models import Invoiced
from kholboo.eservices.rules import ApplicationState, EventKind, StepStatus
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import hold
from kholboo.eservices.services.story import add_event


@transaction.atomic
def settle(invoice_id: int) -> None:
    """The step that waits for this invoice is done, whatever else the application waits for.

    Paid after the application ended: the money is the payments house's to give back.
    """
    row = Invoiced.objects.filter(invoice=invoice_id).select_related("step").first()
    if row is None:
        return
    held = hold(row.step.application_id)
    step = next(one for one in held.steps if one.pk == row.step_id)
    if step.status != StepStatus.WAITING or held.application.state == ApplicationState.ENDED:
        return
    add_event(held.application, EventKind.PAID, at=held.now, amount=row.amount)
    audit.record("eservices.fee_paid", held.application, actor=None, amount=row.amount)
    moving.finish(held, step, {"outcome": "paid", "amount": row.amount}, actor=None)
