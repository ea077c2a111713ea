"""What the registers have behind their addresses, for the walk over all of them."""

from kholboo.registers.models import Certificate, Withdrawal
from kholboo.registers.tests.factories import certificate


def parts():
    made = certificate()
    return {"certificate": made.number, "register": "products", "signed": made.token}


def state():
    """What no stranger may move."""
    return sorted(Certificate.objects.values_list("pk", "state")), Withdrawal.objects.count()
