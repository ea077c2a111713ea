"""What this house puts up in the houses below when it starts: names of actions, links."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Group, Link, add
from kholboo.agency.mentions import offer_things
from kholboo.audit.labels import name_things, name_words, register
from kholboo.eservices.queries import mentions, names
from kholboo.eservices.rights import COUNTER, ERASE, READ, READ_PROCEDURES
from kholboo.eservices.services.paying import PURPOSE
from kholboo.notifications.purposes import name_messages
from kholboo.payments.purposes import Purpose
from kholboo.payments.purposes import add as add_purpose

ACTIONS = {
    "eservices.version_drafted": _("drafted a version of a procedure"),
    "eservices.version_changed": _("changed a draft of a procedure"),
    "eservices.version_reviewed": _("reviewed a version of a procedure"),
    "eservices.version_published": _("published a version of a procedure"),
    "eservices.transfer_asked": _("asked to move applications to another version"),
    "eservices.transfer_approved": _("approved moving applications to another version"),
    "eservices.transfer_stopped": _("stopped moving applications to another version"),
    "eservices.transfer_ended": _("ended moving applications to another version"),
    "eservices.application_moved": _("moved an application to another version"),
    "eservices.application_received": _("received an application"),
    "eservices.application_viewed": _("read an application"),
    "eservices.step_taken": _("took a step of an application"),
    "eservices.step_done": _("did a step of an application"),
    "eservices.step_late": _("noted that the term of a step passed"),
    "eservices.returned_for_completion": _("returned an application for completion"),
    "eservices.completed": _("got the completed papers of an application"),
    "eservices.suspended": _("suspended an application"),
    "eservices.resumed": _("resumed an application"),
    "eservices.conflict_declared": _("declared whether there is a conflict of interest"),
    "eservices.fee_invoiced": _("asked for the fee of an application"),
    "eservices.fee_paid": _("got the fee of an application"),
    "eservices.decided": _("decided an application"),
    "eservices.withdrawn": _("took an application back"),
    "eservices.lapsed": _("let an application lapse"),
    "eservices.erasure_asked": _("asked to erase the applicant of an application"),
    "eservices.erasure_refused": _("refused to erase an applicant"),
    "eservices.applicant_erased": _("erased the applicant of an application"),
    "eservices.term_recounted": _("counted the term of an application anew"),
    "eservices.noted": _("wrote a note on an application"),
}
WORDS = {
    "node": _("step"),
    "sha256": _("fingerprint"),
    "has_conflict": _("conflict of interest"),
    "amount": _("amount"),
    "copied": _("copied from version"),
    "order": _("order"),
    "moved": _("moved"),
    "stayed": _("stays under its version"),
    "fine": _("moves as it is"),
    "attention": _("needs attention"),
    "cannot": _("cannot be moved"),
    "running": _("all running applications"),
}


def address_of_fee(reference: str) -> str:
    """The payer's way back to the application the fee is of."""
    return reverse("eservices:application", args=[reference])


def put_up() -> None:
    # Without its invoice an application would wait in vain, and lapse.
    add_purpose(Purpose(PURPOSE, _("fee of an application"), address_of_fee, may_void=False))
    name_messages(
        {
            r"eservices:\d+:applicant": _("news of an application, to its applicant"),
            r"eservices:renewal:.*": _("reminder that a certificate ends, to its holder"),
        }
    )
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    offer_things(mentions.named)
    name_things("eservices.Application", _("application"), names.numbers_of_applications)
    name_things("eservices.ProcedureVersion", _("version of a procedure"), names.names_of_versions)
    name_things("eservices.Transfer", _("move to another version"), names.names_of_transfers)
    add(
        Link(
            label=_("Applications"),
            hint=_("Requests for services, step by step."),
            view="eservices:queue",
            icon="clipboard-check",
            bar=_("Applications"),
            is_for=lambda user: user.has_perm(READ),
        )
    )
    add(
        Link(
            label=_("Paper applications"),
            hint=_("Write down what somebody brought to the counter."),
            view="eservices:counter",
            icon="file-text",
            is_for=lambda user: user.has_perm(COUNTER),
        )
    )
    add(
        Link(
            label=_("Applicants to erase"),
            hint=_("Who asked that their personal data be erased from an application."),
            view="eservices:erasures",
            icon="trash-2",
            is_for=lambda user: user.has_perm(ERASE),
        )
    )
    add(
        Link(
            label=_("My applications"),
            hint=_("Services you applied for online: how far they are, and what waits for you."),
            view="eservices:mine",
            icon="clipboard-check",
            is_for=lambda user: not user.is_staff,
        )
    )
    add(
        Link(
            label=_("Procedures"),
            hint=_("How services are done: versions, drafts, review and publication."),
            view="eservices:procedures",
            icon="list",
            is_for=lambda user: user.has_perm(READ_PROCEDURES),
            group=Group.RULES,
        )
    )
