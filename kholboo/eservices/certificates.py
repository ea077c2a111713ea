"""What the registers can grant, as the publication of a procedure asks it."""

from dataclasses import replace

from kholboo.eservices.engine import actions
from kholboo.eservices.engine.facts import FactRule
from kholboo.registers.particulars import LARGEST_NUMBER, OF_KIND

KNOWN = replace(
    actions.KNOWN,
    certificates={
        str(kind): {fact.key: FactRule(fact.kind, fact.is_needed, LARGEST_NUMBER) for fact in facts}
        for kind, facts in OF_KIND.items()
    },
)
