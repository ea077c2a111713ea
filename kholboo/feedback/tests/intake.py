"""Walking the citizen's form as a browser without JavaScript does."""

import re

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

BOLD = {
    "family_name": "Дорж",
    "given_name": "Болд",
    "address": "Ховд аймаг, Жаргалант сум",
    "phone": "+976 9911-2233",
    "email": "",
    "reply_by": "sms",
}
COMPANY = {
    **BOLD,
    "register": "512 3456",
    "organisation": "Хур тариа ХХК",
    "position": "захирал",
    "email": "office@example.mn",
    "reply_by": "email",
}
TEXT = "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна."


def page(name, language="mn"):
    with override(language):
        return reverse(f"feedback:{name}")


def field_with(html, words):
    """The block of a page in which a control and its error stand together."""
    blocks = re.split(r'(?=<(?:div|fieldset) class="field)', html)
    return next((block for block in blocks if words in block), "")


def fill(client, *, language="mn", who="person", you=None, files=(), **more):
    """All pages up to the check; every step must lead on to the next page of the form."""
    answers = {"kind": "complaint", "service": "verification", "place": "khovd"} | more
    steps = [
        ("kind", {"kind": answers["kind"]}, "service"),
        ("service", {"service": answers["service"]}, "place"),
        ("place", {"place": answers["place"]}, "story"),
        ("story", {"text": answers.get("text", TEXT), "wish": "Жинг шалгана уу."}, "files"),
        ("files", {"files": list(files)}, "who"),
        ("who", {"who": who}, "check" if who == "unnamed" else "you"),
    ]
    if who != "unnamed":
        steps.append(("you", you or (COMPANY if who == "organisation" else BOLD), "check"))
    for name, data, then in steps:
        response = client.post(page(name, language), data)
        assert response.status_code == 302, response.content.decode()
        assert response["Location"] == page(then, language)
    return client


def send(client, language="mn"):
    return client.post(page("check", language), follow=True)


def sent_case(**more):
    """A case sent through the pages, and the browser that sent it."""
    client = fill(Client(), **more)
    send(client)
    return client
