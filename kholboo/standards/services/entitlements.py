"""Who may read what is sold: given and taken back by staff, each act a line of history."""

import re
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership, Organisation, User
from kholboo.accounts.services import people
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards import licences
from kholboo.standards.models import Edition, Entitlement
from kholboo.standards.queries.terms import terms_in_force
from kholboo.standards.reading import LONGEST_GRANT

REGISTER = re.compile(r"\d{7}")


@transaction.atomic
def grant(edition: Edition, who: str, *, until: date, actor: User) -> Entitlement:
    """`who`: an e-mail or a phone of a person with an account, or the register number of an
    organisation. Raises RuleBroken.
    """
    now = clock.now()
    today = clock.local_date(now)
    if not today <= until <= today + LONGEST_GRANT:
        raise RuleBroken(
            _("The day must be between today and three years from now."), field="until"
        )
    terms = terms_in_force()
    made = Entitlement(
        number=uuid4().hex[:20],
        edition=edition,
        terms_version=terms.version if terms else 0,
        until=until,
        granted_by=actor,
        granted_at=now,
        **_holder(" ".join(who.split())),
    )
    made.save()
    made.number = licences.number(clock.agency_year(now), made.pk)
    made.save(update_fields=["number"])
    audit.record(
        "standards.reading_granted", made, actor=actor, edition=str(edition), until=str(until)
    )
    return made


@transaction.atomic
def end(entitlement: Entitlement, *, actor: User) -> None:
    """Safe to repeat."""
    row = Entitlement.objects.select_for_update().get(pk=entitlement.pk)
    if row.ended_at:
        return
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    audit.record("standards.reading_ended", row, actor=actor)


@transaction.atomic
def confirm_member(member: Membership, *, actor: User) -> None:
    """This person reads what their organisation has a right to: a proof of it was seen."""
    if people.confirm_membership(member):
        audit.record("standards.member_confirmed", member, actor=actor)


def _holder(who: str) -> dict[str, User | Organisation]:
    if REGISTER.fullmatch(who):
        organisation = Organisation.objects.filter(register=who).first()
        if organisation:
            return {"organisation": organisation}
    else:
        people = User.objects.filter(is_active=True)
        found = people.filter(email__iexact=who).first() or people.filter(phone=who).first()
        if found:
            return {"user": found}
    raise RuleBroken(
        _("Nobody here has this e-mail, phone or register number. Ask them to sign in once first."),
        field="who",
    )
