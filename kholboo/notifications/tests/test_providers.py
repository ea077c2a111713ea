"""One promise, several keepers: the real clients against real processes, and the fakes."""

from dataclasses import dataclass
from typing import Any

import pytest

from kholboo.core.egress import Egress
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.notifications.mail.client import Server, SmtpClient
from kholboo.notifications.mail.fake import FakeMail
from kholboo.notifications.mail.port import Letter
from kholboo.notifications.rules import Failure
from kholboo.notifications.sms.client import MessageProClient
from kholboo.notifications.sms.fake import FakeSms
from kholboo.notifications.sms.port import ShortText
from kholboo.notifications.tests.simulation import running

LONG = "Сайн байна уу? «Ө, Ү» & <b>+976</b> 100% #1\nhttps://example.mn/track/?a=1&b=2\n"


@dataclass
class Bench:
    """A provider under test: `send` a text, see what arrived, make it misbehave."""

    provider: Any
    simulator: Any  # the process, or the fake itself

    def send(self, key="k", text=LONG, to=""):
        if isinstance(self.provider, (SmtpClient, FakeMail)):
            return self.provider.send(Letter(key, to or "bold@example.mn", "Хариу өгсөн", text))
        return self.provider.send(ShortText(key, to or "99112211", text))

    def texts(self):
        """Oldest first."""
        if hasattr(self.simulator, "sent"):
            return [message.text for message in self.simulator.sent]
        return [message["text"] for message in reversed(self.simulator.arrived())]

    def fault(self, kind, **more):
        if hasattr(self.simulator, "sent"):
            self.simulator.fault = kind
        else:
            self.simulator.fault(kind, **more)


def smtp_client(process, **more):
    return SmtpClient(
        Server(**{"host": "127.0.0.1", "port": process.ports["smtp_port"], "seconds": 2, **more})
    )


def sms_client(process, key="right-key", private=("127.0.0.1",)):
    egress = Egress([process.url], private_hosts=private, deadline=2)
    return MessageProClient(process.url, key=key, sender="13100000", egress=egress)


@pytest.fixture(params=["smtp", "fake mail", "messagepro", "fake sms"])
def bench(request):
    if request.param == "smtp":
        process = request.getfixturevalue("mail_process")
        found = Bench(smtp_client(process), process)
    elif request.param == "messagepro":
        process = request.getfixturevalue("sms_process")
        found = Bench(sms_client(process), process)
    else:
        fake = FakeMail() if "mail" in request.param else FakeSms()
        found = Bench(fake, fake)
    yield found
    found.fault("")


def test_a_text_arrives_letter_by_letter(bench):
    name = bench.send()

    assert name
    assert bench.texts()[-1].strip() == LONG.strip()


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_trouble_is_worth_another_try_and_nothing_arrived(bench, kind):
    before = len(bench.texts())
    bench.fault(kind)

    with pytest.raises(Unreachable) as failure:
        bench.send()

    assert failure.value.facts["failure"] in (Failure.TROUBLE, Failure.NO_ANSWER)
    assert len(bench.texts()) == before


def test_a_lost_answer_is_worth_another_try_although_the_message_arrived(bench):
    before = len(bench.texts())
    bench.fault("lost")

    with pytest.raises(Unreachable):
        bench.send()

    assert len(bench.texts()) == before + 1


def test_a_refused_recipient_is_never_tried_again(bench):
    bench.fault("refuse")

    with pytest.raises(RuleBroken) as failure:
        bench.send()

    assert failure.value.facts["failure"] == Failure.RECIPIENT


def test_a_failure_never_repeats_the_address_or_the_text(bench):
    for kind in ("500", "refuse", "lost"):
        bench.fault(kind)
        with pytest.raises((Unreachable, RuleBroken)) as failure:
            bench.send(text="secret-code")
        said = f"{failure.value} {failure.value.facts}"
        assert "99112211" not in said
        assert "bold" not in said
        assert "secret-code" not in said


def test_a_slow_provider_is_left_in_time():
    """Processes of its own: what was left behind arrives late, in the middle of other tests."""
    with (
        running("mail", "--smtp-port", "0", "--page-port", "0") as mail,
        running("sms", "--port", "0", "--key", "right-key") as sms,
    ):
        for client, process in (
            (Bench(smtp_client(mail, seconds=0.4), mail), mail),
            (Bench(sms_client(sms), sms), sms),
        ):
            process.fault("slow", seconds=3)
            with pytest.raises(Unreachable):
                client.send()


def test_every_try_of_a_letter_carries_the_same_message_id(mail_process):
    client = Bench(smtp_client(mail_process), mail_process)

    first, again, other = client.send("same"), client.send("same"), client.send("other")

    assert first == again != other
    newest = mail_process.arrived()[:3]
    assert [m["is_repeated"] for m in newest] == [False, True, False]


def test_a_letter_of_news_names_the_address_that_ends_them(mail_process):
    end = f"https://kholboo.example.gov.mn/en/standards/told/{'e1zz-' * 12}/stop/"
    smtp_client(mail_process).send(Letter("k", "bold@example.mn", "s", "t", unsubscribe=end))
    smtp_client(mail_process).send(Letter("l", "bold@example.mn", "s", "t"))

    plain, news = mail_process.arrived()[:2]
    assert news["unsubscribe"] == [f"<{end}>", "List-Unsubscribe=One-Click"]
    assert plain["unsubscribe"] == ["", ""]


def test_a_line_break_in_a_header_is_refused_not_sent(mail_process):
    before = len(mail_process.arrived())

    with pytest.raises(RuleBroken):
        smtp_client(mail_process).send(Letter("k", "bold@example.mn", "a\r\nBcc: all@x.mn", "t"))

    assert len(mail_process.arrived()) == before


def test_a_server_that_cannot_encrypt_gets_no_letter_when_encryption_is_asked(mail_process):
    before = len(mail_process.arrived())

    with pytest.raises(Unreachable) as failure:
        smtp_client(mail_process, tls=True).send(Letter("k", "bold@example.mn", "s", "t"))

    assert failure.value.facts["failure"] == Failure.KEY
    assert len(mail_process.arrived()) == before


def test_nobody_listening_is_unreachable(free_port):
    with pytest.raises(Unreachable):
        SmtpClient(Server(host="127.0.0.1", port=free_port)).send(
            Letter("k", "bold@example.mn", "s", "t")
        )


def test_a_wrong_key_keeps_the_text_for_later(sms_process):
    with pytest.raises(Unreachable) as failure:
        sms_client(sms_process, key="wrong").send(ShortText("k", "99112211", "t"))

    assert failure.value.facts["failure"] == Failure.KEY


def test_messagepro_refuses_a_number_with_the_countrys_code(sms_process):
    with pytest.raises(RuleBroken):
        sms_client(sms_process).send(ShortText("k", "97699112211", "t"))


def test_a_private_address_is_dialled_only_when_it_was_named(sms_process):
    with pytest.raises(Unreachable) as failure:
        sms_client(sms_process, private=()).send(ShortText("k", "99112211", "t"))

    assert failure.value.facts["detail"] == "barred"
