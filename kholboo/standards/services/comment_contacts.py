"""Contacts of those who commented: the only room that closes, opens and forgets them."""

from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.core.errors import NotFound
from kholboo.standards.commenting import CommentState
from kholboo.standards.models import Comment, CommentContact, Enquiry


def keep(comment: Comment, email: str) -> None:
    """Under a key of its own, bound to this comment; no address, no row."""
    if not email:
        return
    data_key, row = seal.new_data_key(), _row(comment)
    CommentContact.objects.create(
        comment=comment,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal({"email": email}, data_key=data_key, row=row),
    )


@transaction.atomic
def open_contact(comment: Comment, *, actor: User) -> str:
    """The e-mail address; history keeps who looked. Raises NotFound where there is none."""
    contact = CommentContact.objects.filter(comment=comment).first()
    if contact is None:
        raise NotFound(_("This comment came without an address, or it is forgotten already."))
    audit.record("standards.comment_contact_opened", comment, actor=actor)
    data_key = seal.unwrap(contact.wrapped_key, row=_row(comment))
    return seal.unseal(contact.sealed, data_key=data_key, row=_row(comment))["email"]


@transaction.atomic
def forget_old() -> int:
    """After the term of their enquiry contacts go, and the words that were held back."""
    today = clock.local_date(clock.now())
    ends = ExpressionWrapper(F("closes_on") + F("contact_days"), output_field=DateField())
    over = Enquiry.objects.annotate(ends=ends).filter(ends__lt=today)
    held = Comment.objects.filter(enquiry__in=over, state=CommentState.HELD).exclude(text="")
    held.update(text="", change="", name="")
    gone, _rows = CommentContact.objects.filter(comment__enquiry__in=over).delete()
    if gone:
        audit.record(
            "standards.comment_contacts_forgotten",
            "standards.CommentContact:",
            actor=None,
            count=gone,
        )
    return gone


def _row(comment: Comment) -> str:
    return f"comment:{comment.pk}"
