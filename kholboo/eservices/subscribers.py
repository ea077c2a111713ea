"""What this house does when a house below rings."""

from kholboo.agency.hooks import StarterLoaded, starter_loaded
from kholboo.eservices.services import starter


@starter_loaded.listen
def load_first_rows(fact: StarterLoaded) -> None:
    starter.load()
