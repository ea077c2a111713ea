import logging

import pytest

from kholboo.core.logs import LONGEST, Discreet


def line(text, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, text, args, None)
    assert Discreet().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/track/26-000001-5/open/abc123/", "/track/26-000001-5/open/…/"),
        ("/en/track/26-000001-5/open/abc123/", "/en/track/26-000001-5/open/…/"),
        ("/account/password/MTI/c0ffee-abc/", "/account/password/MTI/…/"),
        ("/en/feedback/sign/abc123/code/", "/en/feedback/sign/…/code/"),
        ("/desk/26-000001-5/", "/desk/26-000001-5/"),
    ],
)
def test_a_line_never_holds_a_link_that_opens_something(path, written):
    assert line("%s: %s", "Unprocessable Entity", path) == f"Unprocessable Entity: {written}"


def test_an_endless_address_makes_a_short_line():
    assert len(line("Not Found: %s", "/9" * 5000)) == LONGEST + 1


def test_every_line_of_the_product_goes_through_it(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert "discreet" in handler["filters"]
