"""Who is away today and who does their work: read by every house that asks whose turn it is."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.models import Absence
from kholboo.agency.posts import posts_of
from kholboo.agency.queries import staff_of
from kholboo.core import clock, planned
from kholboo.core.errors import NotFound

CHANGE = "agency.change_absence"
# These heads and administrators write down absences of the whole agency.
OF_ALL = frozenset({Role.AGENCY_HEAD, Role.ADMINISTRATOR})


def _on(day: date) -> Q:
    return Q(since__lte=day, until__gte=day)


def _today() -> date:
    return clock.local_date(clock.now())


def deputies_of(people: Collection[User]) -> dict[int, Absence]:
    """Absences of today with their deputies, by the key of who is away; one query."""
    rows = Absence.objects.filter(_on(_today()), person__in=people, deputy__is_active=True)
    return {row.person_id: row for row in rows.select_related("deputy", "person")}


def absence_of(person: User) -> Absence | None:
    """The absence of today, if they are away."""
    return deputies_of([person]).get(person.pk)


@planned.reading()
def stood_in_for(deputy: User) -> frozenset[int]:
    """Keys of the people whose deputy this person is today, remembered for one request."""
    known: frozenset[int] | None = getattr(deputy, "_stood_in_for", None)
    if known is None:
        rows = Absence.objects.filter(_on(_today()), deputy_id=deputy.pk)
        known = frozenset(rows.values_list("person_id", flat=True))
        deputy._stood_in_for = known  # type: ignore[attr-defined]
    return known


def standing_in(deputy: User) -> list[Absence]:
    """The absences of today this person fills, with who is away; no query for who fills none."""
    if not stood_in_for(deputy):
        return []
    rows = Absence.objects.filter(_on(_today()), deputy_id=deputy.pk)
    return list(rows.select_related("person").order_by("until", "pk"))


def hands_of(user: User) -> frozenset[int]:
    """Whose work this person does today: their own, and that of those they stand in for."""
    return stood_in_for(user) | {user.pk}


def people_under(user: User) -> list[User]:
    """Whose absences this person may write down: their own, and their people's."""
    people = {user.pk: user}
    roles = roles_with(CHANGE)
    for post in posts_of(user):
        if post.role not in roles:
            continue
        if post.role in OF_ALL:
            found = User.objects.filter(is_staff=True, is_active=True).order_by("given_name", "pk")
            return list(found)
        unit = post.unit if post.role == Role.UNIT_HEAD else None
        people |= {person.pk: person for person in staff_of(post.office, unit)}
    return list(people.values())


def deputies_for(user: User) -> list[User]:
    """Who can stand in: the people who work at one of this person's offices, and heads' people."""
    people: dict[int, User] = {}
    for post in posts_of(user):
        people |= {person.pk: person for person in staff_of(post.office)}
    return list((people | {person.pk: person for person in people_under(user)}).values())


def shown_to(user: User) -> QuerySet[Absence]:
    """Absences that last or are still to come, of the people this person may write down."""
    return (
        Absence.objects.filter(until__gte=_today(), person__in=people_under(user))
        .select_related("person", "deputy")
        .order_by("since", "pk")
    )


def absence_for(user: User, absence_id: int) -> Absence:
    """One that this person may end. NotFound otherwise."""
    row = shown_to(user).filter(pk=absence_id).first()
    if row is None:
        raise NotFound(_("There is no such absence."), absence=absence_id)
    return row
