"""Of which news a phone is told; shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.alerts import AlertKind
from kholboo.notifications.subscribing import DeviceForm


class AlertsForm(DeviceForm):
    """The browser's own fields may be empty where we know it already."""

    kinds = forms.MultipleChoiceField(
        label=_("Tell me of"),
        choices=AlertKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # what a form takes
        for name in ("endpoint", "p256dh", "auth"):
            self.fields[name].required = False
