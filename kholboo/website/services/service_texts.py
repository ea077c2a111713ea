"""The first words about each service, from `website/data/service_texts.json`."""

import json
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from kholboo.agency import queries as agency
from kholboo.agency.models import Service
from kholboo.website.models import ServiceText
from kholboo.website.services.starter import DATA


@transaction.atomic
def load() -> None:
    """Give words to the services that have none in any language; others stay as editors left them."""
    told = set(ServiceText.objects.values_list("service_id", flat=True))
    locales = list(Locale.objects.filter(language_code__in=("mn", "en")))
    content = json.loads((DATA / "service_texts.json").read_text(encoding="utf-8"))
    for service in agency.services():
        if service.pk not in told and service.code in content["texts"]:
            _write(service, content["texts"][service.code], locales)


def _write(service: Service, row: dict[str, Any], locales: list[Locale]) -> None:
    key = None
    for locale in sorted(locales, key=lambda locale: locale.language_code, reverse=True):
        words = row[locale.language_code]
        text = ServiceText(service=service, locale=locale, samples=row["samples"], **words)
        text.translation_key = key or text.translation_key
        text.save()
        key = text.translation_key
