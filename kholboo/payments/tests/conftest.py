import pytest

from kholboo.payments import wiring


@pytest.fixture(autouse=True)
def provider():
    """A provider that remembers nothing of other tests."""
    wiring.payment_provider.cache_clear()
    yield wiring.payment_provider()
    wiring.payment_provider.cache_clear()


@pytest.fixture(autouse=True)
def receipts():
    wiring.receipt_service.cache_clear()
    yield wiring.receipt_service()
    wiring.receipt_service.cache_clear()


@pytest.fixture
def settled():
    """What owners were told, in order."""
    from kholboo.payments.hooks import invoice_settled

    told = []
    invoice_settled.listen(told.append)
    yield told
    invoice_settled._listeners.remove(told.append)
