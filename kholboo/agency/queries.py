"""Every way this house reads its rows: places, services, people, days."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.calendar import SpecialDay, WorkingCalendar
from kholboo.agency.models import Aimag, CalendarDay, Office, Post, Service, Unit
from kholboo.agency.places import places
from kholboo.agency.posts import posts_of
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.core.language import search_key
from kholboo.core.snapshot import Snapshot

# A shorter word says too little to be matched by its beginning.
SHORTEST_STEM = 3


def aimags() -> QuerySet[Aimag]:
    return Aimag.objects.select_related("office")


def offices() -> QuerySet[Office]:
    """Head office first, then the departments in the order of the Mongolian alphabet."""
    return Office.objects.select_related("aimag")


def head_office() -> Office:
    return places().head


def units() -> QuerySet[Unit]:
    return Unit.objects.select_related("office")


def services() -> QuerySet[Service]:
    return Service.objects.select_related("unit")


def service_rows() -> Collection[Service]:
    """The same without a question to the database; shared rows, not to be changed."""
    return places().services.values()


def aimag_rows() -> Collection[Aimag]:
    """`aimags()` without a question to the database; shared rows, not to be changed."""
    return places().aimags.values()


def office_key(slug: str) -> int:
    """The key of the office an address names; 0, which nothing has, for an unknown name."""
    return Office.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0


def service_key(code: str) -> int:
    """The same for a service."""
    return Service.objects.filter(code=code).values_list("pk", flat=True).first() or 0


def service_by_code(code: str) -> Service:
    """A service with its unit; a shared row, not to be changed."""
    service = places().services.get(code)
    if service is None:
        raise NotFound(_("There is no such service."), code=code)
    return service


def aimag_by_slug(slug: str) -> Aimag:
    """An aimag with its office; a shared row, not to be changed."""
    aimag = places().aimags.get(slug)
    if aimag is None:
        raise NotFound(_("There is no such aimag."), slug=slug)
    return aimag


def office_for(service: Service | None, aimag: Aimag | None) -> tuple[Office, Unit | None]:
    """Who answers: the department of the place if it can, else the owning unit in the capital.

    Without a service the department of the place answers anything; without either, the
    administration office of the head office does.
    """
    local = _department_of(aimag)
    if local is not None and (service is None or _delivers(local, service)):
        return local, None
    known = places()
    return known.head, service.unit if service is not None else known.front


def _delivers(office: Office, service: Service) -> bool:
    return (service.pk, office.pk) in places().delivered


def _department_of(aimag: Aimag | None) -> Office | None:
    if aimag is None or not aimag.has_department:
        return None
    office: Office | None = getattr(aimag, "office", None)  # read already where `aimags()` gave it
    return None if office is None or office.is_head else office


def search_services(text: str) -> list[Service]:
    """Services that a person may mean by `text`, best first; everything for an empty text.

    Latin typing, wrong keyboards and endings of words are forgiven (core.language).
    """
    everything = list(services())
    words = search_key(text).split()
    if not words:
        return everything
    scores = {service.pk: _score(service, words) for service in everything}
    found = [service for service in everything if scores[service.pk]]
    return sorted(found, key=lambda service: -scores[service.pk])


def _score(service: Service, words: list[str]) -> int:
    """Two points for each word met in a name, one for a word met in a hint."""
    names = _keys_of(f"{service.name_mn} {service.name_en}")
    hints = _keys_of(f"{service.hint_mn} {service.hint_en}")
    return sum(2 * _meets(word, names) or _meets(word, hints) for word in words)


@lru_cache(maxsize=512)
def _keys_of(text: str) -> tuple[str, ...]:
    return tuple(search_key(text).split())


def _meets(word: str, known: Sequence[str]) -> bool:
    """Beginnings count in both directions, because Mongolian words grow endings."""
    return any(
        (stem.startswith(word) and _is_ending(stem, word))
        or (len(stem) >= SHORTEST_STEM and word.startswith(stem))
        for stem in known
    )


def _is_ending(stem: str, word: str) -> bool:
    """A short word begins many others (жин, жинхэнэ): what follows it must be short too."""
    return len(word) > SHORTEST_STEM or len(stem) - len(word) <= SHORTEST_STEM


def staff_of(
    office: Office,
    unit: Unit | None = None,
    *,
    roles: Collection[Role] = tuple(Role),
    today: date | None = None,
) -> QuerySet[User]:
    """People who hold a post in the office (or in this unit of it) today, by given name."""
    day = today or clock.local_date(clock.now())
    held = Q(posts__since__lte=day) & (Q(posts__until=None) | Q(posts__until__gte=day))
    place = Q(posts__office=office) & (Q(posts__unit=unit) if unit else Q())
    return (
        User.objects.filter(held & place & Q(posts__role__in=roles), is_active=True)
        .distinct()
        .order_by("given_name", "pk")
    )


def _held_on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def posts(office: Office | None, *, is_held: bool) -> QuerySet[Post]:
    """Posts held today (or else those that ended) in one office or in all, office by office."""
    held = _held_on(clock.local_date(clock.now()))
    place = Q(office=office) if office else Q()
    return (
        Post.objects.filter(held if is_held else ~held, place, user__is_active=True)
        .select_related("user", "office", "unit")
        .order_by("-office__is_head", "office__sort_key", "user__given_name", "user_id", "-since")
    )


def held_post(post_id: int) -> Post:
    """A post somebody holds today."""
    held = _held_on(clock.local_date(clock.now()))
    post = Post.objects.filter(held, pk=post_id).select_related("user", "office", "unit").first()
    if post is None:
        raise NotFound(_("Nobody holds this post any more."), post=post_id)
    return post


def holders_of(roles: Collection[Role]) -> QuerySet[Post]:
    """Posts of these roles held today by people who can work, in a fixed order."""
    held = _held_on(clock.local_date(clock.now()))
    return (
        Post.objects.filter(held, role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )


def holds(user: User, role: Role, office: Office, unit: Unit | None) -> bool:
    return Post.objects.filter(user=user, role=role, office=office, unit=unit, until=None).exists()


def staff_member(user_id: int) -> User:
    """One of the people of the agency."""
    user = User.objects.filter(pk=user_id, is_staff=True, is_active=True).first()
    if user is None:
        raise NotFound(_("There is no such person."), user=user_id)
    return user


def working_calendar(first: date, last: date) -> WorkingCalendar:
    """The calendar of these days: an override beats the law's holiday, which beats the week."""
    return WorkingCalendar(first, last, _special_days.get())


def _read_special_days() -> dict[date, SpecialDay]:
    rows = CalendarDay.objects.order_by("date", "is_override")
    return {row.date: SpecialDay(row.is_working, row.name_mn, row.name_en) for row in rows}


# A dozen rows a year, asked for at every due date and changed once or twice a year.
_special_days = Snapshot("agency.calendar", _read_special_days)


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """Holidays and overrides of one year; on one date the override stands last."""
    return CalendarDay.objects.filter(date__year=year).order_by("date", "is_override")


def demo_people() -> QuerySet[User]:
    """The invented people of the demonstration with their posts."""
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .prefetch_related("posts__office", "posts__unit")
        .order_by("pk")
    )


def names_of(model: type[Office | Unit | Service], keys: Collection[str]) -> dict[str, str]:
    """Names by key and by slug or code, whichever was written down then."""
    known_by = "code" if model is Service else "slug"
    numbers = [key for key in keys if key.isdecimal()]
    rows = model._default_manager.filter(Q(pk__in=numbers) | Q(**{f"{known_by}__in": keys}))
    return {key: row.name for row in rows for key in (str(row.pk), getattr(row, known_by))}


def names_of_posts(keys: Collection[str]) -> dict[str, str]:
    """Who held what and where, by key; a post that never began is gone."""
    found = Post.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return {str(post.pk): str(post) for post in found.select_related("user", "office")}


def places_of_departments() -> QuerySet[Aimag]:
    """The aimags with the office that stands or stood there, by the Mongolian alphabet."""
    return aimags().filter(is_capital=False)


def department_place(slug: str) -> Aimag:
    """An aimag by its name in addresses; the capital has no department."""
    aimag = places_of_departments().filter(slug=slug).first()
    if aimag is None:
        raise NotFound(_("There is no such aimag."), slug=slug)
    return aimag


def offices_to_change(user: User) -> QuerySet[Office]:
    """Offices whose contacts this person keeps: of all for an administrator, else one's own."""
    roles = roles_with("agency.change_contacts")
    held = [post for post in posts_of(user) if post.role in roles]
    if any(post.role == Role.ADMINISTRATOR for post in held):
        return offices()
    return offices().filter(pk__in=[post.office_id for post in held])


def office_to_change(user: User, slug: str) -> Office:
    office = offices_to_change(user).filter(slug=slug).first()
    if office is None:
        raise NotFound(_("There is no such office."), slug=slug)
    return office


def count_of_posts(aimag: Aimag) -> int:
    """People who hold a post in the department of this aimag today."""
    held = posts(None, is_held=True).filter(office__aimag=aimag)
    return held.order_by().values("user_id").distinct().count()
