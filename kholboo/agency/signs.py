"""What this house is called in history: its actions, its things, and the facts that are keys."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kholboo.agency import queries
from kholboo.agency.models import Office, Service, Unit
from kholboo.audit.labels import name_keys, name_things, name_words, register

ACTIONS = {
    "agency.holidays_loaded": _("loaded the holidays of the law"),
    "agency.calendar_day_set": _("changed a day of the calendar"),
    "agency.calendar_day_cleared": _("gave a day back to the law"),
    "agency.post_given": _("gave a post"),
    "agency.post_ended": _("ended a post"),
    "agency.department_set": _("opened or closed a department"),
    "agency.contacts_set": _("changed how an office is reached"),
    "agency.absence_set": _("wrote down an absence"),
    "agency.absence_ended": _("ended an absence"),
    "agency.representative_confirmed": _("confirmed who speaks for an organisation"),
}
WORDS = {
    "service": _("service"),
    "unit": _("unit"),
    "law": _("by the law"),
    "deputy": _("deputy"),
    "person": _("who"),
    "since": _("from"),
    "until": _("until"),
    "is_open": _("open"),
    "paper": _("letter that was seen"),
    "register": _("register number"),
    "fields": _("fields"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS)
    name_things("agency.Office", _("office"), partial(queries.names_of, Office))
    name_things("agency.Unit", _("unit"), partial(queries.names_of, Unit))
    name_things("agency.Service", _("service"), partial(queries.names_of, Service))
    name_things("agency.Post", _("post"), queries.names_of_posts)
    name_things("agency.Absence", _("absence"))
    name_things("accounts.Membership", _("a person's word for an organisation"))
    name_things("agency.CalendarDay", _("calendar day"))
    name_keys(
        {
            "office": "agency.Office",
            "unit": "agency.Unit",
            "service": "agency.Service",
            "deputy": "accounts.User",
            "person": "accounts.User",
        }
    )
