"""Where a button may lead: our own pages and whole addresses, never a script."""

import pytest
from django.core.exceptions import ValidationError

from kholboo.website.blocks import CallBlock


def call(address):
    return CallBlock().clean({"label": "Цааш", "page": None, "address": address})


@pytest.mark.parametrize(
    "address", ["", "/feedback/?kind=complaint", "https://estandard.gov.mn/a", "tel:18002525"]
)
def test_buttons_lead_to_pages_and_whole_addresses(address):
    assert call(address)["address"] == address


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "java\tscript:x"),
        *("data:text/html,<script>1</script>", "//evil.example", "/\\evil.example", "vbscript:x"),
        *("feedback/", "https://a b", "https:evil"),
    ],
)
def test_buttons_lead_to_nothing_else(address):
    with pytest.raises(ValidationError):
        call(address)
