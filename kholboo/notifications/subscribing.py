"""What a browser says about itself. Shape only: the service looks whether the address is good.

Not called `forms`, which no other house may enter: whoever lets a device choose (feedback) builds
its own form on DeviceForm.
"""

from django import forms

from kholboo.notifications.push import hosts
from kholboo.notifications.push.port import Address

LONGEST_KEY = 120


class DeviceForm(forms.Form):
    """Filled by the page's script from the subscription the browser made."""

    endpoint = forms.CharField(max_length=hosts.LONGEST, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)

    @property
    def address(self) -> Address:
        given = self.cleaned_data
        return Address(given["endpoint"], given["p256dh"], given["auth"])


class MovedForm(DeviceForm):
    """The browser made a new endpoint; `old` is the one we know."""

    old = forms.CharField(max_length=hosts.LONGEST)


class StopForm(forms.Form):
    topic = forms.CharField(max_length=80)
