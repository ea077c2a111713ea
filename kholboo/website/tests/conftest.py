import pytest
from django.db import transaction

from kholboo.website.services import search, service_texts, starter


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    """Planting takes three seconds: of several processes one plants for a module."""
    for item in items:
        if "planted" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """The first pages of all sites, once for a module: each test is rolled back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        starter.load()
        service_texts.load()
        search.catch_up()
        yield
        transaction.set_rollback(True)
