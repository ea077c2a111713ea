"""What the catalogue has behind its addresses, for the walk over all of them."""

from kholboo.standards.models import ChangeEvent, Edition, Proposal
from kholboo.standards.tests.desk import proposal


def parts():
    """Parts of addresses that name a thing of the catalogue."""
    return {"standard": "mns-6858-2020", "change_id": proposal().pk}


def state():
    """What no stranger may move."""
    return (
        sorted(Proposal.objects.values_list("pk", "state")),
        ChangeEvent.objects.count(),
        sorted(Edition.objects.values_list("pk", "title_mn", "withdrawn_on")),
    )
