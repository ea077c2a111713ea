import pytest
from django.core.files.storage import FileSystemStorage

from kholboo.documents.services import keeping, serving, uploads


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    """An empty file store of the same kind as the real one."""
    storage = FileSystemStorage(location=tmp_path / "files")
    for module in (uploads, keeping, serving):
        monkeypatch.setattr(module, "default_storage", storage)
    return storage
