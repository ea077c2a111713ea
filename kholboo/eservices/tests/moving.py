"""Two versions of a procedure for tests of moving: the old with running applications, the new in force."""

import json
from datetime import date

from kholboo.core import clock
from kholboo.eservices.models import Application, Procedure, ProcedureVersion, Step, StepTimer
from kholboo.eservices.services import publishing, transfers
from kholboo.eservices.tests import stories

OTHER = "other"


def old_version(**said: object) -> ProcedureVersion:
    """The first version of certification as a procedure of its own, in force today. `said`: what
    its manifest says otherwise."""
    first = ProcedureVersion.objects.get(procedure__key=stories.KEY, number=1)
    procedure = Procedure.objects.create(
        key=OTHER, service=first.procedure.service, name_mn="А", name_en="A"
    )
    procedure.offices.set(first.procedure.offices.all())
    files = renamed(first.files)
    manifest = json.loads(files["procedure.json"]) | said
    files["procedure.json"] = json.dumps(manifest, ensure_ascii=False)
    made = publishing.draft(procedure, files, actor=None, is_sample=True)
    return publishing.publish(made, since=date(2025, 1, 1), actor=None)


def new_version(files: dict[str, str], since: date | None = None) -> ProcedureVersion:
    procedure = Procedure.objects.get(key=OTHER)
    made = publishing.draft(procedure, files, actor=None, is_sample=True)
    since = since or clock.local_date(clock.now())
    return publishing.publish(made, since=since, actor=None)


def renamed(files: dict[str, str]) -> dict[str, str]:
    said = files["procedure.json"].replace(stories.KEY, OTHER)
    return {**files, "procedure.json": said}


def second_files() -> dict[str, str]:
    """Those with a council between the draft and the decision."""
    second = ProcedureVersion.objects.get(procedure__key=stories.KEY, number=2)
    return renamed(second.files)


def without_visit(files: dict[str, str]) -> dict[str, str]:
    """The visit is called otherwise: the same step under another id."""
    said = json.loads(files["procedure.json"])
    said["steps"]["inspection"] = said["steps"].pop("visit")
    for step in said["steps"].values():
        step["not_same_as"] = [
            "inspection" if one == "visit" else one for one in step.get("not_same_as", [])
        ]
    drawing = files["process.bpmn"].replace('"visit"', '"inspection"')
    tables = files["tables.dmn"].replace("visit.", "inspection.")
    return {
        **files,
        "procedure.json": json.dumps(said, ensure_ascii=False),
        "process.bpmn": drawing.replace("visit.outcome", "inspection.outcome"),
        "tables.dmn": tables,
    }


def asked(before: ProcedureVersion, after: ProcedureVersion, **nodes: str):
    return transfers.ask(
        before,
        after,
        nodes=nodes,
        order_number="А/12",
        actor=stories.person("administrator"),
    )


def approved(before: ProcedureVersion, after: ProcedureVersion, **nodes: str):
    made = asked(before, after, **nodes)
    return transfers.approve(made, actor=stories.person("agency.head"))


def worked(transfer):
    """All its jobs, one after another, as a worker does them."""
    while transfers.work(transfer.pk):
        pass
    return stories.fresh(transfer)


def days_of(application: Application):
    """Every day that somebody waits for."""
    steps = Step.objects.filter(application=application).order_by("pk")
    timers = StepTimer.objects.filter(step__application=application, fired_at__isnull=True)
    return (
        stories.fresh(application).due_on,
        list(steps.values_list("pk", "due_on")),
        list(timers.order_by("pk").values_list("step", "timer", "fires_on")),
    )
