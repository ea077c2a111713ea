import pytest
from django.db import transaction

from kholboo.standards.services import enquiry_samples
from kholboo.standards.services import samples as service


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker):
    """The sample standards with their texts, once for a module: each test is rolled back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        service.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def drafts(django_db_setup, django_db_blocker):
    """The sample drafts with their comments, once for a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        enquiry_samples.load()
        yield
        transaction.set_rollback(True)
