import pytest
from django.db import transaction

from kholboo.website.services import search, service_texts, starter


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """The first pages of all sites, once for a module: each test is rolled back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        starter.load()
        service_texts.load()
        search.catch_up()
        yield
        transaction.set_rollback(True)
