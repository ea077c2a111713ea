"""Pages kept whole: true to the last word, and never somebody's own."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.test.client import ClientHandler

from kholboo.agency.models import Service
from kholboo.core import clock
from kholboo.core.models import TableVersion
from kholboo.website import front
from kholboo.website.models import Branch, KeptPage, NewsIndex, NewsPage
from kholboo.website.services import kept

pytestmark = pytest.mark.django_db


class Asker:
    """Asks the whole product as the web server does; `asked` counts what Django had to answer."""

    def __init__(self):
        self.asked = 0
        self.handler = ClientHandler()  # Django's own, which keeps the test's connection open
        self.front = front.Front(self.counted)
        self.front.versions = Forgetful()

    def counted(self, environ, start):
        self.asked += 1
        return self.django(environ, start)

    def django(self, environ, start):
        answer = self.handler(environ)
        start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]

    def get(self, path="/", host="localhost", method="GET", **headers):
        path, _, query = path.partition("?")
        environ = RequestFactory(HTTP_HOST=host, **headers).generic(method, path).environ
        environ |= {"QUERY_STRING": query}
        said = []
        body = b"".join(self.front(environ, lambda *given: said.extend(given[:2])))
        return Answer(said[0], dict(said[1]), body)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status[:3]), headers, body

    @property
    def words(self):
        return self.body.decode()


class Forgetful(dict[str, tuple[int, float]]):
    """Asks for the version each time, so that a test need not wait."""

    def __setitem__(self, key, value):
        pass


@pytest.fixture
def asker():
    return Asker()


@pytest.fixture(autouse=True)
def lists():
    """Lists of news of two departments, without a word in them."""
    for branch in Branch.objects.filter(office__slug__in=["orkhon", "uvs"]):
        index = NewsIndex(title="Мэдээ", slug="news", lead="Мэдээ", locale=branch.home.locale)
        branch.home.add_child(instance=index)


def write_news():
    index = NewsIndex.objects.child_of(Branch.objects.get(office__slug="orkhon").home).get()
    page = NewsPage(title="Жингийн үзлэг эхэллээ", slug="uzleg", lead="Товч", locale=index.locale)
    index.add_child(instance=page)
    return page


def test_the_second_asker_gets_the_same_page_without_django(asker):
    first, second = asker.get(), asker.get()

    assert first.status == second.status == 200
    assert first.body == second.body
    assert first.headers == second.headers
    assert asker.asked == 1


def test_another_process_finds_the_page_in_the_database(asker):
    first = asker.get()

    other = Asker()

    assert other.get().body == first.body
    assert other.asked == 0


def test_encodings_are_the_same_words(asker):
    plain = asker.get().body

    assert brotli.decompress(asker.get(HTTP_ACCEPT_ENCODING="gzip, br").body) == plain
    assert gzip.decompress(asker.get(HTTP_ACCEPT_ENCODING="gzip").body) == plain


def test_who_has_the_page_gets_no_second_copy(asker):
    etag = asker.get().headers["ETag"]

    again = asker.get(HTTP_IF_NONE_MATCH=etag)

    assert (again.status, again.body) == (304, b"")


def test_head_gives_the_headers_alone(asker):
    whole = asker.get()

    head = asker.get(method="HEAD")

    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_what_was_published_is_there_at_once_and_other_sites_keep_theirs(asker):
    mine, others = "orkhon.localhost", "uvs.localhost"
    for host in (mine, others):
        asker.get("/news/", host)
    before = asker.asked

    write_news()

    assert "Жингийн үзлэг эхэллээ" in asker.get("/news/", mine).words
    assert "Жингийн үзлэг эхэллээ" not in asker.get("/news/", others).words
    assert asker.asked == before + 1


def test_taking_a_page_down_takes_the_kept_one_down(asker):
    page = write_news()
    assert asker.get("/news/uzleg/", "orkhon.localhost").status == 200

    page.unpublish()

    assert asker.get("/news/uzleg/", "orkhon.localhost").status == 404


def test_words_of_a_service_change_on_all_sites(asker):
    assert asker.get("/services/", "orkhon.localhost").status == 200

    Service.objects.filter(code=Service.objects.first().code).update(name_mn="Шинэ нэр")

    assert "Шинэ нэр" in asker.get("/services/", "orkhon.localhost").words


@pytest.mark.parametrize(
    "own",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
    ],
)
def test_who_may_be_known_is_answered_by_django_and_nothing_is_kept(asker, own):
    asker.get(**own)
    asker.get(**own)

    assert asker.asked == 2
    assert not KeptPage.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        *("/feedback/", "/track/", "/account/login/", "/desk/", "/no-such-page/"),
        *("/?x=1", "/news/?page=0", "/news/?page=99999", "/?page=2&x=1"),
    ],
)
def test_forms_unknown_addresses_and_unknown_questions_are_not_kept(asker, path):
    asker.get(path)

    assert not KeptPage.objects.exists()


def test_the_mark_between_view_and_front_stays_in_the_house(asker):
    assert not [name for name in asker.get().headers if "keep" in name.lower()]


def test_a_page_of_one_host_is_never_given_at_another(asker):
    head, department = asker.get("/"), asker.get("/", "orkhon.localhost")
    unknown = asker.get("/", "evil.example")

    assert head.body != department.body
    assert unknown.status == 404
    assert KeptPage.objects.count() == 2


def test_one_site_has_one_kept_page_however_its_name_is_spelt(asker):
    spellings = ["orkhon.localhost", "Orkhon.LOCALHOST:81", "orkhon.localhost:65535"]
    for host in spellings:
        asker.get("/news/", host)
    assert KeptPage.objects.count() == 1

    write_news()

    for host in [*spellings, "orkhon.localhost."]:
        answer = asker.get("/news/", host)
        assert answer.status == 404 or "Жингийн үзлэг эхэллээ" in answer.words, host


def test_who_names_no_host_gets_nothing_kept(asker):
    for host in ("", "<evil>", "a b", "localhost:x"):
        asker.get("/", host)

    assert not KeptPage.objects.exists()


@pytest.mark.parametrize("path", ["/?page=2", "/news/?page=2", "/services/?page=1"])
def test_numbers_of_sheets_that_do_not_exist_fill_no_store(asker, path):
    asker.get(path, "orkhon.localhost")

    assert not KeptPage.objects.exists()


def test_changes_that_end_in_another_order_than_they_began_are_seen(asker):
    """A change with the smaller number may be the later one for everybody else."""
    host, topic = "orkhon.localhost", "website.shared"
    asker.get("/news/", host)
    TableVersion.objects.update_or_create(topic=topic, defaults={"version": 2**40})
    asker.get("/news/", host)

    write_news()

    assert "Жингийн үзлэг эхэллээ" in asker.get("/news/", host).words


def test_the_languages_are_two_pages(asker):
    assert 'lang="mn"' in asker.get("/").words
    assert 'lang="en"' in asker.get("/en/").words
    assert 'lang="mn"' in asker.get("/").words


def test_an_old_page_is_made_anew_and_then_forgotten(asker):
    asker.get()
    KeptPage.objects.update(kept_at=clock.now() - timedelta(hours=1))

    Asker().get()
    assert KeptPage.objects.filter(kept_at__gt=clock.now() - timedelta(minutes=1)).exists()
    KeptPage.objects.update(kept_at=clock.now() - timedelta(hours=1))

    assert kept.forget_old() == 1


def test_a_page_made_while_something_is_published_is_old_at_once(asker):
    def published_meanwhile(environ, start):
        answer = asker.django(environ, start)
        write_news()
        return answer

    asker.front.django = published_meanwhile
    asker.get("/news/", "orkhon.localhost")
    asker.front.django = asker.counted

    assert "Жингийн үзлэг эхэллээ" in asker.get("/news/", "orkhon.localhost").words


def test_a_database_that_takes_no_writes_costs_nobody_an_answer(asker):
    def refuse_writes(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("the database is read-only")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_writes):
        answer = asker.get()

    assert (answer.status, asker.asked) == (200, 1)


@pytest.mark.parametrize("name", ["page.html", "robots.txt"])
def test_other_code_gives_other_pages(tmp_path, name):
    (tmp_path / name).write_text("one")
    one = front.release_of(tmp_path)
    (tmp_path / name).write_text("two")

    assert front.release_of(tmp_path) != one
