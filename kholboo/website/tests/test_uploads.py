"""Pictures and files of editors: rebuilt without hidden data, or refused for what they are."""

import gc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from kholboo.feedback.tests.desk import desk
from kholboo.website.models import Attachment, Branch, Picture
from kholboo.website.services import uploads
from kholboo.website.tests.editors_world import picture

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the files of refused forms to be closed when they are collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
GPS = 34853


@pytest.fixture(autouse=True)
def collected():
    """Here, and not in the test that happens to come next."""
    yield
    gc.collect()


def with_a_place():
    content = BytesIO()
    exif = Image.Exif()
    exif[GPS] = {2: (IFDRational(49), IFDRational(2), IFDRational(0))}
    Image.new("RGB", (400, 300), "blue").save(content, "JPEG", exif=exif)
    return content.getvalue()


def send(browser, room, name, content, **more):
    browser.get("/cms/")
    folder = Branch.objects.get(office__slug="orkhon").collection_id
    file = SimpleUploadedFile(name, content)
    return browser.post(
        f"/cms/{room}/add/", {"title": "Зураг", "file": file, "collection": folder, **more}
    )


def test_a_picture_keeps_no_place():
    assert Image.open(BytesIO(with_a_place())).getexif().get_ifd(GPS)

    send(desk("editor.orkhon"), "images", "a.jpg", with_a_place(), description="Хөх дөрвөлжин")

    kept = Picture.objects.get()
    with kept.file.open() as content:
        assert not Image.open(content).getexif()
    assert kept.collection.branch.office.slug == "orkhon"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"%PDF-1.4"),
    ],
)
def test_what_is_no_picture_is_refused(name, content):
    send(desk("editor.orkhon"), "images", name, content, description="Зураг")

    assert not Picture.objects.exists()


def test_pictures_that_come_many_at_once_keep_no_place_either():
    browser = desk("editor.orkhon")
    browser.get("/cms/")
    folder = Branch.objects.get(office__slug="orkhon").collection_id
    several = {"title": "Зураг", "collection": folder}
    file = SimpleUploadedFile("a.jpg", with_a_place())
    put_aside = browser.post("/cms/images/multiple/add/", {"files[]": file, **several}).json()
    key = put_aside["uploaded_file_id"]

    words = {"title": "Зураг", "description": "Хөх дөрвөлжин", "collection": folder}
    browser.post(
        f"/cms/images/multiple/create_from_uploaded_image/{key}/",
        {f"uploaded-image-{key}-{name}": value for name, value in words.items()},
    )

    with Picture.objects.get().file.open() as content:
        assert not Image.open(content).getexif()


def test_a_picture_of_a_thousand_million_dots_is_refused_with_a_sentence():
    content = BytesIO()
    Image.new("1", (16_000, 16_000)).save(content, "PNG")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Image, "MAX_IMAGE_PIXELS", 100_000_000)
        answer = send(
            desk("editor.orkhon"), "images", "a.png", content.getvalue(), description="Зураг"
        )

    assert (answer.status_code, Picture.objects.count()) == (200, 0)
    assert "a.png" in answer.content.decode()


def test_a_picture_that_pages_show_is_not_changed_under_them():
    browser = desk("editor.orkhon")
    send(browser, "images", "a.jpg", picture().getvalue(), description="Зураг")
    shown = Picture.objects.get()
    before = shown.file.name

    browser.post(
        f"/cms/images/{shown.pk}/",
        {
            "title": "Өөр",
            "description": "Өөр",
            "collection": shown.collection_id,
            "file": SimpleUploadedFile("b.jpg", picture("green").getvalue()),
        },
    )

    shown.refresh_from_db()
    assert shown.file.name == before


def test_a_table_as_large_as_a_disk_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 10)

    send(desk("editor.orkhon"), "documents", "data.csv", "нэр;тоо\nнэг;1\n".encode())

    assert not Attachment.objects.exists()


def test_a_picture_without_words_is_refused():
    send(desk("editor.orkhon"), "images", "a.jpg", picture().getvalue(), description="")

    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.html", b"<p>"),
        ("a.csv", b"<script>1</script>"),
        ("a.csv", b"a\0b"),
    ],
)
def test_files_are_what_they_are_called(name, content):
    send(desk("editor.orkhon"), "documents", name, content)

    assert not Attachment.objects.exists()


def test_open_data_goes_out_as_a_plain_table():
    send(desk("editor.orkhon"), "documents", "data.csv", "нэр;тоо\nнэг;1\n".encode())

    assert Attachment.objects.get().file.name.endswith(".csv")
