import pytest

from kholboo.documents.tests.stores import use_store


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return use_store(monkeypatch, tmp_path)
