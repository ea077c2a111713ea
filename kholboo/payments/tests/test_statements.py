"""Bank statements: sure rows settle, unsure ones wait, the same twice does nothing."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kholboo.core.checkdigit import check_digit, is_valid
from kholboo.core.errors import NotAllowed, RuleBroken
from kholboo.payments import bank
from kholboo.payments.models import Settlement, StatementRow
from kholboo.payments.rules import InvoiceState, numbers_in, transfer_text
from kholboo.payments.services import statements
from kholboo.payments.tests.desk import desk, html, person
from kholboo.payments.tests.factories import FEE, fresh, invoice

pytestmark = pytest.mark.django_db
HEADER = "Огноо,Кредит,Гүйлгээний утга,Харьцсан данс\n"


def rows(*lines):
    return (HEADER + "\n".join(lines)).encode()


def take(content, name="a.csv"):
    return statements.take_in(name, content, actor=person("cashier"))


@pytest.mark.parametrize(
    "written",
    [
        "KH{d}",
        "kh {d} Хураамж",
        "КН{d}",
        "KH {a}-{b}-{c}",
        "төлбөр KH-{d}, ЖИШЭЭ ХХК",
        "ХХК/KH{d}/2",
    ],
)
def test_the_mark_is_found_however_it_was_typed(written):
    number = f"26-000123-{check_digit('26000123')}"
    a, b, c = number.split("-")

    marked, _bare = numbers_in(written.format(d=number.replace("-", ""), a=a, b=b, c=c))

    assert marked == {number}
    assert transfer_text(number) == f"KH{a}{b}{c}"


@given(st.integers(1, 10**11), st.sampled_from(["{:,}", "{:,}.00", "{}", "{}.0", "{:,.2f}"]))
def test_an_amount_is_read_however_the_bank_writes_it(amount, form):
    table = [(2, {"date": "2026-11-20", "credit": form.format(amount), "description": "x"})]

    assert [one.amount for one in bank.read(table).came] == [amount]


@given(st.text(max_size=200))
def test_words_of_a_bank_never_break_the_reading(words):
    marked, bare = numbers_in(words)

    assert all(is_valid(number.replace("-", "")) for number in marked | bare)


def test_a_row_that_names_its_invoice_and_pays_its_rest_settles_it(settled):
    made = invoice()

    taken = take(rows(f'2026-11-20,"150,000.00",{made.transfer_text} хураамж,5000 Дорж'))

    assert (taken.matched, taken.unsure) == (1, 0)
    assert fresh(made).state == InvoiceState.SETTLED
    assert len(settled) == 1
    assert "Дорж".encode() not in bytes(StatementRow.objects.get().words)


def test_the_same_file_or_row_twice_does_nothing_and_equal_rows_are_two():
    made = invoice(lines=[FEE, FEE])
    line = f"2026-11-20,150000,{made.transfer_text},1"
    first = take(rows(line, line))
    again = take(rows(line, line))
    other = take(rows(line, line, "2026-11-21,5,өөр,2"), name="b.csv")

    assert (first.unsure, again.known, other.known, other.unsure) == (2, 2, 2, 1)
    assert StatementRow.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "amount"),
    [("{mark}", 100_000), ("{mark}", 150_001), ("{bare}", 150_000), ("хураамж", 150_000)],
)
def test_what_is_unsure_waits_for_a_person_who_is_shown_whose_it_may_be(words, amount):
    made, browser = invoice(), desk("cashier" if words == "хураамж" else "cashier.orkhon")
    text = words.format(mark=made.transfer_text, bare=made.number)
    take(rows(f"2026-11-20,{amount},{text},1"))
    row = StatementRow.objects.get()
    assert fresh(made).paid == 0

    page = html(browser.get("/payments/desk/statements/"))
    assert f'value="{made.number}"' in page
    assert "Жишээ талх ХХК" in page
    browser.post(f"/payments/desk/statements/rows/{row.pk}/", {"number": made.number})
    again = browser.post(f"/payments/desk/statements/rows/{row.pk}/", {"number": made.number})

    made = fresh(made)
    assert (made.paid, again.status_code) == (amount, 422)
    assert made.is_to_clear == (amount != 150_000)


def test_money_that_is_none_of_ours_is_set_aside_with_words():
    take(rows("2026-11-20,7,түрээс,1"))
    row, browser = StatementRow.objects.get(), desk("cashier")
    address = f"/payments/desk/statements/rows/{row.pk}/"
    strange = browser.post(address, {"typed": "26-999999-9", "note": "х"})
    assert (strange.status_code, "26-999999-9" in html(strange)) == (422, True)
    assert "Ийм нэхэмжлэх алга" in html(strange)
    assert browser.post(address, {"aside": 1, "note": " "}).status_code == 422

    browser.post(address, {"aside": 1, "note": "Түрээсийн орлого"})

    assert fresh(row).state == "aside"
    assert Settlement.objects.count() == 0


def test_a_cashier_sees_rows_of_their_office_and_the_head_office_those_of_nobody():
    ours, theirs = invoice(), invoice(office="uvs")
    take(
        rows(
            f"2026-11-20,11,{ours.number},1",
            f"2026-11-20,22,{theirs.number},1",
            f"2026-11-20,33,{ours.number} {theirs.number},1",
            "2026-11-20,44,түрээс,1",
        )
    )
    at = {row.amount: row for row in StatementRow.objects.all()}
    # Uvs has no cashier.
    orkhon, head = desk(), desk("cashier")

    def seen(browser):
        shown = browser.get("/payments/desk/statements/").context["rows"]
        return sorted(one.row.amount for one, _form in shown)

    assert (seen(orkhon), seen(head)) == ([11], [22, 33, 44])
    for amount in (22, 33, 44):
        page = f"/payments/desk/statements/rows/{at[amount].pk}/"
        assert orkhon.post(page, {"aside": 1, "note": "х"}).status_code == 404
        assert fresh(at[amount]).state == "unsure"
    page = f"/payments/desk/statements/rows/{at[11].pk}/"
    assert orkhon.post(page, {"typed": theirs.number}).status_code == 422
    # What nobody knew may be for any office, and the head office says for which.
    head.post(f"/payments/desk/statements/rows/{at[44].pk}/", {"typed": theirs.number})
    assert fresh(theirs).paid == 44


def test_a_file_with_a_row_that_cannot_be_read_changes_nothing():
    made = invoice()
    taken = take(
        rows(f"2026-11-20,150000,{made.transfer_text},1", "өчигдөр,5,x,1", "2026-11-20,1.5,x,1")
    )

    assert [problem.row for problem in taken.problems] == [3, 4]
    assert (fresh(made).paid, StatementRow.objects.count()) == (0, 0)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2", b"\x00\x01", b"PK\x03\x04broken"])
def test_what_is_no_statement_is_refused_in_words(content):
    with pytest.raises(RuleBroken):
        take(content)


def test_a_workbook_is_read_as_well():
    made = invoice()
    book = Workbook()
    book.active.append(["Date", "Credit", "Debit", "Description"])
    book.active.append(["2026-11-20", 150000, None, made.transfer_text])
    book.active.append(["2026-11-20", None, 90, "шимтгэл"])
    out = io.BytesIO()
    book.save(out)
    browser = desk("cashier")

    out.seek(0)
    out.name = "statement.xlsx"
    page = html(browser.post("/payments/desk/statements/", {"file": out}))

    assert fresh(made).state == InvoiceState.SETTLED
    assert "Тохирсон: 1" in page


def test_a_statement_for_all_offices_is_taken_in_at_the_head_office_only():
    made, theirs = invoice(), invoice(office="uvs")
    lines = rows(
        f"2026-11-20,150000,{made.transfer_text},1", f"2026-11-20,150000,{theirs.transfer_text},1"
    )
    file = io.BytesIO(lines)
    file.name = "statement.csv"
    page = "/en/payments/desk/statements/"

    with pytest.raises(NotAllowed):
        statements.take_in("a.csv", lines, actor=person("cashier.orkhon"))
    refused = desk("cashier.orkhon").post(page, {"file": file})
    said = html(desk("cashier.orkhon").get(page))

    assert refused.status_code == 403
    assert "a cashier of the head office takes it in" in html(refused)
    assert (fresh(made).paid, fresh(theirs).paid, StatementRow.objects.count()) == (0, 0, 0)
    assert 'type="file"' not in said
    assert 'type="file"' in html(desk("cashier").get(page))
