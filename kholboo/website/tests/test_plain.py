"""Words alone: the same page without picture and script, and links that stay so."""

import re

import html5lib
import pytest
from django.test import Client

from kholboo.feedback.models import PublishedAnswer
from kholboo.feedback.tests import publishing
from kholboo.feedback.tests.desk import desk
from kholboo.website.models import KeptPage
from kholboo.website.plain import is_safe, words_of
from kholboo.website.queries.plain import lead
from kholboo.website.tests.test_front import Asker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


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
    assert f'href="{prefix}/plain/{path}"' in own


def test_links_stay_with_words_alone_and_forms_of_several_steps_lead_on():
    page = read("/plain/services/assay/")

    assert 'href="/plain/services/"' in page
    assert 'href="/feedback/?kind=complaint' in page
    assert 'href="/plain/' not in read("/services/assay/").split("<footer")[0]
    assert 'action="/plain/search/"' in read("/plain/search/")
    assert "<mark>" in read("/plain/search/?q=хууль")
    assert 'href="http://uvs.localhost:8000/plain/"' in read("/plain/departments/")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("/services/?a=1#b", "/plain/services/?a=1#b"),
        ("/en/services/", "/en/plain/services/"),
        ("/en/account/", "/en/account/"),
        ("/account/", "/account/"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/media/a.pdf", "/media/a.pdf"),
        ("#main", "#main"),
        ("?page=2", "?page=2"),
        ("//evil.example/", "//evil.example/"),
        ("http://own.example", "http://own.example/plain/"),
        ("http://own.example/en/news/#a", "http://own.example/en/plain/news/#a"),
        ("http://own.example.evil.example/", "http://own.example.evil.example/"),
        ("tel:18002525", "tel:18002525"),
    ],
)
def test_addresses_lead_to_words_alone_where_there_are_such(address, plain):
    assert lead(address, ["http://own.example"]) == plain


def test_other_pages_lead_to_themselves():
    for path in ("feedback/", "account/login/", "desk/"):
        answer = Client().get(f"/plain/{path}?kind=complaint")
        assert (answer.status_code, answer["Location"]) == (302, f"/{path}?kind=complaint")
    assert Client().get("/plain/nothing/").status_code == 404
    assert Client().get("/plain/plain/").status_code == 302


def test_the_other_language_is_words_alone_too():
    assert 'href="/en/plain/about/" lang="en"' in read("/plain/about/")
    assert 'href="/plain/services/assay/" lang="mn"' in read("/en/plain/services/assay/")


def test_a_page_is_kept_for_everybody_and_never_one_of_somebody():
    asker = Asker()

    first, second = asker.get("/plain/about/"), asker.get("/plain/about/")
    signed_in = desk("officer.orkhon").get("/plain/about/").content.decode()

    assert first.body == second.body
    assert asker.asked == 1
    assert KeptPage.objects.count() == 1
    assert asker.get("/plain/search/?q=huuli").status == 200
    assert KeptPage.objects.count() == 1
    assert signed_in == first.words


def test_an_answer_may_not_be_copied_and_its_form_works():
    key = publishing.out().pk
    browser = Client(enforce_csrf_checks=True)

    answer = browser.get(f"/plain/answers/{key}/")
    page = answer.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    action = re.search(r'<form[^>]* action="([^"]+)"', page)[1]
    sent = browser.post(action, {"csrfmiddlewaretoken": token, "helped": "yes"})

    assert answer["Cache-Control"] == "no-store"
    assert sent.status_code == 302
    assert PublishedAnswer.objects.get().helped == 1
    assert not KeptPage.objects.exists()


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
        ("<main><a href='javascript:x'>а</a></main>", "<a>а</a>"),
        ("<main><a href=' java\nscript:x'>а</a></main>", "<a>а</a>"),
        ("<main><form action='data:x' method=post></form></main>", '<form method="post"></form>'),
        (
            "<main><form method='post'></form></main>",
            '<form action="/own/" method="post"></form>',
        ),
        ("<main><form method='get'></form></main>", '<form method="get"></form>'),
        ("<main><blink>а</blink><input hidden name=x>б</main>", "аб"),
        ("<main><span>а</span><span>б</span></main>", "<span>а</span> – <span>б</span>"),
        ("<main><video><source src='x'>а</video>б</main>", "б"),
    ],
)
def test_only_known_elements_pass(page, said):
    assert words_of(page, lambda address: address, here="/own/") == said


@pytest.mark.parametrize("address", ["vbscript:x", "DATA:text/html,x", "\x01javascript:x"])
def test_unknown_schemes_are_not_safe(address):
    assert not is_safe(address)
