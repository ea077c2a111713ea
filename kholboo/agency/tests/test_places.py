import pytest
from django.db import transaction

from kholboo.agency.models import Service
from kholboo.agency.places import places
from kholboo.agency.queries import office_for, service_by_code
from kholboo.core.models import TableVersion

pytestmark = pytest.mark.django_db


def test_what_nobody_changed_is_read_once(django_assert_num_queries):
    first = places()

    with django_assert_num_queries(1):  # the look at the version
        assert places() is first


def test_a_change_is_seen_at_once_and_a_change_taken_back_is_forgotten():
    service = Service.objects.get(code="verification")
    name = service_by_code("verification").name_mn

    with transaction.atomic():
        service.name_mn = "Шинэ нэр"
        service.save()
        assert service_by_code("verification").name_mn == "Шинэ нэр"
        transaction.set_rollback(True)

    assert service_by_code("verification").name_mn == name
    Service.objects.filter(code="verification").update(name_mn="Өөр нэр")
    assert service_by_code("verification").name_mn == "Өөр нэр"


def test_a_taken_back_version_is_never_given_again():
    with transaction.atomic():
        Service.objects.filter(code="verification").update(name_mn="Нэг")
        first = TableVersion.objects.get(topic="agency.places").version
        transaction.set_rollback(True)

    Service.objects.filter(code="verification").update(name_mn="Хоёр")

    assert TableVersion.objects.get(topic="agency.places").version > first
    assert service_by_code("verification").name_mn == "Хоёр"


def test_who_delivers_a_service_is_watched_too():
    service = service_by_code("verification")
    local = service.offices.select_related("aimag").first()
    assert office_for(service, local.aimag)[0] == local

    Service.objects.get(code="verification").offices.remove(local)

    assert office_for(service, local.aimag)[0].is_head


def test_without_a_version_nothing_is_kept():
    TableVersion.objects.all().delete()

    assert places() is not places()
