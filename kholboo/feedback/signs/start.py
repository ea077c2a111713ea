"""What this house puts up in the houses below when it starts: names of actions, links, what phones
are told of and what codes open.
"""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import add
from kholboo.agency.mentions import offer_cases
from kholboo.audit.labels import hide_things, name_keys, name_things, name_words, register
from kholboo.feedback import codes
from kholboo.feedback.alerts import START, AlertKind
from kholboo.feedback.queries import mentions, names, subjects
from kholboo.feedback.queries.alerts import topics_named
from kholboo.feedback.queries.hotline import calls
from kholboo.feedback.signs import letters, mail, published
from kholboo.feedback.signs.actions import ACTIONS
from kholboo.feedback.signs.links import COMPLAINTS, LINKS
from kholboo.feedback.signs.words import KEYS, WORDS
from kholboo.notifications import alerts
from kholboo.registers import beside


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
    name_things("feedback.Exclusion", _("matter of another law"), names.titles_of_matters)
    name_things("feedback.TermRule", _("term of the law"), names.names_of_rules)
    name_things("feedback.RetentionRule", _("how long data is kept"), names.names_of_retention)
    name_things("feedback.FieldRule", _("rule of what a sender must give"), names.names_of_fields)
    alerts.add(alerts.Family(START, dict(AlertKind.choices), topics_named))
    offer_cases(mentions.naming)
    codes.put_up()
    letters.put_up()
    mail.put_up()
    published.put_up()
    for link in LINKS:
        add(link)
    beside.offer(COMPLAINTS)
