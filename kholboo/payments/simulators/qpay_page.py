"""The page on which one pays without money: what waits, and how it shall go."""

from html import escape
from typing import Any

from kholboo.core.simulators import page

WAYS = [
    ("", "Хэвийн", "in order"),
    ("late", "Хожуу мэдэгдэнэ", "late"),
    ("twice", "Хоёр удаа төлнө", "paid twice"),
    ("more", "Илүү дүн", "too much"),
    ("less", "Дутуу дүн", "too little"),
    ("failed", "Эхлээд бүтэлгүйтнэ", "fails, then succeeds"),
    ("failed-only", "Бүтэлгүйтнэ", "fails"),
    ("callback-lost", "Мэдэгдэл алдагдана", "callback lost"),
    ("callback-twice", "Мэдэгдэл хоёр ирнэ", "callback twice"),
    ("callback-forged", "Хуурамч мэдэгдэл", "callback forged, nothing paid"),
]
BANKS = [
    ("Жишээ банк", "Sample bank"),
    ("Туршилтын банк", "Trial bank"),
    ("Жишээ хэтэвч", "Sample wallet"),
]
STATES = {
    "PAID": ("Төлсөн", "paid"),
    "FAILED": ("Бүтэлгүйтсэн", "failed"),
    "REFUND": ("Буцаасан", "given back"),
}
BACK = (
    '<p class="good">Төлбөрийн хуудас руугаа буцна уу. '
    '<span lang="en">Now go back to the page of the bill.</span></p>'
)
FORM = (
    '<form class="drop" method="post" action="/pay"><input type="hidden" name="invoice" value="{id}">'
    '<p><label for="way-{id}">Хэрхэн төлөх <span lang="en">How it shall go</span></label>'
    '<select id="way-{id}" name="way">{ways}</select></p>'
    '<p><button class="button" type="submit">{amount} ₮ төлөх <span lang="en">Pay</span></button></p></form>'
)


def bank_links(host: str, name: str) -> list[dict[str, str]]:
    """As QPay gives the apps of banks: here each opens our own page."""
    return [
        {
            "name": english,
            "description": f"{mongolian} · {english}",
            "logo": "",
            "link": f"http://{host}/?invoice={name}",
        }
        for mongolian, english in BANKS
    ]


def list_page(rows: list[dict[str, Any]], faults: dict[str, Any], *, chosen: str) -> str:
    """Everything, or the one that was chosen in the payer's page."""
    shown = [row for row in rows if not chosen or row["id"] == chosen]
    articles = [_row(row, is_chosen=bool(chosen)) for row in shown]
    return page.frame("Төлбөр төлөх", "Pay without money", articles, faults)


def _payment(payment: dict[str, Any]) -> str:
    mongolian, english = STATES[payment["status"]]
    look = "good" if payment["status"] == "PAID" else "fault"
    return (
        f'<p class="{look}">{mongolian} <span lang="en">{english}</span>: '
        f"{payment['amount']:,} ₮, {page.moment(payment['at'])}</p>"
    )


def _row(row: dict[str, Any], *, is_chosen: bool) -> str:
    paid = "".join(map(_payment, row["payments"]))
    if is_chosen and any(payment["status"] == "PAID" for payment in row["payments"]):
        paid += BACK
    ways = "".join(
        f'<option value="{way}">{mongolian} · {english}</option>'
        for way, mongolian, english in WAYS
    )
    form = FORM.format(id=escape(row["id"]), ways=ways, amount=f"{row['amount']:,}")
    closed = '<p class="small">Хаагдсан <span lang="en">closed</span></p>'
    return (
        f'<article id="i-{escape(row["id"])}"><h2>{row["amount"]:,} ₮ · {escape(row["number"])}</h2>'
        f'<p class="text">{escape(row["text"])}</p>{paid}{closed if row["is_closed"] else form}'
        f'<p class="small">{page.moment(row["at"])}</p></article>'
    )
