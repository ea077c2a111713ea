"""A procedure goes out as a ZIP and comes back the same; what is no such ZIP is refused."""

import io
import zipfile

import pytest

from kholboo.eservices.engine.faults import Unpublishable
from kholboo.eservices.engine.packing import pack, unpack
from kholboo.eservices.engine.tests.bakery import files


def zipped(entries):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return held.getvalue()


def code_of(source):
    with pytest.raises(Unpublishable) as refused:
        unpack(source)
    return [each.code for each in refused.value.problems]


def test_what_goes_out_comes_back_and_is_always_the_same():
    packed = pack(files())

    assert unpack(packed) == files()
    assert pack(dict(reversed(files().items()))) == packed


def test_one_folder_around_all_is_taken_away():
    assert unpack(zipped([("bakery/a.txt", b"1"), ("bakery/b.txt", b"2")])) == {
        "a.txt": b"1",
        "b.txt": b"2",
    }


def test_what_is_no_zip_or_too_large_is_refused():
    assert code_of(b"no zip") == ["pack_broken"]
    assert code_of(pack(files())[:-30]) == ["pack_broken"]
    assert code_of(b"0" * (3 * 1024 * 1024 + 1)) == ["pack_large"]
    assert code_of(zipped([(f"{at}.txt", b"") for at in range(21)])) == ["pack_many"]


def test_a_bomb_is_not_read_to_its_end():
    assert code_of(zipped([("process.bpmn", b"0" * 50_000_000)])) == ["file_large"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_is_refused():
    assert code_of(zipped([("a.txt", b"1"), ("a.txt", b"2")])) == ["pack_twice"]
