import http.server
import socket
import threading
import time

import pytest

from kholboo.core import egress
from kholboo.core.egress import Barred, Egress, is_public, origin_of
from kholboo.core.errors import Unreachable


class Stranger(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/inside")
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 100_000)
            except OSError:
                return
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            try:
                for _drop in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.1)
            except OSError:
                return
        else:
            body = b'{"host": "%s"}' % self.headers["Host"].encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def stranger():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def friend(stranger, **more):
    return Egress([stranger], private_hosts=["127.0.0.1"], **more)


def test_a_listed_place_answers(stranger):
    answer = friend(stranger).get(f"{stranger}/x", params={"text": "Ө ү & +"})

    assert answer.status == 200
    assert answer.json() == {"host": stranger.removeprefix("http://")}


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "https://example.mn/", "ftp://example.mn/", "http://a:b@c/"]
)
def test_places_that_are_not_listed_are_never_dialled(stranger, url):
    with pytest.raises((Barred, ValueError)):
        friend(stranger).get(url)


def test_a_private_address_needs_its_name_on_the_list(stranger):
    with pytest.raises(Barred):
        Egress([stranger]).get(stranger)


def test_a_public_name_that_leads_inside_is_refused(stranger, monkeypatch):
    port = int(stranger.rpartition(":")[2])
    monkeypatch.setattr(egress, "addresses_of", lambda host, port: ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(Barred):
        Egress([f"http://sms.example.mn:{port}"]).get(f"http://sms.example.mn:{port}/")


def test_the_address_that_was_checked_is_the_one_that_is_dialled(stranger, monkeypatch):
    port = int(stranger.rpartition(":")[2])
    asked = []

    def once(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(egress, "addresses_of", once)
    place = f"http://sms.example.mn:{port}"

    answer = Egress([place], private_hosts=["sms.example.mn"]).get(f"{place}/x")

    assert answer.json() == {"host": f"sms.example.mn:{port}"}
    assert asked == ["sms.example.mn"]


def test_a_redirect_is_an_answer_and_is_not_followed(stranger):
    assert friend(stranger).get(f"{stranger}/away").status == 302


@pytest.mark.parametrize("path", ["/endless", "/drip"])
def test_an_answer_without_end_is_cut_off(stranger, path):
    began = time.monotonic()

    with pytest.raises(Unreachable):
        friend(stranger, deadline=1).get(stranger + path)

    assert time.monotonic() - began < 5


def test_nobody_there_is_unreachable():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{probe.getsockname()[1]}"

    with pytest.raises(Unreachable):
        friend(place).get(place)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_no_disguise_makes_a_private_address_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_open_internet_is_public(address):
    assert is_public(address)


def test_an_origin_always_says_its_port():
    assert origin_of("https://API.messagepro.mn/send") == "https://api.messagepro.mn:443"
