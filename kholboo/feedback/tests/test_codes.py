"""The codes we print are those a phone opens, and no neighbour of them."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils.translation import override

from kholboo.feedback.services.messages import follow_link, sign_link
from kholboo.feedback.tests import factories
from kholboo.ui import scanning

pytestmark = pytest.mark.django_db


def opens(path):
    """As `ui/app/scan.js` judges: the whole path, without its language."""
    bare = re.sub(r"^/en(?=/)", "", path)
    return any(re.fullmatch(known, bare) for known in scanning.paths())


@pytest.mark.parametrize("language", ["mn", "en"])
@pytest.mark.parametrize("link", [follow_link, sign_link])
def test_what_stands_on_a_receipt_is_opened(link, language):
    case = factories.receipt().case
    with override(language):
        assert opens(urlsplit(link(case)).path)


@pytest.mark.parametrize(
    "path",
    [
        "/track/26-000001-5/leave/",
        "/track/26-000001-5/open/short/",
        "/track/mine/",
        "/desk/26-000001-5/",
        "/feedback/sign/" + "a" * 26 + "/withdrawal/",
        "/account/logout/",
        "/track/26-000001-5/open/" + "a" * 26 + "//evil.mn/",
    ],
)
def test_a_neighbour_of_our_addresses_is_not(path):
    assert not opens(path)


def test_a_number_leads_to_the_door_of_its_case():
    assert scanning.path_of_number("26-000001-5") == "/track/?number=26-000001-5"
    assert scanning.path_of_number("26-000001-6") is None
