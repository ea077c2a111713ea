"""Whom a case is about: those may neither see nor handle it, whatever their post says."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.agency.queries import staff_of
from kholboo.core.language import search_key
from kholboo.feedback.models import Case, CaseSubject
from kholboo.feedback.rules import SubjectWhy

# A shorter name begins too many other words.
SHORTEST_NAME = 4
# A name that more people of one office share says nothing about who is meant.
NAMESAKES = 2
# Endings a name takes in a sentence; with any others "болдоггүй" would be Болд.
ENDINGS = frozenset(
    search_key(ending)
    for ending in (
        *("", "н", "г", "д", "т", "ын", "ийн", "ы", "ий", "ыг", "ийг", "ад", "эд", "од", "өд"),
        *("аас", "ээс", "оос", "өөс", "аар", "ээр", "оор", "өөр", "тай", "тэй", "той"),
    )
)


def not_about(user: User, case: str = "pk") -> Q:
    """A condition for every list of cases: those that are about this person are not in it.

    `case` names the key of the case in the list (`case_id` where the rows are not cases).
    """
    # The few keys are read once and looked up for each row; EXISTS would be planned as a join
    # into every list, which costs more than the lists themselves.
    named_in = CaseSubject.objects.filter(user_id=user.pk).values("case_id")
    return ~Q(**{f"{case}__in": named_in})


def is_about(case: Case, user: User) -> bool:
    return CaseSubject.objects.filter(case_id=case.pk, user_id=user.pk).exists()


def subjects_of(case: Case) -> list[CaseSubject]:
    return list(case.subjects.select_related("user"))


def about(user: User) -> list[str]:
    """Keys of the cases that are about this person, as history writes them."""
    found = CaseSubject.objects.filter(user_id=user.pk).values_list("case_id", flat=True)
    return [str(key) for key in found]


def complained_of(case: Case) -> list[User]:
    return [row.user for row in subjects_of(case) if row.why == SubjectWhy.COMPLAINED]


def without_subjects(case: Case, people: Collection[User]) -> list[User]:
    """Those of `people` whom the case may be given to."""
    barred = set(case.subjects.values_list("user_id", flat=True))
    return [person for person in people if person.pk not in barred]


def suggested(case: Case) -> dict[int, str]:
    """People of the case's office whose name the citizen may mean: key, and the word met.

    Names take endings of cases (Доржийн, Доржид). It is only a suggestion: a head decides.
    """
    words = search_key(f"{case.text} {case.wish}").split()
    names = {
        person.pk: {search_key(person.family_name), search_key(person.given_name)}
        for person in staff_of(case.office)
    }
    shared = Counter(name for own in names.values() for name in own)
    found: dict[int, str] = {}
    for key, own in names.items():
        telling = {name for name in own if shared[name] <= NAMESAKES}
        met = next((word for word in words for name in telling if _is_of(word, name)), "")
        if met:
            found[key] = met
    return found


def _is_of(word: str, name: str) -> bool:
    is_long = len(name) >= SHORTEST_NAME
    return is_long and word.startswith(name) and word[len(name) :] in ENDINGS


def nameable(case: Case) -> list[User]:
    """Everybody who works in the office of the case today."""
    return list(staff_of(case.office))


def of_ours(email: str) -> User | None:
    """Somebody of the agency by their work e-mail."""
    return User.objects.filter(email__iexact=email, is_staff=True, is_active=True).first()
