"""Where an application stands in the drawing of its procedure: ids for the picture, names for readers."""

from dataclasses import dataclass

from kholboo.eservices.engine.bundle import DRAWING
from kholboo.eservices.models import Application, ProcedureVersion, Step
from kholboo.eservices.queries.bundles import read_of
from kholboo.eservices.queries.judging import name_in
from kholboo.eservices.rules import StepStatus


@dataclass(frozen=True)
class Drawn:
    """`source` is BPMN; of a step that was done before and waits again only the waiting counts."""

    source: str
    now: list[tuple[str, str]]
    done: list[tuple[str, str]]

    @property
    def now_ids(self) -> str:
        return " ".join(node for node, _name in self.now)

    @property
    def done_ids(self) -> str:
        return " ".join(node for node, _name in self.done)


def drawn_of(application: Application) -> Drawn:
    found = read_of(application)
    rows = Step.objects.filter(application=application).values_list("node", "status")
    waiting = {node for node, status in rows if status == StepStatus.WAITING}
    done = {node for node, status in rows if status == StepStatus.DONE} - waiting
    order = [node.id for node in found.bundle.graphs.in_order()]
    files = ProcedureVersion.objects.values_list("files", flat=True).get(pk=application.version_id)
    return Drawn(
        source=files[DRAWING],
        now=[(node, name_in(found, node)) for node in order if node in waiting],
        done=[(node, name_in(found, node)) for node in order if node in done],
    )
