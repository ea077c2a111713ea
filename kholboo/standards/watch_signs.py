"""What following is called in the houses below: on phones, on my pages, in the list of messages."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.accounts.links import Link, add
from kholboo.notifications import alerts
from kholboo.notifications.alerts import Topic
from kholboo.notifications.purposes import name_messages
from kholboo.standards.watching import NEWS, START


def put_up() -> None:
    alerts.add(alerts.Family(START, {NEWS: gettext_lazy("news, once a day at most")}, _named))
    name_messages({r"standards:told:.*": gettext_lazy("news about standards somebody follows")})
    add(
        Link(
            label=gettext_lazy("Standards I follow"),
            hint=gettext_lazy("News of standards, fields and searches, once a day at most."),
            view="standards:watches",
            icon="bell",
        )
    )


def _named(topics: Collection[str]) -> dict[str, Topic]:
    """The same words for every list: the page asks for no sign-in."""
    return {
        topic: Topic(_("News about standards"), reverse("standards:watch_phone"))
        for topic in topics
    }
