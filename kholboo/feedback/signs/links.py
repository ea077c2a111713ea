"""Links on "My pages", each for whom it is."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Group, Link
from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.posts import posts_of


def at_hotline(user: User, permission: str) -> bool:
    """Whether they hold the permission where the hotline is: it rings in the head office alone."""
    roles = roles_with(permission)
    return any(post.role in roles and post.office.is_head for post in posts_of(user))


LINKS = [
    Link(
        label=_("Desk"),
        hint=_("Cases that wait for you and your unit."),
        view="feedback:inbox",
        bar=_("Cases"),
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
        label=_("Write down"),
        hint=_("What came by phone, on paper or in person."),
        view="feedback:new_case",
        icon="pencil",
        is_for=lambda user: user.has_perm("feedback.register_case"),
        bar=_("Write down"),
    ),
    Link(
        label=_("Mailbox"),
        hint=_("E-mails that wait to become cases."),
        view="feedback:letters",
        icon="mail",
        is_for=lambda user: user.has_perm("feedback.read_mail"),
        bar=_("Mailbox"),
    ),
    Link(
        label=_("How we work"),
        hint=_("How much comes, how much is in time, how it was rated."),
        view="feedback:dashboard",
        bar=_("How we work"),
        group=Group.LEADING,
        icon="gauge",
        is_for=lambda user: user.has_perm("feedback.read_dashboard"),
    ),
    Link(
        label=_("Take cases out"),
        hint=_("A file with a row for each case, with a reason that history keeps."),
        view="feedback:export_cases",
        group=Group.LEADING,
        icon="download",
        is_for=lambda user: user.has_perm("feedback.export_cases"),
    ),
    Link(
        label=_("Reports"),
        hint=_("The quarterly tables for the Cabinet Secretariat."),
        view="feedback:reports",
        bar=_("Reports"),
        group=Group.LEADING,
        icon="file-text",
        is_for=lambda user: user.has_perm("feedback.read_reports"),
    ),
    Link(
        label=_("Hotline 1800-2525"),
        hint=_("Take a call: who it is, what they say, what becomes of it."),
        view="feedback:hotline",
        bar=_("Hotline"),
        icon="phone",
        is_for=lambda user: at_hotline(user, "feedback.answer_calls"),
    ),
    Link(
        label=_("The hotline's day"),
        hint=_("Calls per operator and hour, and what they became."),
        view="feedback:call_statistics",
        group=Group.LEADING,
        icon="gauge",
        is_for=lambda user: at_hotline(user, "feedback.read_call_statistics"),
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
        group=Group.RULES,
        icon="clock",
        is_for=lambda user: user.has_perm("feedback.read_rules"),
    ),
    Link(
        label=_("How long data is kept"),
        hint=_("After how many years a case loses its person, and whom that reaches now."),
        view="feedback:retention",
        group=Group.RULES,
        icon="clock",
        is_for=lambda user: user.has_perm("feedback.read_rules"),
    ),
    Link(
        label=_("Requests to erase"),
        hint=_("People who want their personal data erased."),
        view="feedback:erasures",
        group=Group.LEADING,
        icon="trash-2",
        is_for=lambda user: user.has_perm("feedback.erase_person"),
    ),
    Link(
        label=_("Escalation ladder"),
        hint=_("When a case nobody answers is reported higher, and to whom."),
        view="feedback:escalation",
        group=Group.RULES,
        icon="triangle-alert",
        is_for=lambda user: user.has_perm("feedback.change_escalation"),
    ),
    Link(
        label=_("Other bodies"),
        hint=_("Where cases go that are not ours to decide."),
        view="feedback:bodies",
        group=Group.RULES,
        icon="building-2",
        is_for=lambda user: user.has_perm("feedback.change_bodies"),
    ),
    Link(
        label=_("What a sender must give"),
        hint=_("Which fields the law asks for, of whom and by which channel."),
        view="feedback:field_rules",
        group=Group.RULES,
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
        group=Group.LEADING,
        icon="list",
        is_for=lambda user: user.has_perm("feedback.read_review"),
    ),
    Link(
        label=_("Answer templates"),
        hint=_("Words an answer may begin with, for every kind and service."),
        view="feedback:templates",
        group=Group.RULES,
        icon="file-text",
        is_for=lambda user: user.has_perm("feedback.change_templates"),
    ),
]
# At the desk of the registers, beside the certificates.
COMPLAINTS = Link(
    label=_("Complaints about certificates"),
    view="feedback:complaints_about_certificates",
    icon="shield-alert",
    is_for=lambda user: user.has_perm("feedback.read_case"),
)
