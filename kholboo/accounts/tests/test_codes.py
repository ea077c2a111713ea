from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from kholboo.accounts.hooks import CodeRequested, code_requested
from kholboo.accounts.models import LoginCode, User
from kholboo.accounts.rules import CODES_PER_TARGET, Address, read_address
from kholboo.accounts.services import codes
from kholboo.accounts.tests.factories import UserFactory
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, TooMany

PHONE = Address("sms", "99112233")
MAIL = Address("email", "bat@example.mn")


@pytest.fixture
def sent(monkeypatch):
    facts: list[CodeRequested] = []
    monkeypatch.setattr(code_requested, "_listeners", [facts.append])
    return facts


def ask(address: Address) -> LoginCode:
    return codes.request_code(address, language="mn", asker="10.0.0.1")


def enter(row: LoginCode, address: Address, code: str) -> User:
    return codes.enter_code(row.key, address, code, language="mn")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9911 2233", PHONE),
        ("+976 9911-2233", PHONE),
        ("976 99112233", PHONE),
        (" Bat@Example.MN ", MAIL),
        ("1800-2525", None),
        ("11458349", None),
        ("bat@", None),
        ("", None),
    ],
)
def test_an_address_is_read_as_people_write_it(text, address):
    assert read_address(text) == address


def test_an_address_is_masked_so_that_only_its_owner_knows_it():
    assert (PHONE.masked, MAIL.masked) == ("99····33", "b···@example.mn")


@pytest.mark.django_db
class TestOneCode:
    @pytest.mark.parametrize(("address", "field"), [(PHONE, "phone"), (MAIL, "email")])
    def test_an_unknown_address_becomes_an_account_when_the_code_is_entered(
        self, sent, address, field
    ):
        row = ask(address)
        assert not User.objects.filter(**{field: address.to}).exists()

        user = enter(row, address, sent[0].code)

        assert getattr(user, field) == address.to
        assert not user.is_staff
        assert not user.has_usable_password()

    def test_a_known_person_comes_in_and_is_not_doubled(self, sent):
        bat = UserFactory.create(email=MAIL.to)

        assert enter(ask(MAIL), MAIL, sent[0].code) == bat

    def test_a_code_opens_once(self, sent):
        row = ask(MAIL)
        enter(row, MAIL, sent[0].code)

        with pytest.raises(RuleBroken, match=r"хүчингүй|no longer"):
            enter(row, MAIL, sent[0].code)

    def test_a_code_opens_no_other_address(self, sent):
        row = ask(MAIL)

        with pytest.raises(RuleBroken):
            enter(row, PHONE, sent[0].code)

    def test_five_wrong_tries_spoil_the_right_code_too(self, sent):
        row = ask(MAIL)
        wrong = "000000" if sent[0].code != "000000" else "111111"
        for _ in range(5):
            with pytest.raises(RuleBroken):
                enter(row, MAIL, wrong)

        with pytest.raises(RuleBroken):
            enter(row, MAIL, sent[0].code)

    def test_a_code_is_worth_nothing_after_ten_minutes(self, sent):
        row = ask(MAIL)
        LoginCode.objects.update(created_at=clock.now() - timedelta(minutes=10, seconds=1))

        with pytest.raises(RuleBroken):
            enter(row, MAIL, sent[0].code)
        assert codes.forget_old_codes() == 1

    def test_staff_and_closed_accounts_get_a_word_instead_of_a_code(self, sent):
        UserFactory.create(email=MAIL.to, ours=True)
        UserFactory.create(phone=PHONE.to, is_active=False)

        ask(MAIL)
        ask(PHONE)

        assert [fact.code for fact in sent] == [None, None]

    def test_somebody_who_became_staff_after_asking_stays_outside(self, sent):
        row = ask(MAIL)
        UserFactory.create(email=MAIL.to, ours=True)

        with pytest.raises(RuleBroken):
            enter(row, MAIL, sent[0].code)

    def test_one_address_may_not_be_flooded_with_codes(self, sent):
        for _ in range(CODES_PER_TARGET):
            ask(PHONE)

        with pytest.raises(TooMany):
            ask(PHONE)
        assert len(sent) == CODES_PER_TARGET

    def test_neither_the_code_nor_the_address_stands_in_the_table(self, sent):
        ask(PHONE)

        row = str(LoginCode.objects.values().get())
        assert sent[0].code not in row
        assert PHONE.to not in row

    def test_a_made_up_key_opens_nothing(self):
        with pytest.raises(RuleBroken):
            codes.enter_code(uuid4(), MAIL, "123456", language="mn")


@pytest.mark.django_db
def test_known_unknown_and_staff_addresses_cost_the_same_work(sent):
    UserFactory.create(email="known@example.mn")
    UserFactory.create(email="staff@example.mn", ours=True)
    counts = []
    for name in ("known", "staff", "nobody"):
        counted = Counted()
        with connection.execute_wrapper(counted):
            ask(Address("email", f"{name}@example.mn"))
        counts.append(counted.number)

    assert len(set(counts)) == 1


class Counted:
    """Counts what the database was asked."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_a_code_entered_twice_at_once_lets_one_in(sent):
    row = ask(MAIL)
    code = sent[0].code

    def enter_once(_position: int) -> str:
        try:
            return str(enter(row, MAIL, code))
        except RuleBroken:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(enter_once, range(4)))

    assert sorted(results)[:1] == [MAIL.to]
    assert results.count("refused") == 3
    assert User.objects.filter(email=MAIL.to).count() == 1


@pytest.mark.django_db(transaction=True)
def test_guessing_in_parallel_gets_no_more_than_five_tries(sent):
    row = ask(MAIL)
    wrong = "000000" if sent[0].code != "000000" else "111111"

    def guess(_position: int) -> str:
        try:
            enter(row, MAIL, wrong)
        except RuleBroken as refusal:
            return refusal.message
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(guess, range(24)))

    row.refresh_from_db()
    assert row.tries == 5
    assert len([words for words in results if "код биш" in words or "not the code" in words]) == 5
