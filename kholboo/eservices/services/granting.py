"""The certificate that hangs on a granted decision."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core.errors import RuleBroken
from kholboo.eservices.applicants import opened
from kholboo.eservices.models import Decision
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.certified import certified, place_of
from kholboo.eservices.queries.renewing import followed_by
from kholboo.eservices.rules import EventKind
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.story import add_event
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.services import granting


def grant_certificate(held: Held, actor: User | None) -> None:
    """Enter what was granted into its register, under the application's own key: once."""
    application = held.application
    decision = Decision.objects.get(application=application)
    who = opened(application.applicant)
    if not who.name:
        raise RuleBroken(_("The applicant has no name to stand on a certificate."))
    read = Read(held.bundle, held.book)
    said = certified(read, held.facts())
    certificate = granting.grant(
        key=application.key,
        kind=held.book.grants["kind"],
        holder=Holder(
            name=who.name,
            register=who.register if application.organisation_id else "",
            is_person=application.organisation_id is None,
            aimag=place_of(application, read),
        ),
        title=said.title,
        particulars=said.particulars,
        standards=said.standards,
        office=application.office,
        decision=Ground(reference=decision.number, on=decision.effective_on, text=decision.ground),
        valid_from=decision.effective_on,
        valid_until=decision.expires_on,
        sample=held.book.is_sample,
        renews=followed_by(application, held.book),
        actor=actor,
    )
    add_event(application, EventKind.GRANTED, at=held.now, number=certificate.number)
