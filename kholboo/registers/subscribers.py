"""What this house does when a house below rings."""

from kholboo.agency.hooks import StarterLoaded, starter_loaded
from kholboo.registers.services import samples


@starter_loaded.listen
def load_first_rows(fact: StarterLoaded) -> None:
    """Invented certificates, for a demonstration only."""
    if fact.is_demo:
        samples.load()
