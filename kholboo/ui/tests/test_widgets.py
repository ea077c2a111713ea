"""Our own widgets behave as Django's do."""

import pytest
from django import forms
from django.test.html import parse_html

from kholboo.ui.widgets import LongSelect

CHOICES = [("", "Аль нь ч биш"), (1, "Хэмжил <зүй>"), ("б", 'Сорьц "999"')]


@pytest.mark.parametrize("value", [None, "", 1, "1", "б", "no such"])
def test_a_long_select_renders_what_django_would(value):
    ours, theirs = (
        kind({"class": "select"}, choices=CHOICES).render("service", value, {"required": True})
        for kind in (LongSelect, forms.Select)
    )

    assert parse_html(ours) == parse_html(theirs)
    assert parse_html(ours) != parse_html(theirs.replace("Сорьц", "Сорьцх"))
