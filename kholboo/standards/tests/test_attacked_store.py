"""Answers of the national store made to hurt: the look comes to its end and says what it met."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kholboo.core.egress import Egress
from kholboo.standards.estandard.client import EstandardClient
from kholboo.standards.models import Proposal, StoreMark, StoreRow
from kholboo.standards.queries.estandard import common
from kholboo.standards.queries.facts import NOTHING
from kholboo.standards.services import estandard
from kholboo.standards.tests.desk import ADDRESS, desk, html, person

pytestmark = pytest.mark.django_db
FACTS = common(NOTHING) | {"title_mn": "Эмээл", "stage": "60.60"}
GOOD = {"number": "MNS 9001", "year": 2024, "revision": "1", "facts": FACTS}


class Hostile:
    """A server whose every answer is `body`."""

    def __init__(self):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler):  # noqa: N805
                handler.send_response(200)
                handler.end_headers()
                handler.wfile.write(self.body)

            def log_message(self, *_words):
                pass

        self.body = b""
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{self.server.server_port}"
        egress = Egress([url], private_hosts=["127.0.0.1"], deadline=2)
        self.store = EstandardClient(url, key="right", egress=egress)

    def says(self, following, *records):
        self.body = json.dumps({"records": records, "next": following, "more": False}).encode()


@pytest.fixture(scope="module")
def hostile():
    found = Hostile()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_deep_json_and_a_sign_in_a_mark_stop_no_look(hostile):
    hostile.body = b"[" * 100_000
    estandard.sync(hostile.store, actor=person())
    assert StoreMark.objects.get().trouble

    hostile.says("a\x00b\ud800c", GOOD)
    estandard.sync(hostile.store, actor=person())

    mark = StoreMark.objects.get()
    assert (mark.mark, mark.trouble, mark.unreadable) == ("abc", "", 0)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_a_record_that_cannot_be_kept_is_counted_and_told(hostile, sign):
    tie = {"kind": "references", "text": f"ISO{sign}1"}
    hostile.says(
        "2",
        GOOD | {"number": f"MNS 90{sign}02"},
        GOOD | {"revision": sign},
        GOOD | {"facts": FACTS | {"title_mn": f"Эм{sign}ээл"}},
        GOOD | {"facts": FACTS | {"committee": sign}},
        GOOD | {"facts": FACTS | {"ics": [sign]}},
        GOOD | {"facts": FACTS | {"ties": [tie]}},
        GOOD,
    )

    estandard.sync(hostile.store, actor=person())

    assert (StoreMark.objects.get().unreadable, StoreRow.objects.count()) == (6, 1)
    assert Proposal.objects.count() == 1
    assert "6 " in html(desk().get(f"{ADDRESS}store/"))
