"""Contacts of those who commented: the only room that closes, opens and forgets them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.core.errors import NotFound
from kholboo.standards.commenting import CommentState
from kholboo.standards.models import Comment, CommentContact, Enquiry


@dataclass(frozen=True)
class Contact:
    email: str
    language: str


def keep(comment: Comment, email: str) -> None:
    """Under a key of its own, bound to this comment, with the language it was written in; no
    address, no row.
    """
    if not email:
        return
    data_key, row = seal.new_data_key(), _row(comment)
    CommentContact.objects.create(
        comment=comment,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal(
            {"email": email, "language": get_language() or "mn"}, data_key=data_key, row=row
        ),
    )


@transaction.atomic
def open_contact(comment: Comment, *, actor: User) -> str:
    """The e-mail address; history keeps who looked. Raises NotFound where there is none."""
    contact = CommentContact.objects.filter(comment=comment).first()
    if contact is None:
        raise NotFound(_("This comment came without an address, or it is forgotten already."))
    audit.record("standards.comment_contact_opened", comment, actor=actor)
    return opened(contact).email


def opened(contact: CommentContact) -> Contact:
    """For a letter that nobody of ours reads. What was kept before has no language."""
    row = f"comment:{contact.comment_id}"
    data_key = seal.unwrap(contact.wrapped_key, row=row)
    facts = seal.unseal(contact.sealed, data_key=data_key, row=row)
    return Contact(facts["email"], facts.get("language", "mn"))


@transaction.atomic
def forget_old() -> int:
    """After the term of their enquiry contacts and names go, and the words that were held back;
    after a longer one all words of those who commented.
    """
    over, long_over = _over("contact_days"), _over("words_days")
    kept = Comment.objects.filter(forgotten_at=None)
    for rows in (
        kept.filter(enquiry__in=over, state=CommentState.HELD),
        kept.filter(enquiry__in=long_over),
    ):
        rows.update(text="", change="", name="", place="", line="", forgotten_at=clock.now())
    Comment.objects.filter(enquiry__in=over).exclude(name="").update(name="")
    gone, _rows = CommentContact.objects.filter(comment__enquiry__in=over).delete()
    if gone:
        audit.record(
            "standards.comment_contacts_forgotten",
            "standards.CommentContact:",
            actor=None,
            count=gone,
        )
    return gone


def _over(days: str) -> QuerySet[Enquiry]:
    """Enquiries that closed more days ago than this column says."""
    today = clock.local_date(clock.now())
    ends = ExpressionWrapper(F("closes_on") + F(days), output_field=DateField())
    return Enquiry.objects.annotate(ends=ends).filter(ends__lt=today)


def _row(comment: Comment) -> str:
    return f"comment:{comment.pk}"
