"""What anybody may send to the public pages: signs no keyboard has, and words that grow."""

import pytest

from kholboo.standards.tests.enquiries import open_one, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]

NOTHING = "\x00"
LONG = "9" * 40


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/standards/", ("ics", "status", "kind", "year", "committee", "page")),
        ("/api/v1/standards", ("ics", "status", "kind", "year", "committee", "page")),
    ],
)
def test_no_question_breaks_the_search(client, address, names):
    for name in names:
        for value in (NOTHING, LONG, "٣½"):
            assert client.get(address, {name: value}).status_code < 500, (name, value)


def test_no_words_break_the_search(client):
    for address in ("/standards/", "/standards/suggest/", "/api/v1/standards"):
        assert client.get(address, {"q": f"½ ʼʼ ² {NOTHING} & ' \\ ( |"}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/standards/mns%00",
        "/api/v1/standards/mns%00/relations",
        "/standards/licence/2026%00/",
        "/standards/told/%00-%00/",
        f"/standards/sitemap-{LONG}.xml",
        f"/standards/drafts/{LONG}/",
        "/standards/jishee-0010-2027/read/find/?q=½%20ʼʼ%20²",
        f"/standards/jishee-0010-2027/read/pictures/{LONG}/",
        "/standards/jishee-0010-2027/read/status/?v=%00",
        "/standards/?ics=%%00006%%%000000",
    ],
)
def test_no_address_breaks_the_house(client, address):
    assert client.get(address).status_code < 500


def test_a_clause_whose_letters_grow_is_kept(client):
    """A small letter of one sign may have three, and each figure is kept as four."""
    address = f"/standards/drafts/{open_one().pk}/comment/"
    for said in ("1ΐ" * 30, "1." * 30):
        assert client.post(address, typed(clause=said)).status_code == 302, said
    assert client.get(address, {"clause": NOTHING}).status_code == 200
