"""Names of what is done with letters of the mailbox; put up with the others."""

from django.utils.translation import gettext_lazy as _

from kholboo.audit.labels import hide_things, name_things, name_words, register
from kholboo.feedback.mail_states import AsideReason
from kholboo.feedback.queries import mail

ACTIONS = {
    "feedback.letter_kept": _("an e-mail came in"),
    "feedback.letter_confirmed": _("made a case out of an e-mail"),
    "feedback.letter_added": _("added an e-mail to a case"),
    "feedback.letter_put_aside": _("put an e-mail aside"),
    "feedback.letter_taken_back": _("took an e-mail back that was put aside"),
    "feedback.letter_forgotten": _("erased an e-mail that was put aside long ago"),
    "feedback.letter_file_downloaded": _("downloaded a file of an e-mail"),
    "feedback.incomingletter_viewed": _("looked at an e-mail"),
}
WORDS = {
    "case": _("case"),
    "aside": _("put aside"),
    "is_of_its_sender": _("from the address of the case"),
    **{f"aside.{value}": label for value, label in AsideReason.choices},
    **{f"reason.{value}": label for value, label in AsideReason.choices},
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    name_things("feedback.IncomingLetter", _("e-mail"))
    hide_things("feedback.IncomingLetter", mail.about)
