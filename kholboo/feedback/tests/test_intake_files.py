import pytest
from django.test import Client

from kholboo.documents.models import Document
from kholboo.documents.tests import files
from kholboo.documents.tests.files import upload
from kholboo.feedback.models import Case
from kholboo.feedback.tests.intake import TEXT, field_with, fill, page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def writer(client):
    """A browser that stands before the page of files."""
    client.post(page("kind"), {"kind": "complaint"})
    client.post(page("story"), {"text": TEXT, "wish": ""})
    return client


def listed(client, language="mn"):
    return client.get(page("files", language)).content.decode()


def test_a_photo_is_added_listed_shown_and_taken_off(writer):
    photo = upload("жин.jpg", files.jpeg())
    writer.post(page("files"), {"photo": photo, "go": "stay"})

    key = Document.objects.get().pk
    html = listed(writer)
    assert "жин.jpg" in html
    assert f"{key}/?thumb" in html
    picture = writer.get(f"{page('files')}{key}/?thumb")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture.getvalue().startswith(b"\xff\xd8")

    writer.post(page("files"), {"remove": str(key)})
    assert "жин.jpg" not in listed(writer)
    assert Document.objects.count() == 0


def test_files_belong_to_the_browser_that_added_them(writer):
    writer.post(page("files"), {"files": [upload("a.jpg", files.jpeg())]})
    address = f"{page('files')}{Document.objects.get().pk}/"
    neighbour = Client()
    neighbour.post(page("kind"), {"kind": "request"})

    assert writer.get(address).getvalue().startswith(b"\xff\xd8")
    assert neighbour.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    neighbour.post(page("files"), {"remove": str(Document.objects.get().pk)})
    assert Document.objects.count() == 1


def test_a_bad_file_is_named_beside_its_field_and_the_good_one_stays(writer):
    chosen = [upload("тамга.png", files.png()), upload("virus.exe", b"MZ" + b"\0" * 99)]
    response = writer.post(page("files", "en"), {"files": chosen})

    html = response.content.decode()
    assert response.status_code == 422
    assert "We cannot take “virus.exe”" in field_with(html, 'name="files"')
    assert "тамга.png" in html
    assert [document.original_name for document in Document.objects.all()] == ["тамга.png"]


def test_an_empty_and_a_too_large_file_are_refused_in_words(writer, monkeypatch):
    monkeypatch.setattr("kholboo.documents.rules.LARGEST_FILE", 1000)
    chosen = [upload("empty.pdf", b""), upload("large.jpg", b"\xff\xd8\xff" + b"0" * 2000)]
    html = writer.post(page("files", "en"), {"files": chosen}).content.decode()

    assert "“empty.pdf” is empty" in html
    assert "“large.jpg” is larger than 20 MB" in html


def test_the_eleventh_file_is_refused_and_ten_stay(writer, monkeypatch):
    monkeypatch.setattr("kholboo.feedback.services.drafts.MOST_FILES", 2)
    chosen = [upload(f"{number}.png", files.png()) for number in range(3)]
    response = writer.post(page("files", "en"), {"files": chosen})

    assert response.status_code == 422
    assert "At most 2 files can be sent." in response.content.decode()
    assert Document.objects.count() == 2


def test_a_voice_note_is_enough(client):
    client.post(page("kind"), {"kind": "complaint"})
    voice = upload("voice.webm", files.webm_voice_note())
    response = client.post(page("story"), {"text": "", "wish": "", "voice": voice})

    assert response["Location"] == page("files")
    assert "<audio" in client.get(page("story")).content.decode()
    assert client.post(page("story"), {"text": "", "wish": ""}).status_code == 302
    send(fill(client, text=""))
    case = Case.objects.get()
    assert case.text == "Илгээгч хавсаргасан дуу бичлэгт ярьсан."
    assert case.files.get().document.is_audio


def test_neither_words_nor_voice_is_refused(client):
    client.post(page("kind"), {"kind": "complaint"})
    response = client.post(page("story", "en"), {"text": "  ", "wish": "Жинг шалгана уу."})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Write what happened, or record a voice note." in field_with(html, 'name="text"')
    assert "Жинг шалгана уу." in html


def test_a_bad_voice_note_loses_no_words(client):
    client.post(page("kind"), {"kind": "complaint"})
    bad = upload("voice.webm", b"MZ not a sound")
    response = client.post(page("story", "en"), {"text": TEXT, "wish": "", "voice": bad})

    html = response.content.decode()
    assert response.status_code == 422
    assert "We cannot take “voice.webm”" in field_with(html, 'name="voice"')
    assert TEXT in html
    assert TEXT in client.get(page("story")).content.decode()


def test_files_go_with_the_case_and_no_account_is_written_on_them(client):
    chosen = [upload("a.jpg", files.jpeg()), upload("b.pdf", files.pdf())]
    send(fill(client, files=chosen))

    case = Case.objects.get()
    names = sorted(row.document.original_name for row in case.files.all())
    assert names == ["a.jpg", "b.pdf"]
    assert all(row.document.claimed_at for row in case.files.all())
    assert all(row.document.uploaded_by is None for row in case.files.all())


def test_starting_anew_removes_the_files(writer, store):
    writer.post(page("files"), {"files": [upload("a.jpg", files.jpeg())]})
    writer.post(page("anew"))

    assert Document.objects.count() == 0


def test_too_many_uploads_from_one_address_must_wait(writer, monkeypatch):
    monkeypatch.setattr("kholboo.documents.rules.UPLOADS_IN_AN_HOUR", 1)
    chosen = [upload(f"{number}.png", files.png()) for number in range(2)]
    response = writer.post(page("files", "en"), {"files": chosen})

    assert response.status_code == 422
    assert "Too many tries" in field_with(response.content.decode(), 'name="files"')
    assert Document.objects.count() == 1
