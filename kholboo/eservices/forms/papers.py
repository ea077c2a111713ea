"""The files of a page of papers: one input for each document; the house of documents judges them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kholboo.documents.rules import ACCEPT
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.papers import Paper
from kholboo.ui.widgets import FilesInput


class PapersForm(forms.Form):
    def __init__(self, papers: Sequence[Paper], *data: Any, language: str) -> None:
        super().__init__(*data)
        for paper in papers:
            attributes = {"accept": ACCEPT, "multiple": paper.most > 1}
            self.fields[paper.key] = forms.Field(
                label=say(paper.title, language), required=False, widget=FilesInput(attributes)
            )
