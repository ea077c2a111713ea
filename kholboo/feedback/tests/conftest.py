import pytest

from kholboo.documents.tests.stores import use_store
from kholboo.feedback.secret import secret_of
from kholboo.notifications import wiring


@pytest.fixture
def follow(client):
    """Show the secret of a case; afterwards `client` may see it."""

    def show(case):
        client.post("/track/", {"number": case.number, "secret": secret_of(case)})
        return f"/en/track/{case.number}/"

    return show


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A file store of this test's own."""
    return use_store(monkeypatch, tmp_path)


@pytest.fixture
def mailbox():
    """An empty mailbox, which the job reads."""
    wiring.mailbox.cache_clear()
    yield wiring.mailbox()
    wiring.mailbox.cache_clear()
