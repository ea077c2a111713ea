"""Links that lead nowhere are found, each by the editors of its page; nobody is asked inside."""

import http.server
import json
import socket
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from wagtail.models import Page

from kholboo.core import clock
from kholboo.core.egress import Egress
from kholboo.feedback.tests.desk import desk, person
from kholboo.website import rules
from kholboo.website.models import Attachment, Branch, OutsideAddress, PageLink, StandardPage
from kholboo.website.models.links import Fault
from kholboo.website.queries.links import broken_links, links_in
from kholboo.website.services import links
from kholboo.website.services.editors import give_branches

pytestmark = pytest.mark.django_db


def body(*blocks):
    rows = [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks]
    return json.dumps(rows)


def words(html):
    return ("paragraph", f"<p>{html}</p>")


def call(**value):
    return ("call", {"label": "Цааш", "page": None, "address": "", **value})


def page_with(*blocks, slug="orkhon", name="links"):
    home = Branch.objects.get(office__slug=slug).home
    page = StandardPage(title=f"Холбоос {slug}", slug=name, lead="Нэг.", body=body(*blocks))
    return home.add_child(instance=page)


def broken(name="editor.orkhon"):
    user = person(name)
    give_branches(user)
    return {link.address for link in broken_links(user)}


def test_every_kind_of_link_is_read_and_what_is_no_address_is_left_alone():
    page = page_with(
        words('<a linktype="page" id="7">нэг</a> <a linktype="document" id="8">хоёр</a>'),
        words('<a href="https://a.example/x?y=1">гурав</a> <a href="mailto:a@b.mn">захидал</a>'),
        words('<a href="#top">дээш</a> <a href="tel:18002525">утас</a>'),
        call(page=9),
        call(address="/feedback/"),
        ("files", [10]),
    )

    found = [(link.kind.value, link.address, link.words) for link in links_in(page)]

    assert found == [
        ("page", "7", "нэг"),
        ("file", "8", "хоёр"),
        ("outside", "https://a.example/x?y=1", "гурав"),
        ("page", "9", ""),
        ("path", "/feedback/", "Цааш"),
        ("file", "10", ""),
    ]


@pytest.mark.parametrize(
    ("address", "is_broken"),
    [
        ("/feedback/?kind=complaint", False),
        ("/en/feedback/", False),
        ("/", False),
        ("/links/", False),  # the page itself
        ("/en/links/", False),  # shown in Mongolian there
        ("http://uvs.localhost/", False),
        ("/nowhere/", True),
        ("http://uvs.localhost/nowhere/", True),
        ("http://nobody.localhost/", True),
        ("/media/nothing.png", True),
        ("www.example.mn", True),
        ("javascript:alert(1)", True),
        ("http://[", True),
    ],
)
def test_an_address_of_ours_is_looked_up(address, is_broken):
    page = page_with(call(address=address))

    links.read_page(page.pk)

    assert broken() == ({address} if is_broken else set())


def test_a_page_taken_down_breaks_the_links_to_it_at_once_and_mends_them_again():
    goal = page_with(name="goal")
    page = page_with(words(f'<a linktype="page" id="{goal.pk}">нэг</a>'))
    links.read_page(page.pk)
    assert broken() == set()

    Page.objects.get(pk=goal.pk).specific.unpublish()
    assert broken() == {str(goal.pk)}
    goal.save_revision().publish()
    assert broken() == set()
    Page.objects.get(pk=goal.pk).delete()

    assert broken() == {str(goal.pk)}


def test_a_deleted_file_breaks_its_link(tmp_path, settings):
    settings.STORAGES["media"]["OPTIONS"]["location"] = tmp_path
    file = Attachment.objects.create(title="А", file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    page = page_with(("files", [file.pk, 999_999]))
    links.read_page(page.pk)
    assert broken() == {"999999"}

    key = file.pk
    file.delete()

    assert broken() == {str(key), "999999"}


def test_publishing_reads_the_links_anew():
    page = page_with(call(address="/nowhere/"))
    links.read_page(page.pk)
    assert broken() == {"/nowhere/"}

    page.body = body(call(address="/feedback/"))
    page.save_revision().publish()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'website.read_links'")
        jobs = [json.loads(args) for (args,) in cursor.fetchall()]
    (job,) = [args for args in jobs if args["page_id"] == page.pk]
    links.read_page(job["page_id"])

    assert broken() == set()


def test_an_editor_sees_the_broken_links_of_their_own_office_only():
    for slug in ("orkhon", "uvs", "head-office"):
        links.read_page(page_with(call(address=f"/nowhere-{slug}/"), slug=slug).pk)

    shown = desk("editor.orkhon").get("/cms/links/").content.decode()
    all_of_them = desk("administrator").get("/cms/links/").content.decode()

    assert "/nowhere-orkhon/" in shown
    assert "/nowhere-uvs/" not in shown
    assert "/nowhere-head-office/" not in shown
    assert "/nowhere-uvs/" in all_of_them


def test_ten_thousand_links_cost_as_many_questions_as_none(django_assert_max_num_queries):
    browser = desk("editor.orkhon")
    empty = browser.get("/cms/links/").content.decode()
    page = page_with()
    PageLink.objects.bulk_create(
        PageLink(page=page, kind="path", address=f"/nowhere/{number}/", is_missing=True)
        for number in range(10_000)
    )

    with django_assert_max_num_queries(40):
        full = browser.get("/cms/links/").content.decode()

    assert "бүгд ажиллаж байна" in empty
    assert full.count("/nowhere/") == 50


class Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = {"/gone": 404, "/shy": 403, "/ill": 500, "/moved": 301, "/in": 302}
        self.send_response(status.get(self.path, 200))
        if self.path == "/moved":
            self.send_header("Location", "/gone")
        if self.path == "/in":
            self.send_header("Location", "http://10.0.0.1/")
        self.end_headers()
        if self.path == "/film":
            for _part in range(64):
                self.wfile.write(b"x" * 65_536)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def way(origin):
    """As `public_way`, to a site that stands on this machine."""
    return Egress([origin], private_hosts=["127.0.0.1"], deadline=3)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/", Fault.NONE),
        ("/film", Fault.NONE),
        ("/shy", Fault.NONE),
        ("/gone", Fault.GONE),
        ("/moved", Fault.GONE),
        ("/ill", Fault.ERROR),
        ("/in", Fault.BARRED),
    ],
)
def test_what_another_site_says_is_understood(elsewhere, path, fault):
    assert links.fault_at(f"{elsewhere}{path}", way) == fault


def test_a_link_leads_us_into_no_private_network(elsewhere):
    assert links.fault_at(elsewhere, links.public_way) == Fault.BARRED


def asked(address):
    return OutsideAddress.objects.get(address=address)


def run(days=0):
    return links.ask_due(now=clock.now() + timedelta(days=days), way=way)


def test_a_site_that_is_away_once_is_not_called_broken_and_is_asked_again(elsewhere):
    ill, good = f"{elsewhere}/ill", f"{elsewhere}/"
    links.read_page(page_with(words(f'<a href="{ill}">а</a> <a href="{good}">б</a>')).pk)

    assert run() == 2
    assert (asked(ill).failures, broken()) == (1, set())
    assert run() == 0
    assert run(days=1) == 1

    assert broken() == {ill}
    assert asked(good).next_at - asked(good).asked_at == rules.ASK_AGAIN
    said = desk("editor.orkhon").get("/cms/links/").content.decode()
    assert "алдаатай хариу" in said


def test_nobody_is_judged_while_our_own_line_is_down(elsewhere):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        links.read_page(page_with(words(f'<a href="{silent}">а</a>')).pk)

        assert run() == 0
        assert (asked(silent).failures, asked(silent).asked_at) == (0, None)
        OutsideAddress.objects.create(
            address=f"{elsewhere}/", asked_at=clock.now(), next_at=clock.now() + timedelta(days=6)
        )
        assert run(days=2) == 1

    assert asked(silent).failures == 1


def test_an_address_no_page_names_any_more_is_forgotten():
    page = page_with(words('<a href="https://a.example/">а</a>'))
    links.read_page(page.pk)
    page.unpublish()

    links.read_all()

    assert not OutsideAddress.objects.filter(address="https://a.example/").exists()
