"""Names of actions and links of published answers and triage help; put up with the others."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Group, Link, add
from kholboo.audit.labels import name_things, name_words, register

ACTIONS = {
    "feedback.consent_given": _("agreed that an answer is published"),
    "feedback.consent_withdrawn": _("took back the consent to publishing"),
    "feedback.answer_proposed": _("proposed an answer for everybody"),
    "feedback.answer_published": _("published an answer for everybody"),
    "feedback.answer_returned": _("returned a proposed answer"),
    "feedback.answer_taken_down": _("took a published answer down"),
    "feedback.answer_forgotten": _("an answer for everybody went with its erased citizen"),
    "feedback.triage_asked": _("asked triage help to learn anew"),
    "feedback.triage_trained": _("triage help learnt from decided cases"),
    "feedback.danger_word_added": _("added a word of danger"),
    "feedback.danger_word_removed": _("removed a word of danger"),
}
WORDS = {
    "is_general": _("rewritten in general words"),
    "cases": _("cases"),
    "word": _("word"),
    "taken_out": _("places taken out"),
    "kept": _("places left in"),
}
LINKS = [
    Link(
        label=_("Published answers"),
        hint=_("Answers that wait for a second person, and those that everybody reads."),
        view="feedback:publications",
        icon="book-open",
        is_for=lambda user: user.has_perm("feedback.propose_answer"),
    ),
    Link(
        label=_("Triage help"),
        hint=_("What is suggested for new cases, and how often it was right."),
        view="feedback:triage",
        group=Group.SYSTEM,
        icon="gauge",
        is_for=lambda user: user.has_perm("feedback.read_triage"),
    ),
]


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    name_things("feedback.PublishedAnswer", _("published answer"))
    name_things("feedback.TriageModel", _("triage help"))
    name_things("feedback.DangerWord", _("word of danger"))
    for link in LINKS:
        add(link)
