"""The door to the national store: one promise for the client and the fake."""

import json
import os
import subprocess
import sys

import httpx
import pytest

from kholboo.core.egress import Egress
from kholboo.core.errors import Unreachable
from kholboo.standards.estandard.client import EstandardClient
from kholboo.standards.estandard.fake import FakeStore
from kholboo.standards.estandard.port import Outrun, Record
from kholboo.standards.queries.estandard import common
from kholboo.standards.queries.facts import NOTHING

FACTS = common(NOTHING) | {"title_mn": "Эмээл", "stage": "60.60", "ics": ["67.100"]}
ONE = Record("MNS 9001", 2024, FACTS)


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    kept = tmp_path_factory.mktemp("store") / "records.jsonl"
    module = "kholboo.standards.simulators.estandard"
    command = [sys.executable, "-m", module, "--port", "0", "--store", str(kept), "--key", "right"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as running:
        port = json.loads(running.stdout.readline())["port"]
        yield f"http://127.0.0.1:{port}"
        running.terminate()


class Far:
    """The client with the process behind it, as the fake is used."""

    def __init__(self, url, key="right"):
        self._url = url
        egress = Egress([url], private_hosts=["127.0.0.1"], deadline=2)
        self.store = EstandardClient(url, key=key, egress=egress)

    def write(self, record):
        body = {"number": record.number, "year": record.year, "facts": record.facts}
        return httpx.post(f"{self._url}/edit", json=body, trust_env=False).json()["revision"]

    def strike(self, kind):
        httpx.post(f"{self._url}/faults", json={"kind": kind}, trust_env=False)


class Near:
    def __init__(self):
        self.store = FakeStore()
        self.write = self.store.write

    def strike(self, kind):
        self.store.fault = kind


@pytest.fixture(params=["process", "fake"])
def side(request):
    found = Near() if request.param == "fake" else Far(request.getfixturevalue("process"))
    yield found
    found.strike("")


def all_of(store):
    mark, found = "", []
    while True:
        batch = store.changed_since(mark)
        found, mark = found + batch.records, batch.mark
        if not batch.has_more:
            return found, mark


def newest(side, number):
    return next(row for row in reversed(all_of(side.store)[0]) if row.number == number)


def test_what_was_written_is_read_after_its_mark(side):
    mark = all_of(side.store)[1]
    revision = side.write(ONE)

    batch = side.store.changed_since(mark)

    assert [row.number for row in batch.records] == ["MNS 9001"]
    assert (batch.records[0].facts, batch.records[0].revision) == (ONE.facts, revision)
    assert side.store.changed_since(batch.mark).records == []


def test_many_changes_come_in_sheets(side):
    before = len(all_of(side.store)[0])
    for number in range(60):
        side.write(Record(f"MNS {9500 + number}", 2024, ONE.facts))

    assert len(all_of(side.store)[0]) == before + 60


def test_ours_is_written_once_and_never_over_a_newer_one(side):
    first = Record("MNS 9600", 2024, ONE.facts)
    revision = side.store.put("a", first, expected=newest_or_none(side, "MNS 9600"))
    assert side.store.put("a", first, expected="") == revision
    side.write(Record("MNS 9600", 2024, ONE.facts | {"pages": 5}))

    with pytest.raises(Outrun):
        side.store.put("b", first, expected=revision)

    assert newest(side, "MNS 9600").facts["pages"] == 5


def newest_or_none(side, number):
    rows = [row for row in all_of(side.store)[0] if row.number == number]
    return rows[-1].revision if rows else ""


def test_ties_and_the_committee_come_back_as_they_were_sent(side):
    ties = [
        [
            "cited_by",
            "Хүнсний тухай хууль",
            "7.1",
            "2018-01-01",
            "https://legalinfo.mn/mn/detail/1",
        ],
        ["references", "MNS 5217 : 2003", "4.1", "", ""],
    ]
    sent = Record("MNS 9650", 2024, ONE.facts | {"committee": "ТХ 12", "ties": ties})
    side.store.put("t", sent, expected="")

    assert newest(side, "MNS 9650").facts == sent.facts


def test_an_answer_that_was_lost_is_asked_for_again(side):
    record = Record("MNS 9700", 2024, ONE.facts)
    side.strike("lost")
    with pytest.raises(Unreachable):
        side.store.put("lost-key", record, expected="")
    side.strike("")

    side.store.put("lost-key", record, expected="")

    assert [row.number for row in all_of(side.store)[0]].count("MNS 9700") == 1


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_trouble_is_worth_another_try(side, kind):
    side.strike(kind)

    with pytest.raises(Unreachable):
        side.store.changed_since("")
    with pytest.raises(Unreachable):
        side.store.put("k", ONE, expected="")


def test_a_wrong_key_and_a_strange_record_are_said(process):
    for key in ("wrong", ""):
        with pytest.raises(Unreachable, match="түлхүүр"):
            Far(process, key=key).store.changed_since("")
    far = Far(process)
    mark = all_of(far.store)[1]
    far.write(Record("MNS 9800", 2024, {"title_mn": "А", "effective_on": "no day"}))

    assert far.store.changed_since(mark).unreadable == 1


@pytest.mark.parametrize(
    "tie",
    [
        "words",
        {"kind": "loves", "text": "ISO 1"},
        {"kind": "references", "text": ""},
        {"kind": "references", "text": "ISO 1", "link": "https://legalinfo.mn/1"},
        {"kind": "cited_by", "text": "Хууль", "link": "javascript:alert(1)"},
        {"kind": "cited_by", "text": "Хууль", "since": "өчигдөр"},
        {"kind": "references", "text": "I" * 301},
    ],
    ids=["words", "kind", "empty", "link", "script", "day", "long"],
)
def test_a_tie_that_cannot_be_makes_its_record_unreadable(process, tie):
    far = Far(process)
    mark = all_of(far.store)[1]
    far.write(Record("MNS 9700", 2024, ONE.facts | {"ties": [tie]}))

    batch = far.store.changed_since(mark)
    assert (batch.records, batch.unreadable) == ([], 1)
