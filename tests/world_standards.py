"""What the catalogue has behind its addresses, for the walk over all of them."""

from kholboo.standards.models import CatalogueFile, ChangeEvent, Edition, Proposal
from kholboo.standards.services import importing
from kholboo.standards.tests import files
from kholboo.standards.tests.desk import person, proposal


def parts():
    """Parts of addresses that name a thing of the catalogue."""
    file = importing.propose_file(importing.check_file("a.csv", files.table()), actor=person())
    keys = {"change_id": proposal().pk, "file_id": file.pk}
    return {"standard": "jishee-0001-2025", "picture_no": 1, **keys}


def state():
    """What no stranger may move."""
    return (
        sorted(Proposal.objects.values_list("pk", "state")),
        sorted(CatalogueFile.objects.values_list("pk", "state")),
        ChangeEvent.objects.count(),
        sorted(Edition.objects.values_list("pk", "title_mn", "withdrawn_on")),
    )
