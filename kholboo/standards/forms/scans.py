"""The words of a scanned page as an officer writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.standards.pdf.verdict import MOST_LETTERS


class ScanForm(forms.Form):
    words = forms.CharField(
        label=_("Words of the page"),
        help_text=_("An empty line begins a new paragraph."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 24}),
    )

    def paragraphs(self) -> list[str]:
        """Lines of one paragraph are one line; call after `is_valid`."""
        blocks = self.cleaned_data["words"].replace("\r\n", "\n").split("\n\n")
        return [" ".join(block.split()) for block in blocks if block.strip()]
