"""What a paper letter and a visit add to the page on which a case is written down."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.feedback.paper import LONGEST_NUMBER, LONGEST_PRESENT, OnPaper, number_key
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.rules import Channel
from kholboo.feedback.services.joint import Joint
from kholboo.ui.widgets import DayField

# An older paper is a mistyped year more often than a letter found behind a cupboard.
OLDEST = timedelta(days=366)


class PaperFields(forms.Form):
    """Asked of letters and visits only; the day counts for the term of the law."""

    received_on = DayField(
        label=_("When did it come?"),
        help_text=_("The day on the stamp. The term counts from it. Empty: today."),
        required=False,
    )
    sender_number = forms.CharField(
        label=_("Number on the letter"),
        help_text=_("The sender's own outgoing number. Example: 1/234"),
        max_length=LONGEST_NUMBER,
        required=False,
    )
    is_signed = forms.BooleanField(label=_("The letter is signed"), required=False)
    signers = forms.IntegerField(
        label=_("How many people signed it?"),
        help_text=_("If several did, it is a joint petition and the sender is told for all."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    present = forms.CharField(
        label=_("Who received the visitor?"),
        help_text=_("Names of the officers who sat in."),
        max_length=LONGEST_PRESENT,
        required=False,
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        today = clock.local_date(clock.now())
        if day and day > today:
            raise ValidationError(_("This day has not come yet. Write the day it came."))
        if day and day < today - OLDEST:
            raise ValidationError(_("This is more than a year ago. Check the year."))
        return day

    def clean_sender_number(self) -> str:
        number: str = self.cleaned_data["sender_number"].strip()
        if number and not number_key(number):
            raise ValidationError(_("Write the number with letters and digits. Example: 1/234"))
        return number

    @property
    def came_at(self) -> datetime | None:
        """The moment the term counts from; None means now.

        Of an earlier day the hour is not known: noon is the same day in every aimag.
        """
        day = self.cleaned_data.get("received_on")
        if not day or not self._is_paper or day == clock.local_date(clock.now()):
            return None
        return datetime.combine(day, time(12), tzinfo=clock.ULAANBAATAR)

    @property
    def paper(self) -> OnPaper:
        given = self.cleaned_data
        return OnPaper(
            sender_number=given["sender_number"] if given["channel"] == Channel.LETTER else "",
            present=given["present"].strip() if given["channel"] == Channel.VISIT else "",
            is_signed=given["is_signed"] if given["channel"] == Channel.LETTER else None,
        )

    @property
    def joint(self) -> Joint | None:
        """A letter several people signed."""
        signers = self.cleaned_data.get("signers") or 1
        is_letter = self.cleaned_data["channel"] == Channel.LETTER
        return (
            Joint(by=JointBy.PAPER, signed_on_paper=signers) if is_letter and signers > 1 else None
        )

    @property
    def _is_paper(self) -> bool:
        return self.cleaned_data.get("channel") in (Channel.LETTER, Channel.VISIT)
