"""What invoices are for, in words, and where their owners' pages are: houses above say it at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Purpose:
    """`address_of` leads from a reference to the owner's page for the payer ("" for none).

    `may_void`: whether the cashier may take such an invoice back; else its owner alone lets it go.
    """

    key: str
    label: str | Promise
    address_of: Callable[[str], str] = lambda reference: ""
    may_void: bool = True


_purposes: dict[str, Purpose] = {}


def add(purpose: Purpose) -> None:
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """One that nobody named shows itself."""
    return _purposes.get(key) or Purpose(key, key)
