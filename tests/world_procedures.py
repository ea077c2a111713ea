"""A draft of a procedure behind the addresses of its desk, for the walk over all of them."""

from kholboo.eservices.models import ProcedureVersion, VersionChange
from kholboo.eservices.services import procedures
from kholboo.eservices.tests.stories import KEY, person


def parts():
    version = ProcedureVersion.objects.get(procedure__key=KEY, number=2)
    made = procedures.copy(version, actor=person("administrator"))
    return {
        "procedure": KEY,
        "version": made.number,
        "node": "check",
        "table": "fee_table",
        "file": "procedure.json",
    }


def state():
    """What no stranger may move."""
    versions = ProcedureVersion.objects.order_by("pk").values_list("pk", "state", "sha256")
    return list(versions), VersionChange.objects.count()
