from datetime import date

import factory
from factory.django import DjangoModelFactory

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.accounts.tests.factories import UserFactory
from kholboo.agency.models import Aimag, Office, Post, Service, Unit

LONG_AGO = date(2020, 1, 1)


class AimagFactory(DjangoModelFactory[Aimag]):
    class Meta:
        model = Aimag

    code = factory.Sequence(lambda n: f"{n % 100:02d}")
    iso = factory.Sequence(lambda n: f"MN-{n:03d}")
    slug = factory.Sequence(lambda n: f"aimag-{n}")
    name_mn = factory.Sequence(lambda n: f"Жишээ {n}")
    name_en = factory.Sequence(lambda n: f"Example {n}")
    centre_mn = "Төв"
    centre_en = "Centre"
    time_zone = "Asia/Ulaanbaatar"
    has_department = True
    sort_key = factory.LazyAttribute(lambda aimag: aimag.name_mn)


class OfficeFactory(DjangoModelFactory[Office]):
    """A local department; `head=True` makes the head office in the capital."""

    class Meta:
        model = Office

    class Params:
        head = factory.Trait(
            is_head=True,
            aimag=factory.SubFactory(AimagFactory, is_capital=True, has_department=False),
        )

    aimag = factory.SubFactory(AimagFactory)
    slug = factory.Sequence(lambda n: f"office-{n}")
    name_mn = factory.Sequence(lambda n: f"Хэлтэс {n}")
    name_en = factory.Sequence(lambda n: f"Department {n}")
    time_zone = factory.SelfAttribute("aimag.time_zone")
    sort_key = factory.LazyAttribute(lambda office: office.name_mn)


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    office = factory.LazyFunction(
        lambda: Office.objects.filter(is_head=True).first() or OfficeFactory.create(head=True)
    )
    slug = factory.Sequence(lambda n: f"unit-{n}")
    name_mn = factory.Sequence(lambda n: f"Нэгж {n}")
    name_en = factory.Sequence(lambda n: f"Unit {n}")
    order = factory.Sequence(lambda n: n)


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"service-{n}")
    name_mn = factory.Sequence(lambda n: f"Үйлчилгээ {n}")
    name_en = factory.Sequence(lambda n: f"Service {n}")
    group = "metrology"
    order = factory.Sequence(lambda n: n + 100)
    unit = factory.SubFactory(UnitFactory)
    icon = "scale"


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory, ours=True)
    role = Role.OFFICER
    office = factory.SubFactory(OfficeFactory)
    since = LONG_AGO


def staff_user(
    role: Role, office: Office | None = None, unit: Unit | None = None, **more: object
) -> User:
    """A person of ours who holds `role` since long ago, in `office` or in the head office."""
    place = office or Office.objects.filter(is_head=True).first()
    place = place or OfficeFactory.create(head=True)
    user: User = UserFactory.create(ours=True, **more)
    PostFactory.create(user=user, role=role, office=place, unit=unit)
    return user
