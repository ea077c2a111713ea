"""What this house does when a house below rings."""

from kholboo.agency.hooks import CalendarChanged, StarterLoaded, calendar_changed, starter_loaded
from kholboo.core.jobs import schedule
from kholboo.feedback.services import starter


@starter_loaded.listen
def load_first_rows(fact: StarterLoaded) -> None:
    starter.load()


@calendar_changed.listen
def count_terms_anew(fact: CalendarChanged) -> None:
    """One job however many days changed: it recounts every open case."""
    schedule("feedback.recompute_terms", once="feedback.recompute", reason="calendar")
