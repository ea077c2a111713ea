"""Procedures out of nothing: shapes that hypothesis thinks up → BPMN inside our subset.

Every shape hangs its nodes between where it comes from and where it goes on, so that what is drawn
is nested rightly; what is refused is tested elsewhere.
"""

from dataclasses import dataclass, field

from hypothesis import strategies as st

OUTCOMES = ("a", "b", "c")
# Conditions as written, and what they mean, said by other hands than those that read them.
CONDITIONS = {
    'outcome = "a"': lambda d: d["outcome"] == "a",
    'outcome in ("a", "b")': lambda d: d["outcome"] in ("a", "b"),
    'not(outcome = "c")': lambda d: d["outcome"] != "c",
    'outcome != "b" and form.flag = true': lambda d: d["outcome"] != "b" and d["form"]["flag"],
    'form.count >= 3 or outcome = "b"': lambda d: d["form"]["count"] >= 3 or d["outcome"] == "b",
    "form.flag": lambda d: d["form"]["flag"],
    "form.count in [2..4)": lambda d: 2 <= d["form"]["count"] < 4,
    'list contains(form.tags, "x")': lambda d: "x" in d["form"]["tags"],
}
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:kholboo="urn:kholboo:procedure:1" id="drawn" targetNamespace="urn:kholboo">'
)

_leaf = st.sampled_from([("task",), ("service",), ("each",), ("message",), ("late",), ("beside",)])


def _grown(inner):
    few = st.lists(inner, min_size=2, max_size=3)
    conditions = st.lists(st.sampled_from(sorted(CONDITIONS)), min_size=1, max_size=2, unique=True)
    return st.one_of(
        st.tuples(st.just("row"), few),
        st.tuples(st.just("side by side"), few),
        st.tuples(st.just("choice"), conditions, few),
        st.tuples(st.just("call"), inner),
        st.tuples(st.just("again"), inner),
    )


SHAPES = st.recursive(_leaf, _grown, max_leaves=9)


@dataclass
class Process:
    id: str
    parts: list[str] = field(default_factory=list)
    has_beside: bool = False

    def xml(self):
        end = "<terminateEventDefinition/>" if self.has_beside else ""
        parts = "".join(self.parts).replace("<!--end-->", end)
        return f'<process id="{self.id}" name="{self.id}" isExecutable="true">{parts}</process>'


class Drawing:
    """`text()` is the file; `messages` are all names waited for."""

    def __init__(self, shape):
        self._count = 0
        self.processes, self.messages = [], []
        self._process(shape)

    def text(self):
        told = "".join(f'<message id="m_{name}" name="{name}"/>' for name in self.messages)
        return f"{HEAD}{told}{''.join(each.xml() for each in self.processes)}</definitions>"

    def _process(self, shape):
        process = Process(self._name("process"))
        self.processes.append(process)
        start = self._node(process, "startEvent", None)
        last = self._draw(process, shape, (start, None))
        self._node(process, "endEvent", last, "<!--end-->", prefix="end")
        return process.id

    def _name(self, what):
        self._count += 1
        return f"{what}_{self._count}"

    def _node(self, process, tag, come, inner="", *, prefix=None, more=""):
        name = self._name(prefix or tag)
        process.parts.append(f'<{tag} id="{name}" name="{name}"{more}>{inner}</{tag}>')
        if come is not None:
            self._flow(process, come, name)
        return name

    def _flow(self, process, come, target):
        """`come` is where from, and the condition, True for the default, None for no choice."""
        source, condition = come
        name, inner = self._name("flow"), ""
        if condition is True:
            mark = f'<exclusiveGateway id="{source}" '
            process.parts[:] = [
                part.replace(mark, f'{mark}default="{name}" ') for part in process.parts
            ]
        elif condition is not None:
            text = condition.replace("<", "&lt;").replace('"', "&quot;")
            inner = f"<conditionExpression>{text}</conditionExpression>"
        process.parts.append(
            f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}'
            "</sequenceFlow>"
        )

    def _draw(self, process, shape, come):
        """Where the shape goes on from."""
        return getattr(self, "_" + shape[0].replace(" ", "_"))(process, shape, come)

    def _task(self, process, _shape, come):
        return self._node(process, "userTask", come), None

    def _service(self, process, _shape, come):
        return self._node(process, "serviceTask", come, more=' kholboo:action="act"'), None

    def _each(self, process, _shape, come):
        inner = '<multiInstanceLoopCharacteristics kholboo:each="form.items"/>'
        return self._node(process, "userTask", come, inner, prefix="each"), None

    def _message(self, process, _shape, come):
        name = self._name("message")
        self.messages.append(name)
        inner = f'<messageEventDefinition messageRef="m_{name}"/>'
        return self._node(process, "intermediateCatchEvent", come, inner), None

    def _bell(self, process, host, *, interrupting):
        inner = "<timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>"
        more = f' attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}"'
        return self._node(process, "boundaryEvent", None, inner, prefix="bell", more=more)

    def _late(self, process, _shape, come):
        """A step whose timer takes it away for another one; both go on together."""
        task = self._node(process, "userTask", come)
        bell = self._bell(process, task, interrupting=True)
        other = self._node(process, "userTask", (bell, None))
        meet = self._node(process, "exclusiveGateway", (task, None))
        self._flow(process, (other, None), meet)
        return meet, None

    def _beside(self, process, _shape, come):
        task = self._node(process, "userTask", come)
        bell = self._bell(process, task, interrupting=False)
        other = self._node(process, "userTask", (bell, None))
        self._node(process, "endEvent", (other, None), prefix="aside")
        process.has_beside = True
        return task, None

    def _row(self, process, shape, come):
        for part in shape[1]:
            come = self._draw(process, part, come)
        return come

    def _side_by_side(self, process, shape, come):
        fork = self._node(process, "parallelGateway", come)
        ends = [self._draw(process, part, (fork, None)) for part in shape[1]]
        join = self._node(process, "parallelGateway", None)
        for end in ends:
            self._flow(process, end, join)
        return join, None

    def _choice(self, process, shape, come):
        asked = self._node(process, "userTask", come)
        gateway = self._node(process, "exclusiveGateway", (asked, None))
        ways = [*zip(shape[1], shape[2], strict=False), (True, ("task",))]
        ends = [self._draw(process, part, (gateway, condition)) for condition, part in ways]
        meet = self._node(process, "exclusiveGateway", None)
        for end in ends:
            self._flow(process, end, meet)
        return meet, None

    def _again(self, process, shape, come):
        meet = self._node(process, "exclusiveGateway", come)
        last = self._draw(process, shape[1], (meet, None))
        asked = self._node(process, "userTask", last)
        gateway = self._node(process, "exclusiveGateway", (asked, None))
        self._flow(process, (gateway, 'outcome = "a"'), meet)
        return gateway, True

    def _call(self, process, shape, come):
        called = self._process(shape[1])
        return self._node(process, "callActivity", come, more=f' calledElement="{called}"'), None


def splits_again(shape, *, in_circle=False):
    """Does it split within a circle: the oracle passes the join too early on the second round."""
    if shape[0] == "side by side" and in_circle:
        return True
    in_circle = in_circle or shape[0] == "again"
    inner = shape[-1] if isinstance(shape[-1], list) else [p for p in shape[1:] if len(shape) > 1]
    return any(splits_again(part, in_circle=in_circle) for part in inner)
