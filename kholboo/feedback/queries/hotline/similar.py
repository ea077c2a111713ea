"""Open cases of the same office that say much the same, shown while an operator types."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Left

from kholboo.accounts.models import User
from kholboo.agency.models import Aimag, Service
from kholboo.agency.queries import office_for
from kholboo.core.language import search_key
from kholboo.feedback.models import Case
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.queries.hotline.caller import ANSWER_CALLS
from kholboo.feedback.rules import OPEN, CaseStatus

# So many open cases of the office are compared, those due last first. Words that stand in every
# second case would otherwise make the index hand over half the table at each key press.
COMPARED = 2_000
SHOWN = 5
# The longest words say the most; more of them only cost time.
WORDS = 8
SHORTEST_WORD = 4
# One word in common is chance, unless only one was typed.
IN_COMMON = 2
OPENING = 160


@dataclass(frozen=True)
class SimilarCase:
    number: str
    opening: str
    status: CaseStatus
    due_on: date | None


def similar_cases(
    user: User, text: str, *, service: Service | None, aimag: Aimag | None
) -> list[SimilarCase]:
    """The likest first, in two queries. Nothing for a text without a word to go by."""
    stems = stems_of(text)
    if not stems:
        return []
    office, _unit = office_for(service, aimag)
    open_cases = visible_cases(user, ANSWER_CALLS).filter(office=office, status__in=sorted(OPEN))
    recent = open_cases.order_by("-due_at", "-pk").values("pk", "search")[:COMPARED]
    keys = _most_alike(*recent.query.sql_with_params(), stems=stems)
    # A sensitive case in another's hands says nothing of itself in a list.
    shown = Case.objects.filter(Q(is_sensitive=False) | Q(handler_id=user.pk), pk__in=keys)
    rows = shown.annotate(opening=Left("text", OPENING))
    values = rows.values_list("pk", "number", "opening", "status", "due_on")
    found = {
        pk: SimilarCase(number, opening.partition("\n")[0], CaseStatus(status), due_on)
        for pk, number, opening, status, due_on in values
    }
    return [found[key] for key in keys if key in found]


def stems_of(text: str) -> list[str]:
    """The longest words of a text without their endings, each once; short words say nothing."""
    words = {word for word in search_key(text).split() if len(word) >= SHORTEST_WORD}
    longest = sorted(words, key=lambda word: (-len(word), word))
    return list(dict.fromkeys(word[: max(3, len(word) - 2)] for word in longest))[:WORDS]


def _most_alike(recent: str, params: tuple[Any, ...], *, stems: list[str]) -> list[int]:
    met = " + ".join(["(search @@ to_tsquery('simple', %s))::int"] * len(stems))
    statement = f"""
        WITH recent (id, search) AS MATERIALIZED ({recent})
        SELECT id FROM (SELECT id, {met} AS met FROM recent) AS compared
        WHERE met >= %s ORDER BY met DESC, id DESC LIMIT {SHOWN}
    """  # noqa: S608  our own statement; stems hold letters, digits and underscores only
    values = [*params, *(f"{stem}:*" for stem in stems), min(IN_COMMON, len(stems))]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]
