"""The terms of reading: which are in force, and what a reader has not agreed to yet."""

from django.db.models import Exists, OuterRef, QuerySet

from kholboo.accounts.models import User
from kholboo.standards.models import ReadingTerms, TermsAcceptance


def terms_in_force() -> ReadingTerms | None:
    """The latest version; None where the agency has none, and so asks nobody."""
    return ReadingTerms.objects.order_by("-version").first()


def terms_asked_of(user: User) -> ReadingTerms | None:
    """What this person has to agree to before reading; None when there is nothing."""
    theirs = TermsAcceptance.objects.filter(terms=OuterRef("pk"), user=user)
    latest = ReadingTerms.objects.annotate(is_accepted=Exists(theirs))
    terms = latest.order_by("-version").first()
    return None if terms is None or terms.is_accepted else terms


def all_terms() -> QuerySet[ReadingTerms]:
    return ReadingTerms.objects.select_related("made_by").order_by("-version")
