from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from kholboo.documents.services import keeping, serving, storing, uploads


def use_store(monkeypatch: pytest.MonkeyPatch, folder: Path) -> FileSystemStorage:
    """An empty file store of the same kind as the real one, in its place for one test."""
    store = FileSystemStorage(location=folder / "files")
    for module in (uploads, keeping, serving, storing):
        monkeypatch.setattr(module, "default_storage", store)
    return store
