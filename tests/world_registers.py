"""What the registers have behind their addresses, for the walk over all of them."""

from kholboo.registers.models import Certificate, Withdrawal
from kholboo.registers.services import changing, papers, status
from kholboo.registers.tests.factories import GROUND, certificate
from kholboo.standards.tests.desk import person


def parts():
    made = certificate()
    # Somebody proposed to withdraw it, so that this door has something behind it.
    changing.propose_withdrawal(made, ground=GROUND, actor=person("officer.orkhon"))
    papers.seal(made)
    status.publish()
    return {"certificate": made.number, "register": "products", "signed": made.token}


def state():
    """What no stranger may move."""
    return sorted(Certificate.objects.values_list("pk", "state")), sorted(
        Withdrawal.objects.values_list("pk", "outcome")
    )
