"""Two walkers over one drawing: ours, and SpiffWorkflow as the oracle (development only)."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from kholboo.eservices.engine.bpmn.building import Known
from kholboo.eservices.engine.bpmn.reading import read_bpmn
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import Graphs, NodeKind
from kholboo.eservices.engine.naming import gather
from kholboo.eservices.engine.tests.drawn import CONDITIONS
from kholboo.eservices.engine.walking import begin, complete, fire, node_of


class Ours:
    """`waiting` by name, `seen` every row that a caller would have kept."""

    def __init__(self, drawing, form):
        problems = Problems()
        known = Known(frozenset({"act"}), frozenset(drawing.messages), frozenset())
        graphs = read_bpmn(drawing.text().encode(), "process.bpmn", problems, known)
        assert problems.found == []
        self.graphs = Graphs.from_json(graphs.to_json())
        self.form, self.tokens, self.past = form, [], []
        self.is_over = False
        self._write(begin(self.graphs, self._data(None)))

    @property
    def waiting(self):
        return Counter(each.node for each in self.tokens if not self._is_call(each))

    def complete(self, name, outcome):
        token = self._token(name)
        waiting, past = list(self.tokens), list(self.past)
        self._close(token)
        self._write(complete(self.graphs, waiting, token, self._data(outcome), past=past))

    def bells(self):
        """Timers that may ring, with the name of their step."""
        return sorted(
            (token.node, timer.id, timer.interrupting)
            for token in self.tokens
            for timer in node_of(self.graphs, token).timers
        )

    def ring(self, name, bell, *, interrupting):
        token = self._token(name)
        waiting, past = list(self.tokens), list(self.past)
        if interrupting:
            self._close(token)
        self._write(fire(self.graphs, waiting, token, bell, self._data(None), past=past))

    def is_message(self, name):
        return node_of(self.graphs, self._token(name)).message

    def _data(self, outcome):
        return gather(self.form, {}, {"outcome": outcome})

    def _is_call(self, token):
        return node_of(self.graphs, token).kind is NodeKind.CALL

    def _token(self, name):
        return next(each for each in self.tokens if each.node == name)

    def _close(self, token):
        self.tokens.remove(token)
        self.past.append(token)

    def _write(self, moves):
        for token in (*moves.cancelled, *moves.passed):
            self._close(token)
        self.tokens += moves.opened
        self.is_over = moves.ended is not None
        rows = Counter([*self.tokens, *self.past])
        assert max(rows.values(), default=1) == 1, "a token came twice"


class _Engine(PythonScriptEngine):  # type: ignore[misc]  # not typed
    """Conditions by their table of meanings; no text of the drawing is run."""

    def evaluate(self, task, expression, external_context=None):
        if expression in CONDITIONS:
            return bool(CONDITIONS[expression](task.data))
        return len(task.data["form"]["items"]) if expression == "form.items" else expression


class _Act(ServiceTask):  # type: ignore[misc]
    """What our actions are to the walk: done at once."""

    def _execute(self, _task):
        return True


class _Parser(BpmnParser):  # type: ignore[misc]
    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, _Act)}


class Oracle:
    def __init__(self, drawing, form):
        text = drawing.text()
        text = re.sub(
            r"<multiInstanceLoopCharacteristics [^>]*/>",
            "<multiInstanceLoopCharacteristics><loopCardinality>form.items</loopCardinality>"
            "</multiInstanceLoopCharacteristics>",
            text,
        )
        parser = _Parser()
        parser.add_bpmn_xml(etree.fromstring(text.encode()))
        main = drawing.processes[0].id
        self.workflow = BpmnWorkflow(
            parser.get_spec(main), parser.get_subprocess_specs(main), script_engine=_Engine()
        )
        self.workflow.task_tree.data["form"] = form
        self._go_on()

    @property
    def waiting(self):
        return Counter(task.task_spec.bpmn_id for task in self._tasks())

    @property
    def is_over(self):
        return self.workflow.completed

    def complete(self, name, outcome, message=""):
        if message:
            self.workflow.catch(BpmnEvent(MessageEventDefinition(message), {}))
        else:
            task = next(each for each in self._tasks() if each.task_spec.bpmn_id == name)
            task.data["outcome"] = outcome
            task.run()
        self._go_on()

    def ring(self, bell):
        task = next(
            each
            for each in self.workflow.get_tasks(state=TaskState.WAITING)
            if each.task_spec.bpmn_id == bell
        )
        yesterday = datetime.now(UTC) - timedelta(days=1)
        task._set_internal_data(event_value=yesterday.isoformat())
        self.workflow.refresh_timers()
        self._go_on()

    def _tasks(self):
        ready = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        events = self.workflow.get_tasks(state=TaskState.WAITING)
        messages = [e for e in events if type(e.task_spec).__name__ == "IntermediateCatchEvent"]
        return [*ready, *messages]

    def _go_on(self):
        self.workflow.do_engine_steps()
        self.workflow.do_engine_steps()
