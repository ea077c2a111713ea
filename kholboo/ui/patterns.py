"""What the pattern page shows: invented examples for every component in every state."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.core.clock import ULAANBAATAR
from kholboo.ui.components.charts import Bar
from kholboo.ui.components.navigation import Place
from kholboo.ui.components.stories import SERVICE_ICONS
from kholboo.ui.widgets import DayField, FilesInput, VoiceInput

# A fixed day, so that the page looks the same in every test.
TODAY = date(2026, 7, 10)
NOON = datetime(2026, 7, 10, 12, 5, tzinfo=ULAANBAATAR)


class ExampleForm(forms.Form):
    """One field of each shape."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[
            ("complaint", gettext_lazy("Complaint")),
            ("request", gettext_lazy("Request")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("It stands in our message."),
        required=False,
    )
    aimag = forms.ChoiceField(
        label=gettext_lazy("Where?"), choices=[("011", "Улаанбаатар"), ("065", "Архангай")]
    )
    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("When, where, who. Write as you would tell a neighbour."),
        max_length=4000,
        widget=forms.Textarea,
    )
    day = DayField(label=gettext_lazy("When?"), required=False)
    papers = forms.FileField(
        label=gettext_lazy("Photos and papers"), widget=FilesInput, required=False
    )
    voice = forms.FileField(label=gettext_lazy("Voice note"), widget=VoiceInput, required=False)
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("How may we reach you?"),
        choices=[("sms", "SMS"), ("email", gettext_lazy("E-mail"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    score = forms.ChoiceField(
        label=gettext_lazy("How was the answer?"),
        choices=[
            (1, gettext_lazy("very bad")),
            (2, gettext_lazy("bad")),
            (3, gettext_lazy("so-so")),
            (4, gettext_lazy("good")),
            (5, gettext_lazy("very good")),
        ],
        widget=forms.RadioSelect,
    )
    agrees = forms.BooleanField(label=gettext_lazy("What I wrote is true"))


def examples(request: HttpRequest) -> dict[str, Any]:
    """Everything the page needs; nothing of it comes from a table."""
    return {
        "empty_form": ExampleForm(prefix="empty"),
        "wrong_form": ExampleForm(
            {"wrong-text": "…", "wrong-day_year": "2026", "wrong-day_month": "13"}, prefix="wrong"
        ),
        "filter_form": ExampleForm(prefix="filter"),
        "hints": {
            "complaint": _("A scale cheats, a service was bad"),
            "request": _("Ask for advice or information"),
        },
        "icons": {"complaint": "scale", "request": "message-circle"},
        "today": TODAY,
        "noon": NOON,
        "dues": [TODAY + timedelta(days=left) for left in (-6, 0, 3, 21)],
        "started": TODAY - timedelta(days=12),
        "due": TODAY + timedelta(days=18),
        "late_due": TODAY - timedelta(days=2),
        "steps": [_("Service"), _("Place"), _("What happened"), _("You"), _("Check")],
        "places": [
            Place(_("Mine"), "#mine", 12, is_current=True),
            Place(_("My unit"), "#unit", 48),
            Place(_("Unassigned"), "#none", 5),
            Place(_("Overdue"), "#late", 3, is_urgent=True),
        ],
        "bars": [
            Bar(_("Verification of measuring instruments"), 412),
            Bar("Баян-Өлгий аймгийн Стандарт, хэмжил зүйн хэлтэс", 96),
            Bar(_("Complaint"), 0),
        ],
        "points": [
            Bar(f"2026.{month:02}", count)
            for month, count in enumerate((120, 180, 150, 240, 210, 260), 1)
        ],
        "page": Paginator(range(240), 20).page(3),
        "events": _events(),
        "pairs": [(_("Service"), _("Verification of measuring instruments")), (_("Place"), "Увс")],
        "rows": [
            (_("What happened?"), _("The scale at the market shows too much."), "#text"),
            (_("Photos and papers"), "", "#files"),
        ],
        "services": list(SERVICE_ICONS),
    }


def _events() -> list[SimpleNamespace]:
    """A short story of a case: what the citizen wrote, a note inside, the answer."""
    return [
        SimpleNamespace(
            at=NOON - timedelta(days=12),
            title=_("Received"),
            who=_("the citizen"),
            text=_("The scale at the market shows too much."),
            files=[("scale.jpg", "#file")],
            is_public=True,
        ),
        SimpleNamespace(
            at=NOON - timedelta(days=3),
            title=_("Note"),
            who="Б. Саруул",
            text=_("Asked the market for the verification mark."),
            is_public=False,
        ),
        SimpleNamespace(
            at=NOON,
            title=_("Answered"),
            who="Д. Энхтуяа",
            text=_("The scale was sealed. The seller was ordered to have it verified."),
            is_public=True,
            is_current=True,
            kind="gold",
        ),
    ]
