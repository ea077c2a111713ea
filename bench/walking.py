"""One step of a procedure: our walker beside SpiffWorkflow with its state loaded and saved as JSON,
on the same drawing, in turns, in one run. Pure: no database on either side.

What ours has to load is the case's tokens; the procedure itself is compiled once in a process, as
SpiffWorkflow's specification is parsed once here, too. Its saved state carries the specification.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from bench.figures import Figure, p95
from bench.place import ROOT

CASES = 60
WALKERS = ("kernel", "spiff")
FORM = {"name": "Rye", "kind": "bread", "workers": 4}
# What is done, in this order, and how it ends: a whole way through the bakery of the tests.
WAY = (
    ("check", "complete"),
    ("paid", ""),
    ("sampling", "taken"),
    ("visit", "none"),
    ("test", "within"),
    ("test", "within"),
    ("decide", "again"),
    ("check", "complete"),
    ("paid", ""),
    ("sampling", "taken"),
    ("visit", "none"),
    ("test", "within"),
    ("test", "within"),
    ("decide", "granted"),
)
Saved = str
Step = Callable[[Saved, str, str], Saved]


def figures() -> Iterator[Figure]:
    """In a process of its own: it needs no settings, and others here have some."""
    command = [sys.executable, "-m", "bench.walking"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    said = json.loads(told)
    for name in WALKERS:
        yield Figure(f"walk_{name}", said[name]["median"], "ms a step")
        yield Figure(f"walk_{name}_p95", said[name]["p95"], "ms a step")
        yield Figure(f"walk_{name}_state", said[name]["state"], "bytes")
    ratio = said["spiff"]["median"] / said["kernel"]["median"]
    yield Figure("walk_ratio", round(ratio, 1), "times", "> 1")


def main() -> None:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    walkers = {"kernel": _kernel(), "spiff": _spiff()}
    times: dict[str, list[float]] = {name: [] for name in walkers}
    sizes = dict.fromkeys(walkers, 0)
    for _case in range(CASES):
        for name, (begun, step) in walkers.items():
            saved = begun
            for node, outcome in WAY:
                began = time.perf_counter()
                saved = step(saved, node, outcome)
                times[name].append(1000 * (time.perf_counter() - began))
                sizes[name] = max(sizes[name], len(saved))
    said = {
        name: {
            "median": round(statistics.median(each), 3),
            "p95": round(p95(each), 3),
            "state": sizes[name],
        }
        for name, each in times.items()
    }
    print(json.dumps(said))


def _kernel() -> tuple[Saved, Step]:
    from kholboo.eservices.engine.naming import gather
    from kholboo.eservices.engine.tests.bakery import bundle
    from kholboo.eservices.engine.walking import Moves, Token, begin, complete

    graphs = bundle().graphs

    def save(
        tokens: list[Token], past: list[Token], results: dict[str, Any], moves: Moves
    ) -> Saved:
        gone = {*moves.cancelled, *moves.passed}
        past = [*past, *gone]
        tokens = [*(token for token in tokens if token not in gone), *moves.opened]
        rows = [[[t.node, t.visit, t.item, t.scope] for t in each] for each in (tokens, past)]
        return json.dumps([*rows, results, moves.ended])

    def step(saved: Saved, node: str, outcome: str) -> Saved:
        waiting, closed, results, _ended = json.loads(saved)
        tokens = [Token(*row) for row in waiting]
        past = [Token(*row) for row in closed]
        done = next(token for token in tokens if token.node == node)
        results[node] = {"outcome": outcome, "samples": [{}, {}]}
        data = gather(FORM, results, results[node])
        moves = complete(graphs, tokens, done, data, past=past)
        return save([token for token in tokens if token != done], [*past, done], results, moves)

    return save([], [], {}, begin(graphs, gather(FORM, {}))), step


def _spiff() -> tuple[Saved, Step]:
    """The same file; its conditions in Python, which is what it evaluates."""
    from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
    from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
    from SpiffWorkflow.util.task import TaskState

    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(_for_spiff()))
    serializer = BpmnWorkflowSerializer()
    workflow = BpmnWorkflow(parser.get_spec("bakery"), parser.get_subprocess_specs("bakery"))
    workflow.task_tree.data["form"] = FORM
    workflow.do_engine_steps()

    def step(saved: Saved, node: str, outcome: str) -> Saved:
        workflow = serializer.deserialize_json(saved)
        if node == "paid":
            workflow.catch(BpmnEvent(MessageEventDefinition("payment"), {}))
        else:
            ready = workflow.get_tasks(state=TaskState.READY, manual=True)
            task = next(each for each in ready if each.task_spec.bpmn_id == node)
            task.data.update(outcome=outcome, samples=[{}, {}])
            task.run()
        workflow.do_engine_steps()
        said: str = serializer.serialize_json(workflow)
        return said

    return serializer.serialize_json(workflow), step


def _for_spiff() -> bytes:
    from kholboo.eservices.engine.tests.bakery import files

    text = files()["process.bpmn"].decode()
    for old, new in (
        ("<multiInstanceLoopCharacteristics kholboo:each=\"sampling.samples\"/>",
         "<multiInstanceLoopCharacteristics><loopCardinality>len(samples)</loopCardinality>"
         "</multiInstanceLoopCharacteristics>"),
        (">P10D<", ">\"P10D\"<"),
        (">P2W<", ">\"P14D\"<"),
        ('outcome = "complete"<', 'outcome == "complete"<'),
        ('>outcome = "granted"<', '>outcome == "granted"<'),
        ('outcome in ("refused")', 'outcome in ("refused",)'),
        ('not(outcome = "granted") and', 'not(outcome == "granted") and'),
        # Ours names an action of ours there; to the walk both are done at once.
        ("serviceTask", "task"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


if __name__ == "__main__":
    main()
