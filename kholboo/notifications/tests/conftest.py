import socket

import pytest

from kholboo.notifications import wiring
from kholboo.notifications.tests.simulation import running


@pytest.fixture(scope="session")
def mail_process():
    with running("mail", "--smtp-port", "0", "--page-port", "0") as simulator:
        yield simulator


@pytest.fixture(scope="session")
def sms_process():
    with running("sms", "--port", "0", "--key", "right-key") as simulator:
        yield simulator


@pytest.fixture(scope="session")
def mailbox_process():
    with running("mailbox", "--imap-port", "0", "--page-port", "0") as simulator:
        yield simulator


@pytest.fixture(scope="session")
def push_process():
    with running("push", "--port", "0") as simulator:
        yield simulator


@pytest.fixture
def push(settings):
    """The fake push service that the services use now."""
    wiring.push_service.cache_clear()
    provider = wiring.push_service()
    yield provider
    wiring.push_service.cache_clear()


@pytest.fixture
def mail(settings):
    """The fake mail server that the services use now."""
    wiring.mail_provider.cache_clear()
    provider = wiring.mail_provider()
    yield provider
    wiring.mail_provider.cache_clear()


@pytest.fixture
def sms(settings):
    wiring.sms_provider.cache_clear()
    provider = wiring.sms_provider()
    yield provider
    wiring.sms_provider.cache_clear()


@pytest.fixture
def free_port():
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
