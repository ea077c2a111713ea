"""Where invented applications are served, by whom, and who applies. Nobody of them can sign in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from bench import people
from kholboo.accounts.models import Membership, Organisation, User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Aimag, Office, Post
from kholboo.agency.queries import aimags
from kholboo.core import clock
from kholboo.eservices.applicants import Applicant, Who
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.services.submitting import office_of

APPLICANTS = 6_000
FIRST_REGISTER = 9_300_000
# Of a hundred applications so many come from the capital.
FROM_THE_CAPITAL = 0.4
# How the lived applications name who did what, and the roles that may.
WORKERS = {
    "officer": (Role.OFFICER,),
    "expert": (Role.EXPERT,),
    "laboratory": (Role.LABORATORY,),
    "head": (Role.OFFICE_HEAD, Role.UNIT_HEAD),
}


@dataclass(frozen=True)
class Place:
    """`hands`: who works there, by the name of their part."""

    office: Office
    aimag: Aimag
    hands: Mapping[str, Sequence[User]]

    @property
    def head_role(self) -> str:
        return Role.UNIT_HEAD if self.office.is_head else Role.OFFICE_HEAD


@dataclass(frozen=True)
class Bakery:
    """An organisation that applies, by the one person who speaks for it."""

    user: int
    organisation: int
    who: Who


def places(version: ProcedureVersion, luck: Random, since: date) -> list[Place]:
    """One for each aimag, in the office that serves it, with all hands that the procedure needs."""
    people.hire(luck, since=since)
    unit = version.procedure.service.unit
    found = []
    for aimag in aimags():
        office = office_of(version, Applicant(aimag=aimag))
        people.hire_testers(luck, office, since=since)
        posts = Post.objects.filter(office=office, until=None).select_related("user")
        hands = {
            part: [
                post.user
                for post in posts.filter(role__in=roles).order_by("pk")
                if post.unit_id in (None, unit.pk)
            ]
            for part, roles in WORKERS.items()
        }
        found.append(Place(office, aimag, hands))
    return found


def bakeries(luck: Random) -> list[Bakery]:
    """The same ones for every filling of one database."""
    if not Membership.objects.filter(user__email="applicant0@fill.invalid").exists():
        _invite(luck)
    rows = Membership.objects.filter(user__email__endswith="@fill.invalid")
    return [_bakery(row) for row in rows.select_related("user", "organisation").order_by("pk")]


def _invite(luck: Random) -> None:
    given, family = people.GIVEN.split(","), people.FAMILY.split(",")
    firms = people.FIRMS.split(",")
    now = clock.now()
    users = User.objects.bulk_create(
        User(
            email=f"applicant{place}@fill.invalid",
            given_name=luck.choice(given),
            family_name=luck.choice(family),
            password="!",  # noqa: S106  # Django's sign for nobody's password
        )
        for place in range(APPLICANTS)
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(register=f"{FIRST_REGISTER + place}", name=f"{luck.choice(firms)} {place} ХХК")
        for place in range(APPLICANTS)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=organisation,
            position="захирал",
            since=clock.local_date(now),
            confirmed_at=now,
        )
        for user, organisation in zip(users, organisations, strict=True)
    )


def _bakery(row: Membership) -> Bakery:
    place = row.organisation_id % 1_000_000
    who = Who(
        name=row.organisation.name,
        register=row.organisation.register,
        representative=row.user.short_name,
        phone=f"99{place:06d}",
        email=row.user.email or "",
    )
    return Bakery(row.user_id, row.organisation_id, who)
