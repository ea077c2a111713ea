"""The shape of a row of the agency's tables: a committee, and what texts cost from a day on."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kholboo.standards.forms.editing import MOST_PAGES, OneLine
from kholboo.standards.models.committees import LONGEST_BASIS, LONGEST_NAME, LONGEST_NUMBER
from kholboo.standards.services.committees import CODES, Names
from kholboo.ui.widgets import DayField

HIGHEST = 100_000_000  # MNT


class CommitteeForm(forms.Form):
    name_mn = OneLine(label=_("Name in Mongolian"), max_length=LONGEST_NAME, required=False)
    name_en = OneLine(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    secretariat = OneLine(
        label=_("Secretariat"),
        help_text=_("Who leads its work. Leave it empty while nobody has confirmed it."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def clean(self) -> None:
        super().clean()
        if not (self.cleaned_data.get("name_mn") or self.cleaned_data.get("name_en")):
            self.add_error("name_mn", _("Write the name in Mongolian or in English."))

    def names(self) -> Names:
        """Call after `is_valid`."""
        return Names(*(self.cleaned_data[name] for name in ("name_mn", "name_en", "secretariat")))


class NewCommitteeForm(CommitteeForm):
    number = OneLine(
        label=_("Number of the committee"),
        help_text=_("As it is written on papers. It cannot be changed later."),
        max_length=LONGEST_NUMBER,
        validators=[
            RegexValidator(r"^[\w .()-]+$", _("Letters, figures, spaces, dots and dashes only."))
        ],
        error_messages={"required": _("Write the number of the committee.")},
    )
    field_order = ["number", "name_mn", "name_en", "secretariat"]


class TariffForm(forms.Form):
    """A class a row: from which page on, and the price."""

    since = DayField(
        label=_("Prices from this day on"), error_messages={"required": _("Write the day.")}
    )
    basis = OneLine(
        label=_("Order that sets them"),
        help_text=_("Its number and day, as it is written on the paper."),
        max_length=LONGEST_BASIS,
        error_messages={"required": _("Write which order sets the prices.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(len(CODES)):
            self.fields[f"pages_{row}"] = forms.IntegerField(
                label=_("From page"),
                min_value=1,
                max_value=MOST_PAGES,
                required=row == 0,
                initial=1 if row == 0 else None,
                error_messages={"required": _("The first class begins with page 1.")},
            )
            self.fields[f"amount_{row}"] = forms.IntegerField(
                label=_("Price, ₮"),
                min_value=0,
                max_value=HIGHEST,
                required=row == 0,
                error_messages={"required": _("Write the price.")},
            )

    def rows(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        for row, code in enumerate(CODES):
            yield code, self[f"pages_{row}"], self[f"amount_{row}"]

    def clean(self) -> None:
        super().clean()
        for row in range(1, len(CODES)):
            first, amount = (self.cleaned_data.get(f"{name}_{row}") for name in ("pages", "amount"))
            if first is not None and amount is None and f"amount_{row}" not in self.errors:
                self.add_error(f"amount_{row}", _("Write the price."))
            if amount is not None and first is None and f"pages_{row}" not in self.errors:
                self.add_error(f"pages_{row}", _("Write from which page on."))

    def classes(self) -> list[tuple[int, int]]:
        """Pairs of first page and price; call after `is_valid`."""
        given = self.cleaned_data
        pairs = [(given[f"pages_{row}"], given[f"amount_{row}"]) for row in range(len(CODES))]
        return [(first, amount) for first, amount in pairs if first is not None]
