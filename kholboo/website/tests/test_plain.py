"""Words alone: the same page without picture and script, and links that stay so."""

import re

import html5lib
import pytest
from django.test import Client

from kholboo.website.plain import words_of
from kholboo.website.services import search, service_texts, starter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages():
    starter.load()
    service_texts.load()
    search.catch_up()


def read(path, host="orkhon.localhost"):
    answer = Client(headers={"host": host}).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    ["", "about/", "news/", "laws/law-on-metrology/", "services/", "services/assay/", "answers/",
     "search/", "site-map/", "departments/", "glossary/", "questions/", "contacts/"],
)  # fmt: skip
def test_pages_are_words_alone_and_whole(prefix, path):
    page, own = read(f"{prefix}/plain/{path}"), read(f"{prefix}/{path}")

    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not re.search(r"<(script|img|svg|picture|iframe|style)\b| style=| on\w+=", page)
    assert page.count("<h1") == own.count("<h1") == 1
    assert f'<html lang="{prefix[1:] or "mn"}">' in page
    assert f'href="{prefix}/{path}"' in page


def test_links_stay_with_words_alone_and_forms_of_several_steps_lead_on():
    page = read("/plain/services/assay/")

    assert 'href="/plain/services/"' in page
    assert 'href="/feedback/?kind=complaint' in page
    assert 'href="/plain/' not in read("/services/assay/").split("<footer")[0]
    assert 'action="/plain/search/"' in read("/plain/search/")
    assert "<mark>" in read("/plain/search/?q=хууль")


def test_other_pages_lead_to_themselves():
    for path in ("feedback/", "account/login/", "desk/"):
        answer = Client().get(f"/plain/{path}?kind=complaint")
        assert (answer.status_code, answer["Location"]) == (302, f"/{path}?kind=complaint")
    assert Client().get("/plain/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "<main><p onclick='x' class='a'>Нэг &lt;b&gt; &amp;</p></main>",
            "<p>Нэг &lt;b&gt; &amp;</p>",
        ),
        ("<main>а<svg><use href='x'/><p>б</p></svg>в</main>г", "ав"),
        ("<main><img src='x' alt='Жин &quot;'></main>", "<span>[Жин &quot;]</span>"),
        ("<main><p hidden>а</p><script>let x = '</p>'</script>б</main>", "б"),
        ("<main><a href='javascript:x'>а</a></main>", '<a href="">а</a>'),
        ("<main><blink>а</blink><input hidden name=x>б</main>", "аб"),
    ],
)
def test_only_known_elements_pass(page, said):
    assert words_of(page, lambda href: "" if href.startswith("javascript") else href) == said


def test_the_footer_and_the_statement_of_accessibility_lead_here():
    assert read("/accessibility/").count('href="/plain/"') == 2
