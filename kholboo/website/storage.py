"""Pictures and files that editors publish: open to all, kept apart from what citizens send."""

import secrets
from pathlib import PurePath

from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "media"


def public_media() -> Storage:
    return storages[ALIAS]


class PublicMedia(FileSystemStorage):
    """Every name is given once, so that browsers may keep what stands under it for ever."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        path = PurePath(name)
        once = f"{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix.lower()}"
        return super().get_available_name(str(path.with_name(once)), max_length)
