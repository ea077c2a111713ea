import pytest

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.hooks import StarterLoaded, starter_loaded
from kholboo.agency.models import Aimag, CalendarDay, Office, Post, Service, Unit
from kholboo.agency.services import starter
from kholboo.audit.models import Entry
from kholboo.core import clock

pytestmark = pytest.mark.django_db


def rows() -> list[int]:
    models = (Aimag, Office, Unit, Service, CalendarDay, User, Post, Entry)
    return [model.objects.count() for model in models]


def test_the_country_is_complete_and_says_what_is_a_sample():
    assert (Aimag.objects.count(), Office.objects.count()) == (22, 21)
    assert (Unit.objects.count(), Service.objects.count()) == (9, 15)
    assert [aimag.code for aimag in Aimag.objects.filter(is_sample=True)] == ["42"]
    assert Unit.objects.filter(is_sample=False).count() == 0
    assert Service.objects.filter(is_routing_sample=False).count() == 0
    assert Office.objects.filter(time_zone="Asia/Hovd").count() == 3
    assert Service.objects.get(code="assay").offices.count() == 2
    assert not Office.objects.filter(is_sample=False, slug="khovd").exists()


def test_loading_again_changes_nothing():
    before = rows()

    starter.load(now=clock.now(), is_demo=True)

    assert rows() == before


def test_loading_again_keeps_what_the_agency_corrected():
    Service.objects.filter(code="assay").update(name_mn="Шинэ нэр")

    starter.load(now=clock.now(), is_demo=False)

    assert Service.objects.get(code="assay").name_mn == "Шинэ нэр"


def test_without_the_demo_nobody_is_invented():
    Post.objects.all().delete()
    # History names the people of the demonstration, so they stay, under other addresses.
    for key in User.objects.values_list("pk", flat=True):
        User.objects.filter(pk=key).update(email=f"{key}@elsewhere.mn", phone=None)
    before = User.objects.count()

    starter.load(now=clock.now(), is_demo=False)

    assert (User.objects.count(), Post.objects.count()) == (before, 0)


def test_the_demo_has_somebody_in_every_role_and_nobody_with_a_password():
    assert {post.role for post in Post.objects.all()} == set(Role)
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert User.objects.filter(is_demo=False).count() == 0


def test_houses_above_are_told_so_that_they_add_their_own_rows(monkeypatch):
    heard: list[StarterLoaded] = []
    monkeypatch.setattr(starter_loaded, "_listeners", [heard.append])

    starter.load(now=clock.now(), is_demo=True)

    assert heard == [StarterLoaded(is_demo=True)]
