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
    return page.frame("Төлбөр төлөх", "Pay without money", [_row(row) for row in shown], faults)


def _row(row: dict[str, Any]) -> str:
    paid = "".join(
        f'<p class="small">{payment["amount"]:,} ₮ {escape(payment["status"])} '
        f"{page.moment(payment['at'])}</p>"
        for payment in row["payments"]
    )
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
