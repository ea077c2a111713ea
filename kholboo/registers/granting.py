"""What whoever grants a certificate hands over: the holder and the ground."""

from dataclasses import dataclass
from datetime import date

from kholboo.agency.models import Aimag


@dataclass(frozen=True)
class Holder:
    """An organisation with its register number, or a person, of whom only the name is kept.

    `aimag`: where the holder is; without one it is that of the granting office.
    """

    name: str
    register: str = ""
    is_person: bool = False
    aimag: Aimag | None = None


@dataclass(frozen=True)
class Ground:
    """The decision behind an act: its number, its day, and its words."""

    reference: str
    on: date
    text: str = ""
