"""The page of the mailbox simulator: what lies in it, and a form to write a letter to it."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from typing import Any

from kholboo.core.simulators import page

SHOWN = 2_000  # letters of a text; the rest is in the product
FORM = """<form class="drop" method="post" action="/letters" enctype="multipart/form-data">
<h2>Захидал илгээх <span lang="en">Send a letter to the agency</span></h2>
<p><label for="name">Нэр <span lang="en">Name</span></label><input id="name" name="name" value="Дорж Болд" maxlength="100"></p>
<p><label for="sender">И-мэйл <span lang="en">E-mail</span></label><input id="sender" name="sender" type="email" value="bold@example.mn" required maxlength="200"></p>
<p><label for="subject">Гарчиг <span lang="en">Subject</span></label><input id="subject" name="subject" value="Жингийн тухай гомдол" maxlength="200"></p>
<p><label for="text">Захидал <span lang="en">Letter</span></label><textarea id="text" name="text" rows="6">ЖИШЭЭ. Орхон аймгийн захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна. Шалгаж өгнө үү. Утас 9911 2233.</textarea></p>
<p><label for="file">Хавсралт <span lang="en">File</span></label><input id="file" name="file" type="file"></p>
<p><button class="button" type="submit">Илгээх <span lang="en">Send</span></button></p>
</form>"""


def mailbox_page(letters: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    shown = [FORM, *(_letter(letter) for letter in letters)]
    return page.frame("Ирсэн захидал", "Mailbox", shown, faults)


def _letter(row: dict[str, Any]) -> str:
    letter = message_from_bytes(row["content"], policy=policy.default)
    mark = (
        '<p class="small">бүртгэлд авсан <span lang="en">taken</span></p>'
        if row["is_taken"]
        else '<p class="small">хүлээж байна <span lang="en">waits</span></p>'
    )
    return (
        f'<article class="mail" id="m-{row["id"]}"><h2>{_header(letter, "Subject")}</h2>'
        f'<p class="small">{_header(letter, "From")}</p>{mark}'
        f'<p class="text">{escape(_text(letter)[:SHOWN])}</p>'
        f'<p class="small">№ {row["id"]} {page.moment(row["at"])}</p></article>'
    )


def _header(letter: EmailMessage, name: str) -> str:
    """Tests drop letters no parser likes; the page shows what can be shown."""
    try:
        return escape(str(letter[name] or "–"))[:300]
    except (ValueError, LookupError, IndexError, AttributeError):
        return "?"


def _text(letter: EmailMessage) -> str:
    try:
        part = letter.get_body(("plain", "html"))
        return str(part.get_content()) if part else ""
    except (ValueError, LookupError, AttributeError, KeyError):
        return "?"
