"""The registers: certificates, what they speak of, what happened to them, what verifies them."""

from kholboo.registers.models.acts import Check, Withdrawal
from kholboo.registers.models.certificates import Certificate, Conformity, Entry, Event
from kholboo.registers.models.keys import CodeKey, StatusList

__all__ = [
    "Certificate",
    "Check",
    "CodeKey",
    "Conformity",
    "Entry",
    "Event",
    "StatusList",
    "Withdrawal",
]
