"""What enquiries are called in history, and where their officers find them."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link, add
from kholboo.audit.labels import name_things, name_words, register
from kholboo.notifications.purposes import name_messages
from kholboo.standards.commenting import HeldFor, Verdict
from kholboo.standards.queries import enquiry
from kholboo.standards.rights import READ_COMMENTS

ACTIONS = {
    "standards.enquiry_opened": _("opened a draft for comments"),
    "standards.enquiry_changed": _("changed the days of an enquiry"),
    "standards.comment_sent": _("commented on a draft"),
    "standards.comment_released": _("showed a comment on a draft to everybody"),
    "standards.comment_held": _("held back a comment on a draft"),
    "standards.comment_answered": _("answered a comment on a draft"),
    "standards.comment_contact_opened": _("opened the address of who commented on a draft"),
    "standards.comment_contacts_forgotten": _("forgot addresses of those who commented on drafts"),
    "standards.comments_exported": _("took out the comments on a draft as a file"),
}
WORDS = {
    "opens_on": _("first day"),
    "closes_on": _("last day"),
    "verdict": _("what became of it"),
    "held_for": _("why held back"),
}


LETTERS = {
    r"standards:comment:\d+:answered": _("answer to a comment on a draft"),
    r"standards:enquiry:\d+:closed:\d+:\d+": _("end of an enquiry on a draft"),
}


def put_up() -> None:
    name_messages(LETTERS)
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    name_words({f"verdict.{value}": label for value, label in Verdict.choices})
    name_words({f"held_for.{value}": label for value, label in HeldFor.choices})
    name_things("standards.Enquiry", _("enquiry on a draft"), enquiry.names_of_enquiries)
    name_things("standards.Comment", _("comment on a draft"), enquiry.names_of_comments)
    name_things("standards.CommentContact", _("address of who commented"))
    add(
        Link(
            label=_("Enquiries on drafts"),
            hint=_("What people say to drafts of standards, and what we answer."),
            view="standards:enquiries",
            icon="message-circle",
            is_for=lambda user: user.has_perm(READ_COMMENTS),
            bar=_("Enquiries"),
        )
    )
