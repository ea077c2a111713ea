"""Finding a case by the number its paper carries."""

from kholboo.feedback.models import Arrival
from kholboo.feedback.paper import number_key


def cases_with_paper(text: str, *, most: int) -> list[int]:
    """Keys of the newest cases whose letter has exactly this number of its sender's."""
    key = number_key(text) if any(letter.isdecimal() for letter in text) else ""
    if not key:
        return []
    found = Arrival.objects.filter(number_key=key).order_by("-case_id")
    return list(found.values_list("case_id", flat=True)[:most])
