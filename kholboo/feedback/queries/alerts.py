"""What the cases that phones are told of are called. No secret was shown: number and kind only."""

from collections.abc import Collection

from django.urls import reverse

from kholboo.feedback.alerts import NAMES, START
from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseKind
from kholboo.notifications.alerts import Topic


def topics_named(topics: Collection[str]) -> dict[str, Topic]:
    keys = [topic.removeprefix(START) for topic in topics]
    rows = Case.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return {
        f"{START}{key}": Topic(
            label=str(NAMES[CaseKind(kind)] % {"number": number}),
            href=reverse("feedback:track_alerts", args=[number]),
        )
        for key, number, kind in rows.values_list("pk", "number", "kind")
    }
