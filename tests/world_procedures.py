"""A draft of a procedure behind the addresses of its desk, for the walk over all of them."""

from kholboo.eservices.models import ProcedureVersion, Transfer, TransferCase, VersionChange
from kholboo.eservices.services import procedures, transfers
from kholboo.eservices.tests.stories import KEY, brought_to, person


def parts():
    version = ProcedureVersion.objects.get(procedure__key=KEY, number=2)
    made = procedures.copy(version, actor=person("administrator"))
    before = ProcedureVersion.objects.get(procedure__key=KEY, number=1)
    brought_to("check", version=before)  # something to move
    move = transfers.ask(
        before, version, nodes={}, order_number="А/1", actor=person("administrator")
    )
    return {
        "procedure": KEY,
        "transfer": move.pk,
        "version": made.number,
        "node": "check",
        "table": "fee_table",
        "file": "procedure.json",
        "part": "milestones",
        "listed": "checklist",
        "page": "organisation",
        "question": "had_certificate",
        "listing": "products",
    }


def state():
    """What no stranger may move."""
    versions = ProcedureVersion.objects.order_by("pk").values_list("pk", "state", "sha256")
    moves = Transfer.objects.order_by("pk").values_list("pk", "state")
    return list(versions), VersionChange.objects.count(), list(moves), TransferCase.objects.count()
