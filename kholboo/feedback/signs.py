"""What this house puts up in the houses below when it starts: names of actions, links."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link, add
from kholboo.audit.labels import hide_things, name_keys, name_things, name_words, register
from kholboo.feedback import signs_mail, signs_published
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo
from kholboo.feedback.queries import names, subjects
from kholboo.feedback.queries.hotline import calls
from kholboo.feedback.rights import HEADS
from kholboo.feedback.rules import (
    Acceptance,
    CaseKind,
    Cause,
    Channel,
    ErasureBasis,
    LinkKind,
    Outcome,
    ReadingReason,
    Severity,
    Solved,
    SuspendedFor,
)

ACTIONS = {
    "feedback.case_received": _("received a case"),
    "feedback.case_registered": _("registered a case"),
    "feedback.case_assigned": _("assigned a case"),
    "feedback.case_taken": _("took a case"),
    "feedback.citizen_asked": _("asked the citizen"),
    "feedback.citizen_wrote": _("the citizen wrote"),
    "feedback.case_suspended": _("suspended a case"),
    "feedback.case_resumed": _("resumed a case"),
    "feedback.term_extended": _("extended a term"),
    "feedback.case_noted": _("wrote an internal note"),
    "feedback.case_answered": _("answered a case"),
    "feedback.case_closed": _("closed a case"),
    "feedback.case_forwarded": _("passed a case on to another body"),
    "feedback.case_withdrawn": _("withdrew a case"),
    "feedback.case_rated": _("rated an answer"),
    "feedback.case_reopened": _("reopened a case"),
    "feedback.case_named": _("the citizen added their name"),
    "feedback.petition_signed": _("somebody signed a joint petition"),
    "feedback.signature_withdrawn": _("somebody withdrew their signature"),
    "feedback.signatures_viewed": _("looked at who signed"),
    "feedback.record_confirmed": _("confirmed that spoken words were written down rightly"),
    "feedback.answer_told": _("told the answer aloud"),
    "feedback.case_viewed": _("looked at a case"),
    "feedback.assignment_undone": _("took an assignment back"),
    "feedback.original_downloaded": _("downloaded a file as it was sent"),
    "feedback.call_began": _("took a call"),
    "feedback.call_ended": _("ended a call"),
    "feedback.receipt_sent_again": _("sent number and secret code again by SMS"),
    "feedback.secret_shown": _("saw the secret code of a case they wrote down"),
    "feedback.cases_exported": _("took cases out as a file"),
    "feedback.report_sent": _("sent a quarterly report"),
    "feedback.term_changed": _("a due date was counted anew"),
    "feedback.erasure_asked": _("asked to erase personal data"),
    "feedback.erasure_refused": _("refused to erase personal data"),
    "feedback.person_erased": _("erased the personal data of a case"),
    "feedback.retention_rule_changed": _("proposed how long personal data is kept"),
    "feedback.retention_rule_confirmed": _("confirmed how long personal data is kept"),
    "feedback.sensitive_read": _("read a sensitive case and said why"),
    "feedback.case_marked_sensitive": _("marked a case as sensitive"),
    "feedback.case_unmarked": _("marked a case as not sensitive any more"),
    "feedback.person_revealed": _("looked up who sent a case"),
    "feedback.term_rule_changed": _("changed a term of the law"),
    "feedback.case_assessed": _("assessed a case"),
    "feedback.case_investigated": _("wrote the findings of a case"),
    "feedback.measure_ordered": _("ordered a measure"),
    "feedback.measure_done": _("finished a measure"),
    "feedback.cases_linked": _("linked a case to another"),
    "feedback.link_undone": _("undid a link between cases"),
    "feedback.case_appealed": _("appealed against an answer"),
    "feedback.subjects_named": _("named whom a case is about"),
    "feedback.case_escalated": _("a case was reported higher"),
    "feedback.rung_added": _("added a rung of the ladder"),
    "feedback.rung_ended": _("ended a rung of the ladder"),
    "feedback.body_added": _("added a body to the address book"),
    "feedback.body_changed": _("changed a body in the address book"),
    "feedback.forward_term_changed": _("changed the term for passing cases on"),
    "feedback.field_rule_changed": _("changed what a sender must give"),
    "feedback.template_added": _("added an answer template"),
    "feedback.template_changed": _("changed an answer template"),
    "feedback.template_removed": _("removed an answer template"),
}

# Names of facts, and values that are words of this house.
WORDS = {
    "kind": _("kind"),
    "handler": _("officer"),
    "in_place_of": _("in place of"),
    "outcome": _("outcome"),
    "round": _("which time"),
    "was_late": _("was late"),
    "channel": _("channel"),
    "due_on": _("due date"),
    "reason": _("reason"),
    "basis": _("basis"),
    **{f"basis.{value}": label for value, label in ErasureBasis.choices},
    "years": _("years"),
    "reading": _("reason"),
    **{f"reading.{value}": label for value, label in ReadingReason.choices},
    "reason.rule": _("a term of the law changed"),
    "reason.calendar": _("the working calendar changed"),
    "severity": _("severity"),
    "is_safety": _("danger to health or safety"),
    "cause": _("cause"),
    "measure": _("number of the measure"),
    "responsible": _("who does it"),
    "acceptance": _("the citizen's word on the answer"),
    **{f"severity.{value}": label for value, label in Severity.choices},
    **{f"cause.{value}": label for value, label in Cause.choices},
    **{f"acceptance.{value}": label for value, label in Acceptance.choices},
    "link": _("number of the link"),
    "linked": _("kind of link"),
    **{f"linked.{value}": label for value, label in LinkKind.choices},
    "files": _("attachments"),
    "document": _("file"),
    "solved": _("solved?"),
    "score": _("score"),
    "valid_from": _("valid from"),
    "unit.working": _("working days"),
    "unit.calendar": _("calendar days"),
    "title": _("title"),
    "tell": _("to whom"),
    "rung": _("rung of the ladder"),
    "share": _("per cent of the term"),
    "hours": _("hours"),
    **{f"to.{role.value}": role.label for role in HEADS},
    **{f"tell.{role.value}": role.label for role in HEADS},
    "since": _("first day"),
    "until": _("last day"),
    "cutoff": _("cut-off"),
    "with_senders": _("with senders"),
    "purpose": _("what for"),
    "format": _("file"),
    "count": _("rows"),
    "became": _("became"),
    "is_from_call": _("from a call"),
    **{f"became.{value}": label for value, label in CallResult.choices},
    "with_sender": _("with the sender's details"),
    "changed": _("changed"),
    **{f"kind.{value}": label for value, label in CaseKind.choices},
    **{f"channel.{value}": label for value, label in Channel.choices},
    **{f"outcome.{value}": label for value, label in Outcome.choices},
    "to": _("to whom"),
    **{f"by.{value}": label for value, label in (*ConfirmedBy.choices, *ToldBy.choices)},
    **{f"to.{value}": label for value, label in ToldTo.choices},
    "why": _("why"),
    "days": _("days"),
    **{f"why.{value}": label for value, label in SuspendedFor.choices},
    **{f"solved.{value}": label for value, label in Solved.choices},
}
KEYS = {
    "case": "feedback.Case",
    "body": "feedback.CompetentBody",
    "in_place_of": "accounts.User",
    "handler": "accounts.User",
    "responsible": "accounts.User",
    "feedback.assignment_undone.before": "accounts.User",
    "feedback.assignment_undone.after": "accounts.User",
    "feedback.term_rule_changed.unit": "",  # of time: working or calendar days
    "feedback.forward_term_changed.unit": "",
}

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


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    name_keys(KEYS)
    name_things("feedback.Case", _("case"), names.numbers_of_cases)
    hide_things("feedback.Case", subjects.about)
    name_things("feedback.AnswerTemplate", _("answer template"), names.titles_of_templates)
    name_things("feedback.EscalationRung", _("rung of the ladder"), names.names_of_rungs)
    name_things("feedback.SentReport", _("report"), names.names_of_reports)
    name_things("feedback.Call", _("call"))
    hide_things("feedback.Call", calls.about)
    name_things("feedback.CompetentBody", _("body"), names.names_of_bodies)
    name_things("feedback.ForwardTerm", _("term for passing on"))
    name_things("feedback.TermRule", _("term of the law"), names.names_of_rules)
    name_things("feedback.RetentionRule", _("how long data is kept"), names.names_of_retention)
    name_things("feedback.FieldRule", _("rule of what a sender must give"), names.names_of_fields)
    signs_mail.put_up()
    signs_published.put_up()
    for link in LINKS:
        add(link)
