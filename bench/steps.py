"""A step on rows beside SpiffWorkflow whose state is one JSON value of a table: the same procedure,
the same PostgreSQL, in turns, in one run.

Ours does all that the product does with a step: who may do it, four eyes, the declaration, the
story, the history, terms, and the rows that queues and due dates live on. The other side locks the
application, loads, steps and saves; it tells the story and the history and asks for the fee by the
same services as ours, and has no rows for queues, no rights and no terms, which is kind to it.
Milliseconds of the processor are those of Python alone, whatever else the machine does.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
from lxml import etree

from bench import place
from bench.figures import Figure, p95

CASES = 40
MOST_QUERIES = 10
FOLDER = place.ROOT / "kholboo" / "eservices" / "procedures" / "certification" / "1"
Timed = Callable[[Callable[[], Any]], None]


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_steps") as env:
        said = json.loads(place.run([sys.executable, "-m", "bench.steps"], env).splitlines()[-1])
    yield Figure("step_rows", said["rows"], "ms")
    yield Figure("step_rows_p95", said["rows_p95"], "ms")
    yield Figure("step_spiff", said["spiff"], "ms")
    yield Figure("step_spiff_p95", said["spiff_p95"], "ms")
    yield Figure("step_rows_cpu", said["rows_cpu"], "ms")
    yield Figure("step_spiff_cpu", said["spiff_cpu"], "ms")
    yield Figure("step_ratio", round(said["spiff"] / said["rows"], 2), "times", "> 1")
    yield Figure("step_ratio_cpu", round(said["spiff_cpu"] / said["rows_cpu"], 2), "times")
    yield Figure("step_queries", said["queries"], "", f"<= {MOST_QUERIES}")


class Watch:
    """Times what is done, and counts what it asks the database."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.cpu: list[float] = []
        self.queries: list[int] = []

    def __call__(self, act: Callable[[], Any]) -> None:
        from django.db import connection

        asked = 0

        def count(execute: Any, *given: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*given)

        with connection.execute_wrapper(count):
            began, worked = time.perf_counter(), time.process_time()
            act()
            self.cpu.append(1000 * (time.process_time() - worked))
            self.times.append(1000 * (time.perf_counter() - began))
        self.queries.append(asked)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()

    ours, theirs = Watch(), Watch()
    spiff = Spiff()
    # The first of each loads what the others find loaded.
    spiff.case(Watch(), _ours(Watch()))
    for _case in range(CASES):
        spiff.case(theirs, _ours(ours))
    said = {
        "rows": round(statistics.median(ours.times), 2),
        "rows_p95": round(p95(ours.times), 2),
        "rows_cpu": round(statistics.median(ours.cpu), 2),
        "spiff_cpu": round(statistics.median(theirs.cpu), 2),
        "spiff": round(statistics.median(theirs.times), 2),
        "spiff_p95": round(p95(theirs.times), 2),
        "queries": statistics.median(ours.queries),
    }
    print(json.dumps(said))


def _ours(watch: Watch) -> Any:
    """A bakery's application; its checks, namings, visits and drafts are timed."""
    from kholboo.eservices.tests import stories

    case = stories.application()
    stories.declared(case, "officer.orkhon", "expert.orkhon")
    for node, name, result in (
        ("check", "officer", {"outcome": "complete", "checked": [], "note": ""}),
        ("assign", "head", {"outcome": "assigned"}),
        ("visit", "expert", {"outcome": "conforms", "note": "."}),
        ("draft", "expert", {"outcome": "granted", "note": "", "rule": "conforms"}),
    ):
        actor = stories.person(f"{name}.orkhon")
        expert = stories.person("expert.orkhon").pk
        given = {**result, "expert": expert} if node == "assign" else result
        step = stories.step(case, node)
        watch(lambda s=step, a=actor, g=given: _complete(s, a, g))  # type: ignore[misc]
        if node == "check":
            stories.paid(case)
        if node == "assign":
            stories.sampled(case)
            stories.measured(case, 0)
            stories.measured(case, 1)
    return case


def _complete(step: Any, actor: Any, given: dict[str, Any]) -> None:
    from kholboo.eservices.services import stepping

    stepping.complete(step, actor=actor, result=given)


class Spiff:
    """The same drawing; conditions in Python, which is what it evaluates."""

    def __init__(self) -> None:
        from django.db import connection
        from SpiffWorkflow.bpmn import BpmnWorkflow
        from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
        from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(_drawing(FOLDER / "process.bpmn")))
        self.serializer = BpmnWorkflowSerializer()
        name = "certification"
        workflow = BpmnWorkflow(parser.get_spec(name), parser.get_subprocess_specs(name))
        workflow.do_engine_steps()
        self.begun = self.serializer.serialize_json(workflow)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_spiff (id serial PRIMARY KEY, state jsonb)")

    def case(self, watch: Watch, application: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_spiff (state) VALUES (%s) RETURNING id", [self.begun])
            (row,) = cursor.fetchone()
        for node, outcome, is_timed in (
            ("check", "complete", True),
            ("payment", "", False),
            ("assign", "assigned", True),
            ("sampling", "taken", False),
            ("laboratory", "within", False),
            ("laboratory", "within", False),
            ("visit", "conforms", True),
            ("draft", "granted", True),
        ):
            if is_timed:
                watch(lambda n=node, o=outcome: self._step(row, n, o, application))  # type: ignore[misc]
            else:
                self._step(row, node, outcome, application)

    def _step(self, row: int, node: str, outcome: str, application: Any) -> None:
        from django.db import connection, transaction

        from kholboo.audit import services as audit
        from kholboo.core import clock
        from kholboo.eservices.models import Application
        from kholboo.eservices.rules import EventKind
        from kholboo.eservices.services.story import add_event

        with transaction.atomic(), connection.cursor() as cursor:
            rows = Application.objects.select_for_update(of=("self",)).select_related("office")
            held = rows.get(pk=application.pk)
            cursor.execute("SELECT state::text FROM bench_spiff WHERE id = %s FOR UPDATE", [row])
            workflow = self.serializer.deserialize_json(cursor.fetchone()[0])
            _go(workflow, node, outcome)
            said = self.serializer.serialize_json(workflow)
            cursor.execute("UPDATE bench_spiff SET state = %s WHERE id = %s", [said, row])
            at = clock.now()
            add_event(held, EventKind.STEP_DONE, at=at, actor=None, node=node, outcome=outcome)
            audit.record("eservices.step_done", held, actor=None, node=node, outcome=outcome)
            if node == "check":
                _ask_fee(held, at)


def _ask_fee(application: Any, at: datetime) -> None:
    """As our own step does it, but for the row that ties the invoice to a step."""
    from kholboo.audit import services as audit
    from kholboo.eservices.applicants import opened
    from kholboo.eservices.rules import EventKind
    from kholboo.eservices.services import paying
    from kholboo.eservices.services.story import add_event
    from kholboo.payments.rules import Line, Payer, PayerKind
    from kholboo.payments.services import invoicing

    who, amount = opened(application.applicant), 77_100
    invoicing.issue(
        key=uuid4(),
        purpose=paying.PURPOSE,
        reference=application.number,
        payer=Payer(PayerKind.ORGANISATION, who.name, who.register, "", who.phone, who.email),
        lines=[Line("Төлбөр", "Fee", amount)],
        office=application.office,
        due=None,
        actor=None,
    )
    add_event(application, EventKind.INVOICED, at=at, amount=amount)
    audit.record("eservices.fee_invoiced", application, actor=None, amount=amount)


def _go(workflow: Any, node: str, outcome: str) -> None:
    from SpiffWorkflow.bpmn import BpmnEvent
    from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
    from SpiffWorkflow.util.task import TaskState

    if node == "payment":
        workflow.catch(BpmnEvent(MessageEventDefinition("payment"), {}))
    else:
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        task = next(each for each in ready if each.task_spec.bpmn_id == node)
        task.data.update(outcome=outcome, samples=[{}, {}])
        task.run()
    workflow.do_engine_steps()


def _drawing(file: Path) -> bytes:
    text = file.read_text(encoding="utf-8")
    repeat = '<bpmn:multiInstanceLoopCharacteristics isSequential="false" kholboo:each="sampling.samples"/>'
    for old, new in (
        (repeat, "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>len(samples)"
         "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"),
        (">P10D<", '>"P10D"<'),
        ("outcome = &quot;", "outcome == &quot;"),
        ("serviceTask", "task"),
        ('isExecutable="false"', 'isExecutable="true"'),
    ):  # fmt: skip
        if old not in text:
            raise place.Unfit(f"{file.name} is drawn otherwise: no {old}")
        text = text.replace(old, new)
    return text.encode()


if __name__ == "__main__":
    main()
