"""Finding cases by number, phone, e-mail, a letter's own number, name of the sender or words.

Made to take as long among a million cases as among a thousand. What costs time is words that
stand in many cases, so the newest cases are looked through first: a page of common words is full
there. Only rarer words are asked of the index, and of it exact words, not beginnings. Why so:
docs/decisions/0009.
"""

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q, QuerySet

from kholboo.agency.services.numbering import parse_number
from kholboo.core import clock
from kholboo.core.language import search_key
from kholboo.feedback.contacts import email_hash, name_hashes, phone_hash
from kholboo.feedback.models import Case, Contact
from kholboo.feedback.queries.arrivals import cases_with_paper

# So many cases of people with one name are searched; a phone or a number finds the rest.
NAMESAKES = 500
# So many of the newest cases are looked through one by one.
NEWEST = 5_000
# Who sees less than this share of all cases looks further back, at most so many times as far.
NARROW, FURTHEST = 0.5, 50
MOST_WORDS = 10
# A beginning of more words than this says too little to name them all.
MOST_FORMS = 200
FORMS = """
SELECT asked.nr, known.word
FROM unnest(%s::text[]) WITH ORDINALITY AS asked (beginning, nr)
CROSS JOIN LATERAL (
  SELECT word FROM feedback_word
  WHERE word ~>=~ asked.beginning AND word ~<~ (asked.beginning || chr(1114111))
  LIMIT %s
) AS known
"""


def search(cases: QuerySet[Case], text: str, *, telling: Q, wanted: int) -> QuerySet[Case]:
    """Those of `cases` that `text` names; at least the newest `wanted` of them, in no order.

    Only those of `telling` are found by what was written and by whom; by the number they or their
    letter bear, all of them: who knows it asks for nothing more. Words match from their beginning,
    so an inflected word finds its stem and the other way.
    """
    number = parse_number(text)
    if number:
        return cases.filter(number=number)
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) == 8 and len(text.strip()) <= 15:
        return cases.filter(telling, contact__phone_hash=phone_hash(digits))
    if "@" in text:
        return cases.filter(telling, contact__email_hash=email_hash(text))
    letters = cases_with_paper(text, most=NAMESAKES)
    if letters:
        return cases.filter(pk__in=letters)
    words = search_key(text).split()[:MOST_WORDS]
    if not words:
        return cases.none()
    return _by_words(cases.filter(telling), words, named=_of_name(text), wanted=wanted)


def _of_name(text: str) -> list[int]:
    named = Contact.objects.filter(name_hashes__contains=name_hashes(text))
    return list(named.order_by("-case_id").values_list("case_id", flat=True)[:NAMESAKES])


def _by_words(
    cases: QuerySet[Case], words: list[str], *, named: list[int], wanted: int
) -> QuerySet[Case]:
    query = words_query(words)
    if query is None:
        return cases.filter(pk__in=named)
    found = _recent(cases, query, wanted)
    if found is None:
        said = SearchQuery(query, search_type="raw", config="simple")
        found = _newest(cases.filter(search=said), wanted)
    return cases.filter(pk__in=[*found, *named])


def _recent(cases: QuerySet[Case], query: str, wanted: int) -> list[int] | None:
    """Keys of the newest of `cases`, if `wanted` of them say it (or there are no others)."""
    moments = Case.objects.order_by("-received_at", "-pk").values_list("received_at", flat=True)
    edge = moments[NEWEST : NEWEST + 1].first()
    if edge is None:
        return _walked(cases, query, wanted)
    recent = cases.filter(received_at__gte=edge)
    found = _walked(recent, query, wanted)
    if len(found) == wanted:
        return found
    # Who sees one office in twenty looks twenty times further back to look through as many.
    share = max(recent.order_by().count() / max(NEWEST, 1), 1 / FURTHEST)
    if share > NARROW:
        return None
    further = cases.filter(received_at__gte=clock.now() - (clock.now() - edge) / share)
    found = _walked(further, query, wanted)
    return found if len(found) == wanted else None


def _walked(cases: QuerySet[Case], query: str, wanted: int) -> list[int]:
    """Walk from the newest on and stop at `wanted`. The planner thinks every word rare, and would
    read all of them to sort a few: OFFSET 0 keeps the walk in its order.
    """
    newest = cases.order_by("-received_at", "-pk").values_list("pk", "search")
    sql, params = newest.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM ({sql} OFFSET 0) AS newest (key, words)"  # noqa: S608  Django's own SQL
            " WHERE words @@ to_tsquery('simple', %s) LIMIT %s",
            [*params, query, wanted],
        )
        return [key for (key,) in cursor.fetchall()]


def _newest(cases: QuerySet[Case], wanted: int) -> list[int]:
    """Keys of the newest. The index is made to answer first and the sorting comes after it:
    left alone the planner walks from the newest on, and rare words make that a long walk.
    """
    sql, params = cases.order_by().values_list("received_at", "pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (at, key) AS MATERIALIZED ({sql})"  # noqa: S608  Django's own SQL
            " SELECT key FROM found ORDER BY at DESC, key DESC LIMIT %s",
            [*params, wanted],
        )
        return [key for (key,) in cursor.fetchall()]


def words_query(words: list[str]) -> str | None:
    """All of the words, each in any form that some case has; None where a word is in no case."""
    beginnings = [word[: max(3, len(word) - 2)] for word in words]
    forms: dict[int, list[str]] = {nr: [] for nr in range(1, len(beginnings) + 1)}
    with connection.cursor() as cursor:
        cursor.execute(FORMS, [beginnings, MOST_FORMS + 1])
        for nr, word in cursor.fetchall():
            forms[nr].append(word)
    if not all(forms.values()):
        return None
    # Words of search_key are letters, digits and underscores only, so the text is a safe query.
    parts = [
        f"{beginnings[nr - 1]}:*" if len(found) > MOST_FORMS else f"({' | '.join(found)})"
        for nr, found in forms.items()
    ]
    return " & ".join(parts)
