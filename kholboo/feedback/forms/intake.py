"""The pages of the citizen's form: what each asks, and the sentence for each mistake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.agency.queries import aimags, services
from kholboo.documents.rules import ACCEPT
from kholboo.feedback.forms.fields import CertificateField, LongText, UploadField
from kholboo.feedback.rules import MAX_TEXT, CaseKind, PersonKind
from kholboo.ui.widgets import FilesInput, VoiceInput

# What a person chooses who does not know the service, or has no aimag.
UNKNOWN = "unknown"


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What would you like to send?"),
        choices=CaseKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you would like to send."),
            "invalid_choice": _("Choose what you would like to send."),
        },
    )


class ServiceForm(forms.Form):
    """`kind`, `place`, first words and the number of a certificate travel along when somebody came
    with them from another page.
    """

    kind = forms.ChoiceField(choices=CaseKind.choices, required=False, widget=forms.HiddenInput)
    # Judged on its own page.
    place = forms.CharField(max_length=50, required=False, widget=forms.HiddenInput)
    text = forms.CharField(required=False, widget=forms.HiddenInput)
    certificate = forms.CharField(required=False, widget=forms.HiddenInput)
    service = forms.ChoiceField(
        label=_("Which service is it about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a service, or “I am not sure”."),
            "invalid_choice": _("Choose a service, or “I am not sure”."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(service.code, service.name) for service in services()]
        self.fields["service"].choices = [*known, (UNKNOWN, UNKNOWN)]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Aimag or capital"),
        error_messages={
            "required": _("Choose an aimag or the capital."),
            "invalid_choice": _("Choose an aimag or the capital."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(aimag.slug, aimag.name) for aimag in aimags()]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *known,
            (UNKNOWN, _("Not sure, or outside Mongolia")),
        ]


class StoryForm(forms.Form):
    """Words, or a voice note in their place. `has_voice`: one waits in the draft already."""

    text = LongText(label=_("What happened?"), limit=MAX_TEXT, required=False)
    voice = UploadField(
        label=_("Easier to speak? Record a voice note"), widget=VoiceInput, required=False
    )
    wish = LongText(label=_("What would you like us to do?"), limit=MAX_TEXT, required=False)
    # Asked only of who came from a certificate.
    certificate = CertificateField(label=_("Number of the certificate it is about"))

    def __init__(self, *args: Any, has_voice: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_voice = has_voice

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        has_voice = self.has_voice or bool(given.get("voice"))
        if not given.get("text") and not has_voice and "text" not in self.errors:
            self.add_error("text", _("Write what happened, or record a voice note."))
        return given


class FilesForm(forms.Form):
    """Nothing here must be given."""

    photo = UploadField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )
    files = UploadField(  # type: ignore[assignment]  # hides request.FILES, which it stands for
        label=_("Photos and papers"),
        required=False,
        widget=FilesInput({"accept": ACCEPT, "multiple": True}),
    )


# Several people: the sender is one of them, and how the others sign is asked next.
JOINT = "joint"


class WhoForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Who is writing?"),
        choices=[*PersonKind.choices, (JOINT, _("several people together"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who is writing."),
            "invalid_choice": _("Choose who is writing."),
        },
    )
