"""What we do when a lower house rings."""

from kholboo.agency.hooks import StarterLoaded, starter_loaded
from kholboo.payments.services import starter


@starter_loaded.listen
def load_first_rows(fact: StarterLoaded) -> None:
    if fact.is_demo:
        starter.load_samples()
