"""estandard.gov.mn over HTTPS. Its field names appear in this file and nowhere else.

No interface of the store was seen: this is the form we propose to who keeps it, to be confirmed.
GET {url}/changes?since= gives {"records": [{"number", "year", "revision", "facts"}], "next", "more"};
A tie among the facts is {"kind", "text", "clause", "since", "link"}.
POST {url}/records takes {"number", "year", "expected", "facts"} under an Idempotency-Key and gives
{"revision"}, or 409 when `expected` is not the newest.
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.egress import Answer, Egress
from kholboo.core.errors import Unreachable
from kholboo.standards.changing import (
    LONGEST_CLAUSE,
    LONGEST_LINK,
    LONGEST_TIE,
    MOST_TIES,
    Facts,
    wrong_ties,
)
from kholboo.standards.estandard.port import COMMON, OPTIONAL, Batch, Outrun, Record
from kholboo.standards.importing.ours import Wrong, day_of, number_of, value_of

LONGEST_MARK = 64
LISTS = ("ics",)
TIE = ("kind", "text", "clause", "since", "link")
# JSON can say these, and no text or JSON of the database can hold them.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class EstandardClient:
    def __init__(self, url: str, *, key: str, egress: Egress) -> None:
        self._url = url.rstrip("/")
        # The simulator of the demo asks for none, and a header of nothing is none.
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._egress = egress

    def changed_since(self, mark: str) -> Batch:
        answer = self._egress.get(
            f"{self._url}/changes", params={"since": mark}, headers=self._headers
        )
        _check(answer)
        try:
            body = answer.json()
            rows, following = list(body["records"]), _mark(body["next"])
            has_more = bool(body.get("more"))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise _unclear() from error
        records = [record for record in map(_record, rows) if record]
        return Batch(records, following, has_more, unreadable=len(rows) - len(records))

    def put(self, key: str, record: Record, *, expected: str) -> str:
        answer = self._egress.post(
            f"{self._url}/records",
            body={
                "number": record.number,
                "year": record.year,
                "expected": expected,
                "facts": _told(record.facts),
            },
            headers=self._headers | {"Idempotency-Key": key},
        )
        if answer.status == 409:
            raise Outrun(_("The record was changed at estandard.gov.mn meanwhile."))
        _check(answer)
        try:
            return _mark(answer.json()["revision"])
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise _unclear() from error


def _check(answer: Answer) -> None:
    if answer.status in (401, 403):
        raise Unreachable(_("estandard.gov.mn does not accept our key."))
    if answer.status != 200:
        raise Unreachable(_("estandard.gov.mn has trouble. Try again later."))


def _unclear() -> Unreachable:
    return Unreachable(_("The answer of estandard.gov.mn could not be read."))


def _mark(given: Any) -> str:
    """Without the signs that cannot be kept: a mark of the store never stops the next look."""
    return _UNKEEPABLE.sub("", str(given))[:LONGEST_MARK]


def _is_keepable(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_keepable, value.values()))
    if isinstance(value, list):
        return all(map(_is_keepable, value))
    return not (isinstance(value, str) and _UNKEEPABLE.search(value))


def _record(row: Any) -> Record | None:
    """None for what has no number of ours, or facts that cannot be or cannot be kept."""
    try:
        year = row.get("year")
        number, year = number_of(str(row["number"]), "" if year is None else str(year))
        revision = str(row["revision"])[:LONGEST_MARK]
        record = Record(number, year, _facts(row["facts"]), revision)
        return record if _is_keepable([number, revision, record.facts]) else None
    except (Wrong, LookupError, TypeError, AttributeError, ValueError):
        return None


def _told(facts: Facts) -> Facts:
    if "ties" not in facts:
        return facts
    return facts | {"ties": [dict(zip(TIE, tie, strict=True)) for tie in facts["ties"]]}


def _ties(given: Any) -> list[list[str]]:
    """Raises Wrong for what no tie of ours can be."""
    if not isinstance(given, list) or len(given) > MOST_TIES:
        raise Wrong("ties")
    ties = [[str(row.get(name) or "").strip() for name in TIE] for row in given]
    for kind, words, clause, since, link in ties:
        is_short = len(words) <= LONGEST_TIE and len(clause) <= LONGEST_CLAUSE
        if not words or not is_short or len(link) > LONGEST_LINK or (since and not day_of(since)):
            raise Wrong("ties")
        if wrong_ties([[kind, "text", words, clause, since, link]]):
            raise Wrong("ties")
    return sorted(ties)


def _facts(given: dict[str, Any]) -> Facts:
    facts: Facts = {}
    for name in COMMON:
        if name in OPTIONAL and name not in given:
            continue
        value = given.get(name)
        if name == "ties":
            facts[name] = _ties(value or [])
        elif name in LISTS:
            facts[name] = value_of(name, " ".join(map(str, value or ())))
        elif value in (None, ""):
            facts[name] = (
                "" if name.startswith(("title", "resolution", "stage", "committee")) else None
            )
        else:
            facts[name] = value_of(name, str(value))
    return facts
