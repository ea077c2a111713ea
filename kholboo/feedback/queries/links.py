"""How cases belong together, and which might."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.core.errors import NotFound
from kholboo.core.language import search_key
from kholboo.feedback.models import Case, CaseLink
from kholboo.feedback.queries.desk import UNREAD, visible_cases
from kholboo.feedback.rules import OPEN, CaseStatus, LinkKind

LINK = "feedback.link_case"
# So many candidates help; more are a list nobody reads.
OFFERED = 5
# Looked at when words are compared: the newest open ones of the office.
COMPARED = 200
# A matter older than this is hardly the same matter.
SAME_MATTER = timedelta(days=90)
# Words of a text that are compared, and how many must be met.
WORDS, ENOUGH = 12, 3
LONG_WORD = 5


@dataclass(frozen=True)
class Link:
    """One link as the page of a case shows it. `case` is the other one."""

    key: int
    kind: LinkKind
    is_from_here: bool
    case: Case

    @property
    def undo_words(self) -> str:
        return _("Undo the link to %(number)s") % {"number": self.case.number}


@dataclass(frozen=True)
class Candidate:
    """A case that may say the same. `words` are those both say."""

    case: Case
    words: Sequence[str]


def links_of(case: Case, *, user: User) -> list[Link]:
    """Standing links of a case whose other end this person may see."""
    rows = CaseLink.objects.filter(
        Q(from_case=case.pk) | Q(to_case=case.pk), undone_at__isnull=True
    ).values_list("pk", "kind", "from_case_id", "to_case_id")
    others = {row[3] if row[2] == case.pk else row[2] for row in rows}
    if not others:
        return []
    # What an appeal carries is read by its handler, wherever the first case lies.
    carried = [row[3] for row in rows if row[1] == LinkKind.APPEAL and row[2] == case.pk]
    reached = visible_cases(user).filter(pk__in=others).values("pk")
    seen = _light(Case.objects.filter(Q(pk__in=reached) | Q(pk__in=carried))).in_bulk()
    return [
        Link(key, LinkKind(kind), source == case.pk, seen[other])
        for key, kind, source, target in rows
        if (other := target if source == case.pk else source) in seen
    ]


def link_of(case: Case, key: int) -> CaseLink:
    """A standing link of this case that somebody of ours made. NotFound for any other."""
    link = (
        CaseLink.objects.filter(Q(from_case=case) | Q(to_case=case), pk=key, undone_at__isnull=True)
        .exclude(kind=LinkKind.APPEAL)
        .first()
    )
    if link is None:
        raise NotFound(_("There is no such link."))
    return link


def main_of(case: Case) -> Case | None:
    """The case this one is a duplicate of."""
    link = (
        CaseLink.objects.filter(from_case=case, kind=LinkKind.DUPLICATE, undone_at__isnull=True)
        .select_related("to_case")
        .first()
    )
    return link.to_case if link else None


def duplicates_of(case: Case) -> QuerySet[Case]:
    return Case.objects.filter(
        links_out__to_case=case,
        links_out__kind=LinkKind.DUPLICATE,
        links_out__undone_at__isnull=True,
    ).order_by("pk")


def waiting_duplicates(case: Case, *, user: User) -> list[Case]:
    """Duplicates that still wait for an answer this person may give."""
    keys = duplicates_of(case).filter(status__in=sorted(OPEN)).values_list("pk", flat=True)
    mine = visible_cases(user, "feedback.answer_case").filter(pk__in=list(keys))
    return list(_light(mine).order_by("pk"))


def appeal_of(case: Case) -> Case | None:
    """The appeal against this case's decision, if the citizen made one."""
    link = (
        CaseLink.objects.filter(to_case=case, kind=LinkKind.APPEAL)
        .select_related("from_case", "from_case__office")
        .first()
    )
    return link.from_case if link else None


def is_appeal(case: Case) -> bool:
    return CaseLink.objects.filter(from_case=case, kind=LinkKind.APPEAL).exists()


def carries_sensitive(case: Case) -> bool:
    """Whether it appeals against a sensitive case, whose words its readers read too."""
    firsts = CaseLink.objects.filter(from_case=case, kind=LinkKind.APPEAL)
    return firsts.filter(to_case__is_sensitive=True, to_case__erased_at__isnull=True).exists()


def candidates(case: Case, *, user: User) -> list[Candidate]:
    """Cases that may say the same as this one, likeliest first.

    Open cases of the same office, near in time: those that share words, and those about the same
    service in the same aimag.
    """
    linked = CaseLink.objects.filter(
        Q(from_case=case.pk) | Q(to_case=case.pk), undone_at__isnull=True
    ).values_list("from_case_id", "to_case_id")
    known = {case.pk, *(key for pair in linked for key in pair)}
    near = visible_cases(user, LINK).filter(
        # A sensitive case in another's hands says nothing of itself in a list.
        Q(is_sensitive=False) | Q(handler_id=user.pk),
        erased_at__isnull=True,
        office_id=case.office_id,
        status__in=sorted(OPEN | {CaseStatus.ANSWERED}),
        received_at__gte=case.received_at - SAME_MATTER,
        received_at__lte=case.received_at + SAME_MATTER,
    )
    words = _telling(case)
    # The newest of the office, walked by index; comparing is cheaper here than a search of each.
    rows = near.order_by("-received_at", "-pk").values_list(
        "pk", "search_text", "service_id", "aimag_id"
    )[:COMPARED]
    scores: dict[int, tuple[int, list[str]]] = {}
    for key, text, service, aimag in rows:
        if key in known:
            continue
        theirs = set(text.split())
        met = [word for word in words if word in theirs]
        same = service is not None and (service, aimag) == (case.service_id, case.aimag_id)
        if len(met) >= ENOUGH or same:
            scores[key] = (len(met) + (2 if same else 0), met)
    best = sorted(scores, key=lambda key: (-scores[key][0], -key))[:OFFERED]
    found = _light(Case.objects.filter(pk__in=best)).in_bulk()
    return [Candidate(found[key], scores[key][1]) for key in best if key in found]


def _telling(case: Case) -> list[str]:
    """Long words of the text, each once, longest first: they tell matters apart."""
    words = {word for word in search_key(case.text).split() if len(word) >= LONG_WORD}
    return sorted(words, key=lambda word: (-len(word), word))[:WORDS]


def _light(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("office", "service", "handler").defer(*UNREAD)
