"""A whole procedure is read, kept as JSON and walked; a broken one tells all that is wrong."""

import json

import pytest

from kholboo.eservices.engine.bundle import Bundle, fingerprint
from kholboo.eservices.engine.decisions import NoRule, decide
from kholboo.eservices.engine.naming import gather
from kholboo.eservices.engine.tests.bakery import bundle, files, problems
from kholboo.eservices.engine.walking import Token, begin, complete, fire

ANSWERS = {"name": "Rye", "kind": "bread", "workers": 4}


@pytest.fixture(scope="module")
def bakery():
    return bundle()


def test_a_bundle_comes_back_out_of_its_json_as_it_was(bakery):
    kept = json.loads(json.dumps(bakery.compiled))

    assert Bundle.from_compiled(kept) == bakery
    assert kept["sha256"] == fingerprint(files())


def test_another_byte_is_another_fingerprint(bakery):
    assert bundle(manifest=("Талхны", "Талхны ")).sha256 != bakery.sha256


class Case:
    """A case on the bakery's procedure that keeps its rows in lists."""

    def __init__(self, bakery):
        self.graphs = bakery.graphs
        self.results, self.past, self.waiting = {}, [], []
        self.actions, self.ended = [], None
        self._write(begin(self.graphs, self._data()))

    def _data(self, last=None):
        return gather(ANSWERS, self.results, last)

    def _write(self, moves):
        for token in (*moves.cancelled, *moves.passed):
            self.waiting.remove(token)
            self.past.append(token)
        self.waiting += moves.opened
        self.actions += [act.action for act in moves.actions]
        self.ended = moves.ended

    def _close(self, token):
        self.waiting.remove(token)
        self.past.append(token)

    def do(self, node, outcome=None, **said):
        token = next(each for each in self.waiting if each.node == node)
        self.results[node] = {"outcome": outcome, **said}
        waiting, past = list(self.waiting), list(self.past)
        self._close(token)
        data = self._data(self.results[node])
        self._write(complete(self.graphs, waiting, token, data, past=past))
        return self

    def ring(self, node, timer, *, interrupting):
        token = next(each for each in self.waiting if each.node == node)
        waiting, past = list(self.waiting), list(self.past)
        if interrupting:
            self._close(token)
        self._write(fire(self.graphs, waiting, token, timer, self._data(), past=past))
        return self

    @property
    def at(self):
        return sorted(token.node for token in self.waiting)


def test_the_whole_way_of_bread(bakery):
    case = Case(bakery).do("check", "complete")
    assert case.at == ["fee", "paid"]
    case.do("paid")
    assert case.at == ["sampling", "visit"]
    case.do("sampling", "taken", samples=[{"name": "rye"}, {"name": "wheat"}])
    assert case.at == ["test", "test", "visit"]
    case.do("test", "within").do("visit", "minor").do("test", "within", failed=0)
    assert case.at == ["decide"]
    proposed = decide(bakery.tables["conformity"], gather(ANSWERS, case.results))
    assert (proposed.rule, proposed.outputs) == ("fine", {"outcome": "granted"})
    case.ring("decide", "decision_late", interrupting=False)
    assert case.at == ["decide", "look"]
    case.do("decide", "again")
    assert case.at == ["check", "look"]
    assert Token("check", 2) in case.waiting
    case.do("check", "complete")
    assert Token("paid", 1, None, "fee:2") in case.waiting
    case.do("paid").do("visit", "none").do("sampling", samples=[]).do("decide", "granted")
    assert (case.ended, case.at, case.actions) == ("granted", [], ["grant_certificate"])
    rows = [(token.scope, token.node, token.visit, token.item) for token in case.past]
    assert len(rows) == len(set(rows))


def test_a_fee_that_nobody_pays_ends_the_case(bakery):
    case = Case(bakery).do("check", "complete").ring("fee", "fee_late", interrupting=True)

    assert (case.ended, case.at) == ("lapsed", [])


@pytest.mark.parametrize(
    ("answers", "rule", "amount"),
    [
        ({"workers": 9, "kind": "cake"}, "small", 50000),
        ({"workers": 10, "kind": "cake"}, "cake", 90000),
        ({"workers": 1000, "kind": "bread"}, "other", 80000),
    ],
)
def test_the_first_rule_that_fits_gives_the_fee(bakery, answers, rule, amount):
    found = decide(bakery.tables["price"], gather(answers, {}))

    assert (found.rule, found.outputs["amount"]) == (rule, amount)


def test_a_table_that_was_not_told_everything_says_so(bakery):
    with pytest.raises(NoRule):
        decide(bakery.tables["conformity"], gather(ANSWERS, {"visit": {"outcome": "none"}}))


def test_everything_that_is_wrong_is_told_at_once():
    found = problems(
        drawing=('<userTask id="visit" name="Visit"/>', '<scriptTask id="visit"/>'),
        tables=("[1..9]", "[9..1]"),
        manifest=('"role": "laboratory"', '"role": "wizard"'),
    )

    assert ("element_unknown", "visit") in found
    assert ("condition_range", "c1") in found
    assert ("role_unknown", "/steps/test/role") in found


def test_a_missing_file_is_named():
    left = files()
    del left["process.bpmn"]

    assert problems(left) == [("file_missing", "")]
