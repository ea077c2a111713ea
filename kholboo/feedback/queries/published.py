"""Reading published answers: everybody finds them by words, the desk by their state.

Words are stems (core.language), so a bent word, Latin typing or a wrong keyboard finds too.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.core.errors import NotFound
from kholboo.core.language import stems
from kholboo.feedback.models import Case, PublicationConsent, PublishedAnswer
from kholboo.feedback.models.published import IS_PROPOSED, IS_PUBLIC
from kholboo.feedback.queries.desk import visible_cases

PAGE = 20
LAST_PAGE = 50
# Of a long text so many different words are looked up.
MOST_WORDS = 40
SHORTEST_WORD = 3
# A word that stands in so many answers says little about any of them.
COMMON = 500
CANDIDATES = 40
# An answer shares at least so many words of a story with it, or is not alike.
LEAST_SHARED = 2
UNREAD = ("search", "search_text")


class Shelf(StrEnum):
    """The desk's three lists."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    ENDED = "ended"


@dataclass(frozen=True)
class AnswerPage:
    """One page of answers. `has_next` says whether more follow."""

    rows: list[PublishedAnswer]
    number: int
    has_next: bool


def published_answers() -> QuerySet[PublishedAnswer]:
    """What everybody may read now."""
    return PublishedAnswer.objects.filter(IS_PUBLIC).select_related("service").defer(*UNREAD)


def published_answer(answer_id: int) -> PublishedAnswer:
    """One of them. NotFound for one that was taken down or never came so far."""
    found = published_answers().filter(pk=answer_id).first()
    if found is None:
        raise NotFound(_("There is no such answer. It may have been taken down."))
    return found


def search_answers(
    words: str, *, service: Service | None, number: int, needs_all: bool = False
) -> AnswerPage:
    """A page of answers with all these words (with any of them, if none has all), newest first."""
    rows = published_answers()
    if service:
        rows = rows.filter(service_id=service.pk)
    keys = _keys(words)
    if not words.strip():
        return _page(rows, number)
    if not keys:
        return AnswerPage(rows=[], number=1, has_next=False)
    page = _page(rows.filter(search=_query(keys, " & ")), number)
    if page.rows or number > 1 or len(keys) == 1 or needs_all:
        return page
    return AnswerPage(rows=_best(rows, keys, PAGE), number=1, has_next=False)


def _page(rows: QuerySet[PublishedAnswer], number: int) -> AnswerPage:
    number = min(max(1, number), LAST_PAGE)
    start = (number - 1) * PAGE
    found = list(rows.order_by("-published_at", "-pk")[start : start + PAGE + 1])
    return AnswerPage(
        rows=found[:PAGE], number=number, has_next=len(found) > PAGE and number < LAST_PAGE
    )


def similar_answers(
    text: str, service: Service | None = None, limit: int = 3
) -> list[PublishedAnswer]:
    """Published answers that may already help who writes `text`, best first; often none.

    The same service counts as one more shared word.
    """
    keys = _keys(text)
    if not keys:
        return []
    least = min(LEAST_SHARED, len(keys))
    known = set(keys)
    scored = [
        (len(known & set(row.search_text.split())), row)
        for row in _best(published_answers().defer(None).defer("search"), keys, CANDIDATES)
    ]
    alike = [
        (shared + (service is not None and row.service_id == service.pk), row)
        for shared, row in scored
        if shared >= least
    ]
    return [row for _score, row in sorted(alike, key=lambda pair: -pair[0])[:limit]]


def _keys(text: str) -> list[str]:
    """The first different stems of a text; very short ones say nothing."""
    found = (stem for stem in stems(text) if len(stem) >= SHORTEST_WORD)
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _best(rows: QuerySet[PublishedAnswer], keys: list[str], limit: int) -> list[PublishedAnswer]:
    """Rows with any of the rarer words, most of them first; of common words, rows with all."""
    telling = _telling(keys)
    query = _query(telling, " | ") if telling else _query(keys, " & ")
    ranked = rows.filter(search=query).annotate(rank=SearchRank(F("search"), query))
    return list(ranked.order_by("-rank", "-pk")[:limit])


def _telling(keys: list[str]) -> list[str]:
    """The words that few answers have; all of them while there are few answers."""
    counted = "SELECT count(*) FROM (%s LIMIT %%s) AS hits"
    parts, params = [], []
    for key in keys:
        sql, values = (
            PublishedAnswer.objects.filter(IS_PUBLIC, search=_query([key], ""))
            .order_by()
            .values("pk")
            .query.sql_with_params()
        )
        parts.append(f"({counted % sql})")
        params += [*values, COMMON]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        counts = cursor.fetchone()
    return [key for key, hits in zip(keys, counts, strict=True) if 0 < hits < COMMON]


def _query(keys: list[str], joined: str) -> SearchQuery:
    # Stems hold letters, digits and underscores only, so the text is a safe query.
    return SearchQuery(joined.join(f"{key}:*" for key in keys), search_type="raw", config="simple")


def publication_for(user: User, answer_id: int, permission: str) -> PublishedAnswer:
    """One publication of a case this person may `permission`. NotFound otherwise."""
    found = (
        _with_people()
        .filter(pk=answer_id, case__in=visible_cases(user, permission).order_by().values("pk"))
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such answer on your desk."))
    return found


def publications_for(user: User, permission: str, shelf: Shelf) -> list[PublishedAnswer]:
    """The newest of one list, as far as this person's posts reach."""
    ways = {
        Shelf.PROPOSED: (IS_PROPOSED, "proposed_at"),
        Shelf.PUBLISHED: (IS_PUBLIC, "-published_at"),
        Shelf.ENDED: (~IS_PROPOSED & ~IS_PUBLIC, "-proposed_at"),
    }
    condition, order = ways[shelf]
    mine = Q(case__in=visible_cases(user, permission).order_by().values("pk"))
    return list(_with_people().filter(condition, mine).order_by(order, "pk")[: PAGE * 5])


def taken_away(user: User, permission: str, *, since: datetime) -> int:
    """How many proposals ended before anybody decided: their citizen took the consent back, or was
    erased.
    """
    ended = PublishedAnswer.objects.filter(
        case__in=visible_cases(user, permission).order_by().values("pk"),
        published_at__isnull=True,
        withdrawn_at__gte=since,
        ended_by__isnull=True,
    )
    return ended.count()


def publication_of(case: Case) -> PublishedAnswer | None:
    """The newest publication of a case, whatever became of it."""
    return _with_people().filter(case=case).order_by("-pk").first()


def consent_of(case: Case) -> PublicationConsent | None:
    return PublicationConsent.objects.filter(case=case).first()


def _with_people() -> QuerySet[PublishedAnswer]:
    related = (
        "case__office",
        "case__contact",
        "service",
        "proposed_by",
        "published_by",
        "ended_by",
    )
    return PublishedAnswer.objects.select_related(*related).defer(
        *UNREAD, "case__search", "case__search_text", "case__sealed_secret"
    )
