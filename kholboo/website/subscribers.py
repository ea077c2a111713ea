"""What this house does when a house below rings."""

from kholboo.agency.hooks import (
    DepartmentChanged,
    StarterLoaded,
    department_changed,
    starter_loaded,
)
from kholboo.website.services import sites


@starter_loaded.listen
def keep_sites(fact: StarterLoaded) -> None:
    sites.keep_all()


@department_changed.listen
def make_or_retire(fact: DepartmentChanged) -> None:
    sites.keep_all()
