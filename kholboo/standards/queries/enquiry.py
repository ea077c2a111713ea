"""Reading enquiries: which drafts are open, and what was said to them, for whom it is meant."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.commenting import CommentState, Phase
from kholboo.standards.models import Clause, Comment, CommentContact, Edition, Enquiry
from kholboo.standards.queries import texts
from kholboo.standards.queries.texts import Reading

A_PAGE, MOST_CLOSED = 50, 50


def enquiry_at(key: int) -> Enquiry:
    """Raises NotFound."""
    found = Enquiry.objects.filter(pk=key).select_related("edition__work").first()
    if found is None:
        raise NotFound(_("There is no such enquiry."))
    return found


def enquiries() -> dict[Phase, list[Enquiry]]:
    """Open ones (the first to close first), coming ones, and the last that closed."""
    today = clock.local_date(clock.now())
    shown = Q(comments__state=CommentState.RELEASED)
    rows = Enquiry.objects.select_related("edition__work").annotate(
        shown=Count("comments", filter=shown)
    )
    closed = rows.filter(closes_on__lt=today).order_by("-closes_on", "-pk")
    return {
        Phase.OPEN: list(
            rows.filter(opens_on__lte=today, closes_on__gte=today).order_by("closes_on", "pk")
        ),
        Phase.COMING: list(rows.filter(opens_on__gt=today).order_by("opens_on", "pk")),
        Phase.CLOSED: list(closed[:MOST_CLOSED]),
    }


def latest_of(edition: Edition) -> Enquiry | None:
    """For the page of the draft; closed ones too, for their comments stay public."""
    return edition.enquiries.order_by("-opens_on", "-pk").first()


def reading_of(enquiry: Enquiry) -> Reading | None:
    """The text of the draft, where it is kept as one."""
    try:
        return texts.reading_of(enquiry.edition, None)
    except NotFound:
        return None


def clause_of(reading: Reading | None, anchor: str) -> Clause | None:
    """The clause a link of the draft leads from."""
    if reading is None or not anchor:
        return None
    return Clause.objects.filter(part__text=reading.text, anchor=anchor[:70]).first()


@dataclass(frozen=True)
class Sheet:
    """One page of the public list, with the counts of the whole."""

    page: "Page[Comment]"
    shown: int
    held: int
    waiting: int
    answered: int


def sheet_of(enquiry: Enquiry, number: int) -> Sheet:
    """What everybody reads: released comments, and of those held back the reason alone."""
    counts = enquiry.comments.aggregate(
        shown=Count("pk", filter=Q(state=CommentState.RELEASED)),
        held=Count("pk", filter=Q(state=CommentState.HELD)),
        waiting=Count("pk", filter=Q(state=CommentState.WAITING)),
        answered=Count("pk", filter=~Q(verdict="") & Q(state=CommentState.RELEASED)),
    )
    rows = enquiry.comments.exclude(state=CommentState.WAITING)
    return Sheet(Paginator(rows, A_PAGE).get_page(number), **counts)


def sent_comment(enquiry: Enquiry, key: UUID) -> Comment:
    """For whoever sent it: the key stands in no other page. Raises NotFound."""
    found = enquiry.comments.filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such comment."))
    return found


def comment_at(key: int) -> Comment:
    """For officers. Raises NotFound."""
    rows = Comment.objects.select_related("enquiry__edition__work", "looked_by", "answered_by")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound(_("There is no such comment."))
    return found


def has_contact(comment: Comment) -> bool:
    return CommentContact.objects.filter(comment=comment).exists()


def for_officers() -> QuerySet[Enquiry]:
    """All enquiries with what waits in each, the newest first."""
    return (
        Enquiry.objects.select_related("edition__work")
        .annotate(
            waiting=Count("comments", filter=Q(comments__state=CommentState.WAITING)),
            unanswered=Count(
                "comments", filter=Q(comments__verdict="") & ~Q(comments__state=CommentState.HELD)
            ),
        )
        .order_by("-opens_on", "-pk")[:100]
    )


# What is held back need not be answered.
UNANSWERED = Q(verdict="") & ~Q(state=CommentState.HELD)
# Which comments an officer looks at.
WANTED = {
    "all": Q(),
    "waiting": Q(state=CommentState.WAITING),
    "unanswered": UNANSWERED,
    "held": Q(state=CommentState.HELD),
}


def counts_of(enquiry: Enquiry) -> dict[str, int]:
    counts: dict[str, int] = enquiry.comments.aggregate(
        **{name: Count("pk", filter=wanted or None) for name, wanted in WANTED.items()}
    )
    return counts


def comments_for_officers(enquiry: Enquiry, show: str, number: int) -> "Page[Comment]":
    rows = enquiry.comments.filter(WANTED[show]).select_related("answered_by")
    return Paginator(rows, A_PAGE).get_page(number)


def next_of(comment: Comment) -> Comment | None:
    """The next that nobody has answered yet, in the order of the text."""
    rest = comment.enquiry.comments.filter(UNANSWERED).exclude(pk=comment.pk)
    later = Q(clause_key__gt=comment.clause_key) | Q(
        clause_key=comment.clause_key, number__gt=comment.number
    )
    return rest.filter(later).first() or rest.first()


def exported(enquiry: Enquiry) -> list[Comment]:
    """Every comment that is released, in the order of the text."""
    return list(enquiry.comments.filter(state=CommentState.RELEASED, forgotten_at=None))


def names_of_enquiries(keys: Collection[str]) -> dict[str, str]:
    rows = Enquiry.objects.filter(pk__in=keys).select_related("edition__work")
    return {str(row.pk): row.edition.designation for row in rows}


def names_of_comments(keys: Collection[str]) -> dict[str, str]:
    rows = Comment.objects.filter(pk__in=keys).select_related("enquiry__edition__work")
    return {str(row.pk): f"{row.enquiry.edition.designation} / {row.number}" for row in rows}
