"""Invented standards are found by what their titles are made of."""

import pytest

from bench.catalogue import fill
from bench.titles import ASKED, items
from kholboo.standards.models import Edition, Entry
from kholboo.standards.queries.search import meant

pytestmark = pytest.mark.django_db


def test_filled_standards_are_whole_and_found():
    before = Edition.objects.count()

    filled = fill(60, seed=1)

    assert Edition.objects.count() == Entry.objects.count() == before + 60
    for key, title in filled.titles.items():
        found = set(meant(title.mn).entries.values_list("pk", flat=True))
        assert key in found, title.mn


def test_forms_are_asked_for_that_only_one_word_has():
    forms = [form for item in items(ASKED) for form in item.forms]

    assert len(forms) == len(set(forms)) > 800
