"""Pages of a PDF read under a licence have its number in their dots; nobody else's, and no others."""

import io
import subprocess
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image, ImageChops, ImageStat

from kholboo.accounts.tests.factories import UserFactory
from kholboo.core.errors import NotFound, TooMany
from kholboo.documents.services import storing
from kholboo.documents.tests.stores import use_store
from kholboo.standards.models import Manifestation
from kholboo.standards.pdf import marked as asking
from kholboo.standards.pdf.mark import SLOPE, Mark
from kholboo.standards.pdf.markup import BETTER
from kholboo.standards.pdf.recognition import program
from kholboo.standards.services import entitlements, marks, pdfs, samples, texts
from kholboo.standards.sts.problems import Refused
from kholboo.standards.tests.desk import edition, person
from kholboo.standards.tests.reader import browser_of, reader, today

pytestmark = pytest.mark.django_db
READ = "/standards/mns-9001-2024/read/"
PAGE, BETTER_PAGE = f"{READ}pictures/1/", f"{READ}pictures/{BETTER + 1}/"
MARK = Mark("2026-000007-48213", "standards.example/standards/licence/2026-000007-48213/")
SIZE = (1240, 1754)


def packed(picture, form, **how):
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def dots(content):
    return Image.open(io.BytesIO(content)).convert("L")


@pytest.fixture(scope="module")
def text(django_db_setup, django_db_blocker, tmp_path_factory):
    """A PDF that is sold, its pages in two forms, once for the module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        use_store(patch, tmp_path_factory.mktemp("store"))
        name, kind = "scales.pdf", "application/pdf"
        content = (samples.DATA / name).read_bytes()
        document = storing.store(content, name=name, media_type=kind, actor=None)
        made = pdfs.keep(edition(access="sold"), document, actor=None)
        pdfs.draw(made.pk)
        texts.show(made, actor=person("catalogue.head"))
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def right(text):
    user = UserFactory.create()
    until = today() + timedelta(days=30)
    return entitlements.grant(text.edition, user.email, until=until, actor=person("catalogue.head"))


def picture(browser, address=PAGE, status=200, **headers):
    answer = browser.get(address, headers=headers)
    assert answer.status_code == status
    return answer


def base(text, number=1):
    return storing.content_of(text.pictures.get(number=number).document)


def test_a_page_has_the_number_in_its_dots_and_stays_small(text, right):
    answer = picture(reader(right.user))
    mine, plain = dots(answer.content), dots(base(text))

    assert answer["Content-Type"] == "image/webp"
    assert mine.size == plain.size
    # Marked all over: no eighth of the page is as it was.
    wide, high = mine.width // 2, mine.height // 4
    for left in (0, wide):
        for top in range(0, 4 * high, high):
            box = (left, top, left + wide, top + high)
            assert ImageChops.difference(mine.crop(box), plain.crop(box)).getbbox()
    # What is written there is legible: dark stays far from the mark's greys.
    ink = plain.point(lambda dot: 255 if dot < 40 else 0)
    assert ImageStat.Stat(mine, mask=ink).mean[0] < 60
    assert len(answer.content) < 2 * len(base(text))


def test_greys_without_loss_stay_so():
    page = Image.radial_gradient("L").resize(SIZE).point(lambda dot: 0 if dot < 128 else 255)
    plain = packed(page, "WEBP", lossless=True)
    made = dots(asking.marked(plain, MARK))
    assert not [grey for grey, count in enumerate(made.histogram()) if count and grey % 17]


def test_both_forms_of_a_page_are_marked(text, right):
    answer = picture(reader(right.user), BETTER_PAGE)
    assert (answer["Content-Type"], answer.content[4:12]) == ("image/avif", b"ftypavif")
    assert answer.content != base(text, BETTER + 1)


def read_by_machine(page):
    """Letters and digits that a machine finds in it."""
    command = [program(), "-", "-", "--psm", "6", "-l", "eng"]
    done = subprocess.run(command, input=packed(page, "PNG"), capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_the_number_is_read_from_the_picture_alone(form):
    """From a piece of the page as a screenshot has it, and at its foot with the address."""
    how = {"lossless": True} if form == "WEBP" else {"quality": 40, "speed": 10}
    page = dots(asking.marked(packed(Image.new("RGB", SIZE, "white"), form, **how), MARK))
    piece = page.crop((300, 500, 940, 1000)).rotate(-SLOPE, fillcolor=255)
    foot = page.crop((0, SIZE[1] - 60, *SIZE))

    for said, least in ((piece, 240), (foot, 170)):
        dark = said.point([0] * least + [255] * (256 - least))
        assert MARK.number in read_by_machine(dark.resize((said.width * 2, said.height * 2)))


def test_a_black_photo_is_marked_as_a_white_page_is():
    for shade in ("black", "white", "#808080"):
        page = packed(Image.new("RGB", SIZE, shade), "WEBP", lossless=True)
        made = asking.marked(page, MARK)
        assert dots(made).histogram() != dots(page).histogram()


def test_another_licence_has_another_picture(text, right):
    user = UserFactory.create()
    until = today() + timedelta(days=30)
    other = entitlements.grant(text.edition, user.email, until=until, actor=person())
    mine, theirs = picture(reader(right.user)), picture(reader(other.user))

    assert mine.content != theirs.content
    assert mine["ETag"] != theirs["ETag"]


def test_a_browser_keeps_its_own_and_asks_each_time(text, right, monkeypatch):
    browser = reader(right.user)
    answer = picture(browser)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "sandbox" in answer["Content-Security-Policy"]

    monkeypatch.setattr(asking, "SCRIPT", "/nowhere")
    again = picture(browser, status=304, if_none_match=answer["ETag"])
    assert (again.content, again["ETag"]) == (b"", answer["ETag"])
    entitlements.end(right, actor=person())
    picture(browser, status=404, if_none_match=answer["ETag"])


def test_what_is_stored_is_reached_by_no_address(text, right):
    """Whoever reads by a right gets marked pictures or none, in whatever way they ask."""
    plain = {base(text, number) for number in text.pictures.values_list("number", flat=True)}
    browser = reader(right.user)
    other = Manifestation.objects.exclude(pk=text.pk).values_list("pk", flat=True)
    guesses = [
        *(f"{READ}pictures/{one}/{end}" for one in (1, BETTER + 1) for end in ("", "?variant=original")),
        *(f"{READ}pictures/{one}" for one in ("1.webp", "1.avif/", "0/", "10003/", "1/original/")),
        *(f"/standards/desk/documents/{key}/pictures/1/" for key in (text.pk, *other)),
        f"/standards/desk/documents/{text.pk}/file/",
        "/standards/mns-9001/read/pictures/1/",
        f"/en{PAGE}",
        *(f"/media/{one.document.place('view')}" for one in text.pictures.all()),
    ]  # fmt: skip
    seen = []
    for guess in guesses:
        answer = browser.get(guess, headers={"range": "bytes=0-", "accept": "image/webp"})
        content = answer.getvalue()
        seen.append(answer.status_code)
        assert content not in plain
        assert answer.status_code != 200 or "no-cache" in answer["Cache-Control"], guess
    assert {200, 404} <= set(seen)


def test_without_a_right_there_is_no_picture_and_free_ones_are_as_they_were(text, right):
    for browser in (Client(), browser_of(UserFactory.create())):
        picture(browser, status=404)
    text.edition.access = "free"
    text.edition.save()
    answer = picture(reader(right.user))
    assert b"".join(answer.streaming_content) == base(text)


def test_a_picture_asks_few_questions(right, django_assert_max_num_queries):
    browser = reader(right.user)
    with django_assert_max_num_queries(14):
        picture(browser)


def test_nobody_makes_the_machine_mark_without_end(text, right, monkeypatch):
    browser = reader(right.user)
    monkeypatch.setattr(marks, "MARKED_IN_AN_HOUR", 1)
    assert [browser.get(PAGE).status_code for _each in range(2)] == [200, 429]

    monkeypatch.setattr(marks, "PATIENCE", 0.01)
    page, mark = text.pictures.get(number=1).document, MARK
    for _each in range(marks.AT_ONCE):
        assert marks._room.acquire(blocking=False)
    try:
        with pytest.raises(TooMany):
            marks.burnt(page, mark)
    finally:
        marks._room.release(marks.AT_ONCE)


def test_a_mark_that_fails_gives_no_picture(text, monkeypatch):
    scan = base(text, BETTER + 1)
    for source in (b"", b"RIFF nothing", scan[:200], packed(Image.new("L", (9, 9)), "PNG")):
        with pytest.raises(Refused):
            asking.marked(source, MARK)
    with pytest.raises(Refused):
        asking.marked(scan, Mark(MARK.number, MARK.address, memory=60_000_000))
    monkeypatch.setattr(asking, "SECONDS", 0.01)
    with pytest.raises(NotFound):
        marks.burnt(text.pictures.get(number=1).document, MARK)
