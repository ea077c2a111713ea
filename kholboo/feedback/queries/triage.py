"""Reading for triage help: decided cases to learn from, new cases, suggestions, figures."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.agency.models import Service, Unit
from kholboo.core.errors import NotFound
from kholboo.core.language import search_key
from kholboo.feedback.models import Case, DangerWord, Suggestion, TriageModel, TriageUse
from kholboo.feedback.rules import CaseKind, CaseStatus
from kholboo.feedback.triage import TriageField, Urgency

# A case people have decided: what stands in it now is what they chose.
DECIDED = (CaseStatus.ANSWERED, CaseStatus.CLOSED, CaseStatus.FORWARDED)
# The newest are enough: older habits mislead, and this bounds time and memory of the training.
MOST_CASES = 10_000
# Older unregistered cases have been met by people already.
NEW_FOR = timedelta(days=14)
BATCH = 100
# Among so many of the newest decided cases words and decisions are compared.
COMPARED = 3_000
# A rarer word could be somebody's name; it is not kept as a reason.
COMMON_WORD = 5
VALUE_OF = {
    TriageField.KIND: "kind",
    TriageField.SERVICE: "service__code",
    TriageField.UNIT: "unit__slug",
}


@dataclass(frozen=True)
class DecidedCases:
    """Texts, oldest first, and for each field what people decided ("" where nothing)."""

    texts: list[str]
    labels: dict[TriageField, list[str]]


def decided_cases() -> DecidedCases:
    """The newest cases with an answer, of web and other channels alike."""
    rows = list(
        Case.objects.filter(status__in=DECIDED, erased_at__isnull=True)
        .order_by("-received_at", "-pk")
        .values_list("text", "wish", *VALUE_OF.values())[:MOST_CASES]
    )[::-1]
    labels = {
        field: [row[place] or "" for row in rows] for place, field in enumerate(VALUE_OF, start=2)
    }
    return DecidedCases(texts=[f"{row[0]} {row[1]}" for row in rows], labels=labels)


def unsuggested(*, now: datetime) -> QuerySet[Case]:
    """New cases nobody has registered and nothing was suggested for yet."""
    looked_at = Suggestion.objects.filter(case=OuterRef("pk"), field=TriageField.URGENCY)
    return (
        Case.objects.filter(
            status=CaseStatus.RECEIVED, received_at__gt=now - NEW_FOR, erased_at__isnull=True
        )
        .exclude(Exists(looked_at))
        .select_related("office")
        .defer("search", "search_text", "sealed_secret")
        .order_by("received_at", "pk")[:BATCH]
    )


def is_there(case_id: int) -> bool:
    """Whether a case is not erased; it cannot be until the transaction ends."""
    found = Case.objects.select_for_update(of=("self",), no_key=True)
    return found.filter(pk=case_id, erased_at__isnull=True).exists()


class Before:
    """The newest decided cases by their words, to say what was decided where a word stood.

    Read once for a whole batch of new cases: asking the index for common words case by case would
    take minutes at a million cases.
    """

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Rows as `decided_lately` reads them: the words, then a value for each field."""
        self._values = [dict(zip(VALUE_OF, row[1:], strict=True)) for row in rows]
        self._cases: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(rows):
            for word in row[0].split():
                self._cases[word].add(place)
        self._words = sorted(self._cases)

    def common(self, words: Iterable[str]) -> list[str]:
        """Those that stand in several decided cases."""
        return [word for word in words if len(self._with([word])) >= COMMON_WORD]

    def alike(self, words: list[str], field: TriageField, value: str) -> tuple[int, int]:
        """How many of them have all these words, and how many of those had `value`."""
        found = self._with(words)
        return len(found), sum(self._values[place][field] == value for place in found)

    def _with(self, words: Iterable[str]) -> set[int]:
        """Cases with a word that begins with each of these."""
        keys = " ".join(search_key(word) for word in words).split()
        return set.intersection(*(self._beginning(key) for key in keys)) if keys else set()

    def _beginning(self, key: str) -> set[int]:
        first = bisect_left(self._words, key)
        last = bisect_left(self._words, key + "\U0010ffff")
        return {place for word in self._words[first:last] for place in self._cases[word]}


def decided_lately() -> Before:
    """What is compared with; the index of a status gives the newest of each, which is enough."""
    columns = ("search_text", *VALUE_OF.values())
    each = [
        Case.objects.filter(status=status, erased_at__isnull=True)
        .order_by("-received_at", "-pk")
        .values_list(*columns)[: COMPARED // len(DECIDED)]
        for status in DECIDED
    ]
    return Before([row for rows in each for row in rows])


def suggestions_for(case: Case) -> dict[TriageField, Suggestion]:
    rows = Suggestion.objects.filter(case=case).select_related("model")
    return {TriageField(row.field): row for row in rows}


def newest_model() -> TriageModel | None:
    """The version in use, with its weights."""
    return TriageModel.objects.order_by("-version").first()


def models() -> list[TriageModel]:
    """Every version, newest first, without weights and with how it was used."""
    return list(TriageModel.objects.defer("weights").prefetch_related("uses")[:50])


def use_of_danger_words() -> TriageUse | None:
    """How many of the cases that words of danger marked were urgent, as officers assessed them."""
    return TriageUse.objects.filter(model__isnull=True, field=TriageField.URGENCY).first()


def uses_of(model: TriageModel) -> dict[TriageField, TriageUse]:
    return {TriageField(row.field): row for row in model.uses.all()}


def danger_words() -> list[DangerWord]:
    return list(DangerWord.objects.all())


def danger_word(word_id: int) -> DangerWord:
    found = DangerWord.objects.filter(pk=word_id).first()
    if found is None:
        raise NotFound(_("There is no such word."), word=word_id)
    return found


def names_of_values() -> dict[tuple[TriageField, str], str]:
    """What people call the values that may be suggested, in the language active now."""
    names: dict[tuple[TriageField, str], str] = {}
    names |= {(TriageField.KIND, str(kind)): str(kind.label) for kind in CaseKind}
    names |= {(TriageField.URGENCY, str(one)): str(one.label) for one in Urgency}
    names |= {(TriageField.SERVICE, row.code): row.name for row in Service.objects.all()}
    names |= {(TriageField.UNIT, row.slug): row.name for row in Unit.objects.all()}
    return names
