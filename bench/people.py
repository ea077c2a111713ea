"""Invented senders and invented staff. Nobody of them exists; nobody of them can sign in."""

from datetime import date
from random import Random

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.models import Office, Post, Unit
from kholboo.feedback.contacts import Person
from kholboo.feedback.rules import PersonKind, ReplyBy

GIVEN = "Болд,Дулмаа,Ганболд,Сараа,Тэмүүлэн,Номин,Бат-Эрдэнэ,Оюунчимэг,Энхжаргал,Мөнхбат,Цэцэгмаа,Отгонбаяр,Баярмаа,Ууганбаяр,Нарантуяа,Эрдэнэбат,Золжаргал,Алтанцэцэг,Ганзориг,Пүрэвсүрэн,Хулан,Жавхлан,Солонго,Түвшинбаяр,Өлзийсайхан,Үүрцайх"  # fmt: skip
FAMILY = "Дорж,Бат,Цэрэн,Лхагва,Пүрэв,Сүх,Ганбаатар,Нямдорж,Даваа,Очир,Жамбал,Гомбо,Самбуу,Баяр,Мягмар,Эрдэнэ,Түмэн,Чулуун,Содном,Ядам"  # fmt: skip
FIRMS = "Ургац,Тал нутаг,Алтан тариа,Хөх тэнгэр,Говь трейд,Шинэ зам,Их булаг,Номин шонхор,Сэлэнгэ нөөц,Мандал хүнс"  # fmt: skip
SENDERS = 20_000
OFFICERS_OF_A_PLACE = 2


def senders(luck: Random) -> list[Person]:
    """Eight people of ten write in their own name, one for an organisation, one without a name."""
    return [_sender(luck) for _each in range(SENDERS)]


def _sender(luck: Random) -> Person:
    dice = luck.random()
    if dice < 0.1:
        return Person(kind=PersonKind.UNNAMED)
    phone = f"{luck.choice((88, 89, 91, 94, 95, 96, 98, 99))}{luck.randrange(10**6):06d}"
    reach = {
        "given_name": luck.choice(GIVEN.split(",")),
        "family_name": luck.choice(FAMILY.split(",")),
        "address": f"{luck.randrange(1, 25)} дүгээр баг, {luck.randrange(1, 300)} тоот",
        "phone": phone,
        "email": f"sender{phone}@example.invalid" if dice < 0.5 else "",
        "reply_by": luck.choice((ReplyBy.SMS, ReplyBy.SMS, ReplyBy.NONE)),
    }
    if dice > 0.9:
        return Person(
            kind=PersonKind.ORGANISATION,
            organisation=f"{luck.choice(FIRMS.split(','))} ХХК",
            register=f"{luck.randrange(2_000_000, 7_000_000)}",
            position="захирал",
            **reach,  # type: ignore[arg-type]  # each value has its field's type
        )
    return Person(kind=PersonKind.PERSON, **reach)  # type: ignore[arg-type]


def hire(luck: Random, *, since: date) -> None:
    """Two invented officers for each department and each unit, and one head: with posts, no keys."""
    for office in Office.objects.order_by("pk"):
        units: list[Unit | None] = list(office.units.order_by("pk")) or [None]
        for unit in units:
            place = unit.slug if unit else office.slug
            for number in range(OFFICERS_OF_A_PLACE):
                _hire(luck, f"fill{number}.{place}", Role.OFFICER, office, unit, since)
            head = Role.UNIT_HEAD if unit else Role.OFFICE_HEAD
            _hire(luck, f"fill.head.{place}", head, office, unit, since)


def hire_testers(luck: Random, office: Office, *, since: date) -> None:
    """An invented expert and a laboratory for an office: applications need them."""
    for role in (Role.EXPERT, Role.LABORATORY):
        _hire(luck, f"fill.{role.value}.{office.slug}", role, office, None, since)


def _hire(  # noqa: PLR0913  # a post has this many facts
    luck: Random, name: str, role: Role, office: Office, unit: Unit | None, since: date
) -> None:
    email = f"{name}@fill.invalid"
    if User.objects.filter(email=email).exists():
        return
    user = User.objects.create_user(
        email=email,
        given_name=luck.choice(GIVEN.split(",")),
        family_name=luck.choice(FAMILY.split(",")),
        is_staff=True,
    )
    Post.objects.create(user=user, role=role, office=office, unit=unit, since=since)


def officers() -> dict[tuple[int, int | None], list[User]]:
    """Who may answer, by office and unit; nobody in the hands of two places."""
    found: dict[tuple[int, int | None], list[User]] = {}
    posts = Post.objects.filter(role__in=roles_with("feedback.answer_case"), until=None)
    for post in posts.exclude(role=Role.AGENCY_HEAD).select_related("user").order_by("pk"):
        found.setdefault((post.office_id, post.unit_id), []).append(post.user)
    return found
