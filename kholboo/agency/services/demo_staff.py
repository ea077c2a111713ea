"""Invented people for the demonstration: one for each role, no passwords, addresses that
cannot exist (`.invalid`, RFC 2606). Their family name says what they are: an example.
"""

from datetime import date
from typing import NamedTuple

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Office, Post, Unit


class Invented(NamedTuple):
    name: str
    given_name: str
    role: Role | None
    office: str = "head-office"
    unit: str | None = None


PEOPLE = [
    Invented("citizen", "Дулмаа", None),
    Invented("operator", "Оюун", Role.OPERATOR),
    Invented("officer.orkhon", "Болд", Role.OFFICER, "orkhon"),
    Invented("officer2.orkhon", "Сараа", Role.OFFICER, "orkhon"),
    Invented("head.orkhon", "Ганаа", Role.OFFICE_HEAD, "orkhon"),
    Invented("expert.orkhon", "Саруул", Role.EXPERT, "orkhon"),
    Invented("laboratory.orkhon", "Туяа", Role.LABORATORY, "orkhon"),
    Invented("editor.orkhon", "Номин", Role.EDITOR, "orkhon"),
    Invented("officer.uvs", "Хулан", Role.OFFICER, "uvs"),
    Invented("head.uvs", "Дорж", Role.OFFICE_HEAD, "uvs"),
    Invented("officer.verification", "Тэмүүлэн", Role.OFFICER, unit="verification"),
    Invented("head.verification", "Нараа", Role.UNIT_HEAD, unit="verification"),
    Invented("officer.administration", "Анужин", Role.OFFICER, unit="administration"),
    Invented("officer.certification", "Мандах", Role.OFFICER, unit="certification"),
    Invented("head.certification", "Сувд", Role.UNIT_HEAD, unit="certification"),
    Invented("expert", "Ариун", Role.EXPERT),
    Invented("laboratory", "Золзаяа", Role.LABORATORY),
    Invented("agency.head", "Энхээ", Role.AGENCY_HEAD),
    Invented("editor", "Цолмон", Role.EDITOR),
    Invented("cataloguer", "Халиун", Role.CATALOGUER),
    Invented("catalogue.head", "Баяраа", Role.CATALOGUE_HEAD),
    Invented("cashier", "Уянга", Role.CASHIER),
    Invented("cashier.orkhon", "Билгүүн", Role.CASHIER, "orkhon"),
    Invented("auditor", "Мөнх", Role.AUDITOR),
    Invented("administrator", "Заяа", Role.ADMINISTRATOR),
]


def load(*, since: date) -> None:
    """Add the invented people who are missing, with their posts."""
    offices = {office.slug: office for office in Office.objects.all()}
    units = {unit.slug: unit for unit in Unit.objects.all()}
    for person in PEOPLE:
        email = f"{person.name}@demo.invalid"
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(
            email=email,
            given_name=person.given_name,
            family_name="Жишээ",
            is_staff=person.role is not None,
            is_demo=True,
        )
        if person.role is not None:
            Post.objects.create(
                user=user,
                role=person.role,
                office=offices[person.office],
                unit=units[person.unit] if person.unit else None,
                since=since,
            )
