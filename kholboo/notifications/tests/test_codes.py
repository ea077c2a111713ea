import pytest

from kholboo.accounts.hooks import CodeRequested, code_requested
from kholboo.notifications import queries, rules
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def ask(channel="sms", to="99112211", code="123456", language="mn"):
    code_requested.ring(
        CodeRequested(
            channel=channel, to=to, code=code, language=language, minutes=10, key="login-code-1"
        )
    )
    return queries.opened(Delivery.objects.get(key="login-code-1"))


@pytest.mark.parametrize("language", ["mn", "en"])
def test_a_code_by_sms_is_one_part(language):
    text = ask(language=language)["text"]

    assert "123456" in text
    assert rules.sms_parts(text) == 1


def test_a_code_by_e_mail_speaks_the_readers_language():
    letter = ask(channel="email", to="bold@example.mn")

    assert letter["subject"] == "Таны нэвтрэх код: 123456"
    assert "10 минут" in letter["text"]


@pytest.mark.parametrize(("channel", "to"), [("sms", "99112211"), ("email", "bold@example.mn")])
def test_where_no_code_may_open_the_right_way_in_is_told(channel, to):
    message = ask(channel=channel, to=to, code=None)

    assert "нууц үгээрээ" in message["text"]
    if channel == "email":
        assert "/account/staff/" in message["text"]


def test_the_same_request_is_told_once():
    ask()
    ask()

    assert Delivery.objects.count() == 1
