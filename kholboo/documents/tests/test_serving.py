"""Responses: names, headers, variants and ranges."""

import pytest
from django.test import RequestFactory

from kholboo.core.errors import NotFound
from kholboo.documents.services.serving import serve
from kholboo.documents.services.uploads import receive_upload
from kholboo.documents.tests import files

pytestmark = pytest.mark.django_db


def ask(document, variant="view", **headers):
    request = RequestFactory().get("/", headers=headers)
    return serve(document, variant=variant, request=request)


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


@pytest.fixture
def photo():
    return receive_upload(files.upload("Миний зураг.png", files.png()), actor=None)


@pytest.fixture
def voice():
    return receive_upload(files.upload("voice.wav", files.wav()), actor=None)


def test_a_picture_is_shown_in_its_cleaned_copy_only(photo):
    view, original = ask(photo), ask(photo, "original")

    assert view["Content-Type"] == "image/jpeg"
    assert view["Content-Disposition"].startswith("inline")
    assert original["Content-Type"] == "image/png"
    assert original["Content-Disposition"].startswith("attachment")
    assert body(ask(photo, "thumb"))[:2] == b"\xff\xd8"
    view.close()
    original.close()


def test_a_download_carries_its_mongolian_name_and_a_true_ending(photo):
    response = ask(photo)

    assert "filename*=utf-8''%D0%9C%D0%B8%D0%BD%D0%B8%D0%B9" in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(".jpg")
    response.close()


@pytest.mark.parametrize("variant", ["view", "thumb", "original"])
def test_nothing_in_a_file_may_run_or_stay_in_a_cache(photo, variant):
    response = ask(photo, variant)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    response.close()


@pytest.mark.parametrize("made", [files.pdf, files.docx, files.mp4])
def test_documents_and_films_are_only_downloaded(made):
    name = f"a.{made.__name__}"
    response = ask(receive_upload(files.upload(name, made()), actor=None))

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    response.close()


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-3", b"RIFF"), ("bytes=8-11", b"WAVE"), ("bytes=-2", b"\1\2")],
)
def test_a_part_of_a_recording_can_be_asked_for(voice, asked, part):
    response = ask(voice, range=asked)

    assert response.status_code == 206
    assert response["Content-Length"] == str(len(part))
    assert response["Content-Range"].endswith(f"/{voice.view_size}")
    assert body(response) == part


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=", "bytes=0-1,4-5", "lines=1-2", "bytes=-"])
def test_a_range_that_makes_no_sense_gets_the_whole(voice, asked):
    response = ask(voice, range=asked)

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert len(body(response)) == voice.view_size


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_said_to_be_so(voice, asked):
    response = ask(voice, range=asked)

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{voice.view_size}"


def test_a_range_of_another_version_gets_the_whole(voice):
    response = ask(voice, range="bytes=0-3", if_range='"other"')

    assert response.status_code == 200
    response.close()


def test_there_is_no_thumbnail_of_a_sound_and_no_page_for_a_lost_file(voice, store):
    with pytest.raises(NotFound):
        ask(voice, "thumb")
    store.delete(voice.place("view"))
    with pytest.raises(NotFound):
        ask(voice)
