"""One promise, two keepers: the real client against a real IMAP server, and the fake."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from kholboo.core.errors import Unreachable
from kholboo.notifications.mailbox.client import Account, ImapMailbox
from kholboo.notifications.mailbox.fake import FakeMailbox
from kholboo.notifications.mailbox.port import BEGINNING, LARGEST_LETTER
from kholboo.notifications.rules import Failure
from kholboo.notifications.tests.simulation import PASSWORD, running

LETTER = (
    "From: Дорж <bold@example.mn>\r\nSubject: Ө, Ү\r\nMessage-ID: <1@example.mn>\r\n\r\n"
    "Сайн байна уу?\r\n. \r\n* OK\r\nA1 STORE\r\n"
).encode()
MORNING = datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)


@dataclass
class Bench:
    """A mailbox under test: drop a letter, make it misbehave."""

    mailbox: Any
    simulator: Any

    def drop(self, content=LETTER, at=None):
        self.simulator.drop(content, at)

    def fault(self, kind, **more):
        if isinstance(self.simulator, FakeMailbox):
            self.simulator.fault = kind
        else:
            self.simulator.fault(kind, **more)

    def empty(self):
        with self.mailbox.visit() as visit:
            for place in visit.untaken():
                visit.mark(place)


def client(process, **more):
    port = process.ports["imap_port"]
    usual = {"user": "sanal", "password": PASSWORD, "tls": False, "seconds": 5}
    return ImapMailbox(Account(**{"host": "127.0.0.1", "port": port, **usual, **more}))


@pytest.fixture(params=["imap", "fake"])
def bench(request):
    if request.param == "fake":
        fake = FakeMailbox()
        found = Bench(fake, fake)
    else:
        process = request.getfixturevalue("mailbox_process")
        found = Bench(client(process), process)
    found.empty()
    yield found
    found.fault("")


def test_a_letter_is_read_byte_by_byte_with_the_moment_it_came(bench):
    bench.drop(LETTER, MORNING)

    with bench.mailbox.visit() as visit:
        (place,) = visit.untaken()
        arrived = visit.fetch(place)

    assert arrived.content == LETTER
    assert arrived.at == MORNING
    assert arrived.is_whole
    assert arrived.place == place


def test_looking_takes_nothing_and_a_marked_letter_is_not_offered_again(bench):
    bench.drop()
    bench.drop(LETTER.replace(b"<1@", b"<2@"))

    with bench.mailbox.visit() as visit:
        first, second = visit.untaken()
        visit.fetch(first)
    with bench.mailbox.visit() as visit:
        assert visit.untaken() == [first, second]
        visit.mark(first)
        visit.mark(first)
    with bench.mailbox.visit() as visit:
        assert visit.untaken() == [second]


@pytest.mark.parametrize(
    ("kind", "failure"),
    [("500", None), ("cut", None), ("refuse", Failure.KEY)],
)
def test_trouble_is_told_in_our_words_and_the_letter_waits(bench, kind, failure):
    bench.drop()
    bench.fault(kind)

    with pytest.raises(Unreachable) as told, bench.mailbox.visit() as visit:
        visit.untaken()

    bench.fault("")
    assert told.value.facts["failure"] in ((failure,) if failure else list(Failure))
    assert PASSWORD not in f"{told.value} {told.value.facts}"
    with bench.mailbox.visit() as visit:
        assert len(visit.untaken()) == 1


def test_a_mark_that_was_lost_leaves_the_letter_to_be_read_again(bench):
    bench.drop()
    bench.fault("lost")

    with bench.mailbox.visit() as visit:
        (place,) = visit.untaken()
        assert visit.fetch(place).content == LETTER
        with pytest.raises(Unreachable):
            visit.mark(place)

    bench.fault("")
    with bench.mailbox.visit() as visit:
        assert visit.untaken() == [place]


def test_of_a_letter_too_large_only_the_beginning_is_read(bench):
    bench.drop(LETTER + b"x" * 70 + b"\r\n" + (b"y" * 76 + b"\r\n") * (LARGEST_LETTER // 78))

    with bench.mailbox.visit() as visit:
        (place,) = visit.untaken()
        arrived = visit.fetch(place)
        visit.mark(place)

    assert not arrived.is_whole
    assert arrived.size > LARGEST_LETTER
    assert len(arrived.content) == BEGINNING
    assert arrived.content.startswith(LETTER[:40])


def test_an_error_of_the_caller_is_not_taken_for_an_error_of_the_mailbox(bench):
    with pytest.raises(ZeroDivisionError), bench.mailbox.visit():
        raise ZeroDivisionError


def test_a_letter_that_is_gone_is_nothing(mailbox_process):
    mailbox_process.drop(LETTER)

    with client(mailbox_process).visit() as visit:
        validity = visit.untaken()[0].partition(":")[0]
        assert visit.fetch(f"{validity}:999999") is None


def test_a_wrong_password_is_a_failure_of_the_key(mailbox_process):
    with (
        pytest.raises(Unreachable) as told,
        client(mailbox_process, password="wrong").visit(),
    ):
        pass

    assert told.value.facts["failure"] == Failure.KEY


def test_a_server_that_cannot_encrypt_is_not_told_the_password(mailbox_process):
    with pytest.raises(Unreachable), client(mailbox_process, tls=True).visit():
        pass


def test_nobody_listening_is_unreachable(free_port):
    mailbox = ImapMailbox(Account("127.0.0.1", free_port, "u", "p", tls=False, seconds=1))

    with pytest.raises(Unreachable), mailbox.visit():
        pass


def test_a_slow_mailbox_is_left_in_time():
    with running("mailbox", "--imap-port", "0", "--page-port", "0") as process:
        process.fault("slow", seconds=3)

        with pytest.raises(Unreachable), client(process, seconds=0.4).visit():
            pass


def test_a_restart_keeps_the_letters_and_gives_them_new_places(tmp_path):
    store, places = tmp_path / "mailbox.jsonl", []
    for _start in range(2):
        with running("mailbox", "--imap-port", "0", "--page-port", "0", store=store) as process:
            if not places:
                process.drop(LETTER, MORNING)
            with client(process).visit() as visit:
                (place,) = visit.untaken()
                arrived = visit.fetch(place)
                visit.mark(place)
            places.append(place)
            assert (arrived.content, arrived.at) == (LETTER, MORNING)

    assert places[0] != places[1]


def test_the_page_takes_a_letter_with_a_file_from_its_own_form_only(mailbox_process):
    url = mailbox_process.url
    form = {"name": "Дорж Болд", "sender": "bold@example.mn", "subject": "Гомдол", "text": "Ө"}

    def send(**headers):
        return httpx.post(
            f"{url}/letters", data=form, files={"file": ("жин.png", b"\x89PNG")},
            headers=headers, trust_env=False,
        ).status_code  # fmt: skip

    before = len(mailbox_process.arrived())
    assert send() == 404
    assert send(Origin="https://evil.example") == 404
    assert send(Origin=url) == 303

    assert len(mailbox_process.arrived()) == before + 1
    page = httpx.get(url, trust_env=False)
    assert "Гомдол" in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
