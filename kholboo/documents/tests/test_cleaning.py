"""What the copy for view still holds, and the walls around the process that makes it."""

import io
import json
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from kholboo.documents.cleaner.verdict import Refused
from kholboo.documents.services import cleaning
from kholboo.documents.services.cleaning import SCRIPT, Walls
from kholboo.documents.tests import files


@pytest.fixture
def clean(tmp_path):
    """Clean these bytes; answers the verdict, the copy and the thumbnail."""

    def run(content, walls=None):
        source, view, thumb = (tmp_path / name for name in ("source", "view", "thumb"))
        source.write_bytes(content)
        verdict = cleaning.clean(source, view, thumb, walls)
        return verdict, view.read_bytes(), thumb.read_bytes()

    return run


def test_a_photo_loses_its_place_and_stands_upright(clean):
    verdict, view, thumb = clean(files.photo_with_place())

    picture = Image.open(io.BytesIO(view))
    assert picture.size == (40, 60)
    assert (verdict.width, verdict.height) == (40, 60)
    assert not picture.getexif()
    assert b"PhoneMaker" not in view + thumb
    assert b"script" not in view + thumb


def test_a_large_photo_becomes_a_smaller_one_with_a_thumbnail(clean):
    verdict, view, thumb = clean(files.jpeg(4000, 1000))

    assert Image.open(io.BytesIO(view)).size == (2560, 640)
    assert max(Image.open(io.BytesIO(thumb)).size) == 320
    assert verdict.view_type == "image/jpeg"


def test_transparency_stays_in_webp(clean):
    verdict, view, _thumb = clean(files.png(mode="RGBA"))

    assert verdict.view_type == "image/webp"
    assert Image.open(io.BytesIO(view)).mode == "RGBA"


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16", "RGB"])
def test_every_kind_of_pixel_is_understood(clean, mode):
    verdict, _view, _thumb = clean(files.png(mode=mode))

    assert verdict.is_clean


def test_a_photo_of_an_apple_phone_is_read(clean):
    verdict, view, _thumb = clean(files.HEIC)

    assert verdict.media_type == "image/heic"
    assert Image.open(io.BytesIO(view)).size == (64, 48)


def test_a_pdf_loses_everything_that_acts_and_keeps_web_links(clean):
    _verdict, view, _thumb = clean(files.pdf(acting=True))

    with pikepdf.open(io.BytesIO(view)) as rebuilt:
        whole = b"".join(
            thing.unparse(resolved=True) for thing in rebuilt.objects if thing is not None
        )
        assert len(rebuilt.pages) == 1
        assert "/Info" not in rebuilt.trailer
    for trace in (b"JavaScript", b"app.alert", b"Launch", b"OpenAction", b"evil", b"XFA", b"Bold"):
        assert trace not in whole
    assert b"https://example.mn/law" in whole


@pytest.mark.parametrize(
    ("content", "media_type", "seconds"),
    [
        (files.webm_voice_note(), "audio/webm", None),
        (files.webm_voice_note(codec=b"V_VP8"), "video/webm", None),
        (files.wav(), "audio/wav", 2),
        (files.mp3(), "audio/mpeg", None),
        (files.mp4(), "video/mp4", 5),
        (files.mp4(handler=b"soun"), "audio/mp4", 5),
        (files.mp4(handler=b"soun", brand=b"3gp4"), "audio/3gpp", 5),
        (files.mp4(brand=b"qt  "), "video/quicktime", 5),
        (b"#!AMR\n" + b"\x3c" + b"\0" * 31, "audio/amr", None),
    ],
)
def test_sound_and_film_are_known_by_their_content(clean, content, media_type, seconds):
    verdict, view, _thumb = clean(content)

    assert (verdict.media_type, verdict.seconds) == (media_type, seconds)
    for trace in (b"47.9200", b"Bold", b"secret"):
        assert trace not in view
    assert len(view) > 20


def test_the_process_obeys_its_memory_limit_where_the_pixel_budget_is_switched_off(clean):
    """The same picture of 256 MB passes with room for it, so it is the wall that refuses."""
    bomb, no_budget = files.png_bomb(side=8000), 10**9

    with pytest.raises(Refused) as refused:
        clean(bomb, Walls(memory=250 * 1024 * 1024, pixels=no_budget))
    verdict, _view, _thumb = clean(bomb, Walls(pixels=no_budget))

    assert refused.value.code == "resources"
    assert verdict.is_clean


def test_a_process_that_takes_too_long_is_ended_and_the_file_refused(clean):
    with pytest.raises(Refused, match="resources"):
        clean(files.jpeg(), Walls(seconds=0.01))


def test_a_process_that_cannot_even_start_is_a_refusal(clean):
    with pytest.raises(Refused, match="resources"):
        clean(files.jpeg(), Walls(memory=40 * 1024 * 1024))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp is of Linux")
@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.socket()",
        "import os; os.open('/tmp', os.O_RDWR | os.O_TMPFILE)",
        "open('stolen', 'w')",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.fork()",
        "import os; os.kill(os.getppid(), 0)",
        "import os; os.unlink('verdict')",
        "import os; os.rename('verdict', 'other')",
        "import os; os.mkdir('new')",
    ],
)
def test_inside_the_walls_there_is_no_network_no_program_and_no_writing(act, tmp_path):
    (tmp_path / "verdict").write_text("stays")
    program = (
        f"import sys; sys.path.append({str(SCRIPT.parents[3])!r})\n"
        "import os, socket\n"
        "from kholboo.documents.cleaner.sandbox import build_walls\n"
        "assert build_walls(memory=1 << 29, cpu=5, disk=1 << 20) == 'seccomp'\n"
        "open('verdict').read()\n"
        f"try:\n    {act}\nexcept PermissionError:\n    print('refused')\n"
    )

    said = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True
    )

    assert said.stdout == "refused\n", said.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verdict"]


def test_the_process_does_not_load_the_web_framework():
    program = (
        f"import sys; sys.path.append({str(SCRIPT.parents[3])!r})\n"
        "from kholboo.documents.cleaner import images, job, media, office, pdf, sniff\n"
        "import json; print(json.dumps(sorted(sys.modules)))"
    )

    loaded = json.loads(subprocess.check_output([sys.executable, "-I", "-c", program]))

    assert not [name for name in loaded if name.split(".")[0] in ("django", "psycopg")]
