"""The page on which one pays without money says what became of it, and where to go on."""

from kholboo.payments.simulators.qpay_page import list_page

NO_FAULTS = {"kind": ""}
AT = "2026-11-23T01:55:01+00:00"


def row(name, *states):
    payments = [{"amount": 150_000, "status": state, "at": AT} for state in states]
    return {
        "id": name,
        "number": "26-000007-4-1-1",
        "text": "KH260000074",
        "amount": 150_000,
        "payments": payments,
        "is_closed": False,
        "at": AT,
    }


def test_what_was_paid_failed_or_went_back_is_said_in_words():
    page = list_page([row("a", "PAID", "FAILED", "REFUND")], NO_FAULTS, chosen="")

    for words in ("Төлсөн", "Бүтэлгүйтсэн", "Буцаасан", "given back"):
        assert words in page
    assert "FAILED" not in page
    assert "go back to the page of the bill" not in page


def test_who_came_from_a_bill_is_sent_back_to_it_once_something_was_paid():
    rows = [row("a", "PAID"), row("b", "FAILED")]

    assert "go back to the page of the bill" in list_page(rows, NO_FAULTS, chosen="a")
    assert "go back to the page of the bill" not in list_page(rows, NO_FAULTS, chosen="b")
