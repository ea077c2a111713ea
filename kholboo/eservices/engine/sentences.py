"""Codes of problems → sentences for who draws procedures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.sentences import SENTENCES as OF_FORMS

SENTENCES: dict[str, Promise] = {
    **OF_FORMS,
    "file_missing": _("This file is missing."),
}
