"""Codes of problems → sentences for who draws procedures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "file_missing": _("This file is missing."),
}
