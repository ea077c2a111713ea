"""Links on "My pages", each for whom it is."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link

LINKS = [
    Link(
        label=_("Desk"),
        hint=_("Cases that wait for you and your unit."),
        view="feedback:inbox",
        icon="inbox",
        is_for=lambda user: user.has_perm("feedback.read_case"),
        is_start=True,
    ),
    Link(
        label=_("Letters to post"),
        hint=_("Cases passed on to bodies without an e-mail: print, post, mark."),
        view="feedback:letters_to_post",
        icon="send",
        is_for=lambda user: user.has_perm("feedback.forward_case"),
    ),
    Link(
        label=_("How we work"),
        hint=_("How much comes, how much is in time, how it was rated."),
        view="feedback:dashboard",
        icon="gauge",
        is_for=lambda user: user.has_perm("feedback.read_dashboard"),
    ),
    Link(
        label=_("Take cases out"),
        hint=_("A file with a row for each case, with a reason that history keeps."),
        view="feedback:export_cases",
        icon="download",
        is_for=lambda user: user.has_perm("feedback.export_cases"),
    ),
    Link(
        label=_("Reports"),
        hint=_("The quarterly tables for the Cabinet Secretariat."),
        view="feedback:reports",
        icon="file-text",
        is_for=lambda user: user.has_perm("feedback.read_reports"),
    ),
    Link(
        label=_("Hotline 1800-2525"),
        hint=_("Take a call: who it is, what they say, what becomes of it."),
        view="feedback:hotline",
        icon="phone",
        is_for=lambda user: user.has_perm("feedback.answer_calls"),
    ),
    Link(
        label=_("The hotline's day"),
        hint=_("Calls per operator and hour, and what they became."),
        view="feedback:call_statistics",
        icon="gauge",
        is_for=lambda user: user.has_perm("feedback.read_call_statistics"),
    ),
    Link(
        label=_("My cases"),
        hint=_("What you sent us while signed in, and where it stands."),
        view="feedback:my_cases",
        icon="inbox",
        is_for=lambda user: not user.has_perm("feedback.read_case"),
    ),
    Link(
        label=_("Terms of the law"),
        hint=_("How many days each kind of case has, from which day on."),
        view="feedback:term_rules",
        icon="clock",
        is_for=lambda user: user.has_perm("feedback.change_terms"),
    ),
    Link(
        label=_("How long data is kept"),
        hint=_("After how many years a case loses its person, and whom that reaches now."),
        view="feedback:retention",
        icon="clock",
        is_for=lambda user: user.has_perm("feedback.change_retention"),
    ),
    Link(
        label=_("Requests to erase"),
        hint=_("People who want their personal data erased."),
        view="feedback:erasures",
        icon="trash-2",
        is_for=lambda user: user.has_perm("feedback.erase_person"),
    ),
    Link(
        label=_("Escalation ladder"),
        hint=_("When a case nobody answers is reported higher, and to whom."),
        view="feedback:escalation",
        icon="triangle-alert",
        is_for=lambda user: user.has_perm("feedback.change_escalation"),
    ),
    Link(
        label=_("Other bodies"),
        hint=_("Where cases go that are not ours to decide."),
        view="feedback:bodies",
        icon="building-2",
        is_for=lambda user: user.has_perm("feedback.change_bodies"),
    ),
    Link(
        label=_("What a sender must give"),
        hint=_("Which fields the law asks for, of whom and by which channel."),
        view="feedback:field_rules",
        icon="clipboard-check",
        is_for=lambda user: user.has_perm("feedback.change_fields"),
    ),
    Link(
        label=_("Matters of other laws"),
        hint=_("What the petitions law does not cover, and where to turn with it."),
        view="feedback:exclusions",
        icon="book-open",
        is_for=lambda user: user.has_perm("feedback.change_exclusions"),
    ),
    Link(
        label=_("Management review"),
        hint=_("What came of the cases of a quarter: in time, appeals, satisfaction, causes."),
        view="feedback:review",
        icon="list",
        is_for=lambda user: user.has_perm("feedback.read_review"),
    ),
    Link(
        label=_("Answer templates"),
        hint=_("Words an answer may begin with, for every kind and service."),
        view="feedback:templates",
        icon="file-text",
        is_for=lambda user: user.has_perm("feedback.change_templates"),
    ),
]
