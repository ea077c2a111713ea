"""By which ways news comes; only those an account has confirmed can be chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.notifications.rules import masked_email, masked_phone
from kholboo.notifications.subscribing import DeviceForm
from kholboo.standards.models.watching import ways_of
from kholboo.standards.watching import Way


class WaysForm(forms.Form):
    ways = forms.MultipleChoiceField(
        label=_("How news comes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, person: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        where = {
            Way.EMAIL: masked_email(person.email or ""),
            Way.SMS: masked_phone(person.phone or ""),
        }
        labels = {Way.EMAIL: _("By e-mail to %(where)s"), Way.SMS: _("By SMS to %(where)s")}
        field = self.fields["ways"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # it is the one above
        field.choices = [
            (way.value, labels[way] % {"where": where[way]}) for way in ways_of(person)
        ]


class PhoneForm(DeviceForm):
    """The browser's own fields may be empty where we know it already."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("endpoint", "p256dh", "auth"):
            self.fields[name].required = False
