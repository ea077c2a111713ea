"""The fee: an invoice when an application comes to its payment, by the table of its version."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.eservices.applicants import Who, opened
from kholboo.eservices.engine.decisions import decide
from kholboo.eservices.models import Application, Invoiced, Step
from kholboo.eservices.rules import EventKind, StepStatus
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.story import add_event
from kholboo.payments.rules import Line, Payer, PayerKind
from kholboo.payments.services import invoicing

PURPOSE = "eservices.fee"


def ask_fee(held: Held, step: Step, *, actor: User | None) -> None:
    """Issue the invoice of a step that waits for payment, as the last thing of its transaction."""
    application = held.application
    said = fee_of(held)
    amount = int(said["amount"])
    if amount <= 0:
        raise RuleBroken(_("The table of fees gives no amount for this application."))
    invoice = invoicing.issue(
        key=key_of(application, step),
        purpose=PURPOSE,
        reference=application.number,
        payer=_payer(application),
        lines=[_line(held, said, amount)],
        office=application.office,
        due=step.due_on,
        actor=actor,
    )
    Invoiced.objects.create(
        step=step, key=invoice.key, invoice=invoice.pk, address=invoice.address, amount=amount
    )
    add_event(application, EventKind.INVOICED, at=held.now, amount=amount)
    audit.record("eservices.fee_invoiced", application, actor=actor, amount=amount)


def let_go_later(steps: Iterable[Step]) -> None:
    """Nobody waits for these payments any more. Not at once: money that comes locks the invoice
    first and the application then, and we hold the application.
    """
    for step in steps:
        schedule("eservices.let_go_of_fee", once=f"eservices.fee-{step.pk}", step_id=step.pk)


def let_go(step_id: int) -> None:
    """The job: nothing is owed, and what was paid at the same moment waits to be given back."""
    rows = Invoiced.objects.select_related("step__application")
    row = rows.filter(step=step_id, step__status=StepStatus.CANCELLED).first()
    if row is None:
        return
    with override(row.step.application.language):
        reason = _("Application %(number)s does not wait for this fee any more.")
        words = reason % {"number": row.step.application.number}
    invoicing.let_go(row.invoice, reason=words)


def fee_of(held: Held) -> Mapping[str, Any]:
    """What the table of fees said on the day of the application, if it binds then; else today."""
    bound = held.application.bound.get(held.book.fee_table)
    if bound:
        outputs: Mapping[str, Any] = bound["outputs"]
        return outputs
    return decide(held.bundle.tables[held.book.fee_table], held.facts()).outputs


def key_of(application: Application, step: Step) -> UUID:
    """The same step of the same application always asks under the same key."""
    return uuid5(application.key, f"{step.scope}|{step.node}|{step.visit}")


def _line(held: Held, said: Any, amount: int) -> Line:
    title = held.book.title
    return Line(
        title_mn=str(said.get("title_mn") or title["mn"])[:300],
        title_en=str(said.get("title_en") or title.get("en") or title["mn"])[:300],
        price=amount,
        is_sample=held.book.marks_fee(said),
    )


def _payer(application: Application) -> Payer:
    who: Who = opened(application.applicant)
    is_organisation = application.organisation_id is not None
    return Payer(
        kind=PayerKind.ORGANISATION if is_organisation else PayerKind.PERSON,
        name=who.name,
        register=who.register if is_organisation else "",
        phone=who.phone,
        email=who.email,
    )
