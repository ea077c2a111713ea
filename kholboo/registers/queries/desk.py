"""Certificates as those see them who may act: of the office of their post, the agency head all."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.posts import posts_of
from kholboo.core.errors import NotFound
from kholboo.registers.models import Certificate, Withdrawal
from kholboo.registers.queries.certificates import certificate_at
from kholboo.registers.rules import Outcome

MOST_WAITING = 100


def may(user: User, right: str, certificate: Certificate) -> bool:
    """Whether a post of today gives the right for this certificate."""
    held = [post for post in posts_of(user) if post.role in roles_with(right)]
    return any(
        post.role == Role.AGENCY_HEAD or post.office_id == certificate.office_id for post in held
    )


def certificate_for(user: User, number: str, *, right: str) -> Certificate:
    """One this person may act on so. Raises NotFound for those of other offices."""
    found = certificate_at(number)
    if not may(user, right, found):
        raise NotFound(_("There is no certificate with this number."), certificate=number)
    return found


def waiting() -> QuerySet[Withdrawal]:
    """Proposals to withdraw that no second person has decided, the oldest first."""
    rows = Withdrawal.objects.filter(outcome=Outcome.OPEN).select_related(
        "certificate__office", "certificate__aimag", "proposed_by"
    )
    return rows.order_by("pk")[:MOST_WAITING]


def open_withdrawal(certificate: Certificate) -> Withdrawal | None:
    rows = Withdrawal.objects.select_related("proposed_by", "certificate")
    return rows.filter(certificate=certificate, outcome=Outcome.OPEN).first()


def withdrawal_of(certificate: Certificate) -> Withdrawal:
    """The one that waits. Raises NotFound."""
    found = open_withdrawal(certificate)
    if found is None:
        raise NotFound(_("Nothing waits for a second person."), certificate=certificate.number)
    return found


def checks_of(certificate: Certificate) -> tuple[int, int]:
    """How often it was checked: in the last thirty days it was checked on, and on how many."""
    days = list(certificate.checks.order_by("-day").values_list("count", flat=True)[:30])
    return sum(days), len(days)
