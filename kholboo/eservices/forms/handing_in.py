"""Files of a procedure as somebody hands them in: one ZIP, or the files one by one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.bundle import FILES
from kholboo.eservices.engine.packing import LARGEST, LARGEST_FILE, unpack
from kholboo.ui.widgets import FilesInput


class Several(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list) else [data] if data else []
        if not given:
            raise forms.ValidationError(_("Choose the ZIP, or the files."))
        if len(given) > len(FILES):
            raise forms.ValidationError(_("A procedure has fewer files."))
        return [super(Several, self).clean(one, initial) for one in given]


class TakeInForm(forms.Form):
    handed = Several(
        label=_("ZIP of a procedure, or its files"),
        help_text=_("procedure.json, process.bpmn, tables.dmn, form.schema.json, form.ui.json"),
    )

    def texts(self) -> dict[str, str]:
        """Call after `is_valid`. Raises Unpublishable (of the ZIP), or ValidationError."""
        files: dict[str, bytes] = {}
        for one in self.cleaned_data["handed"]:
            is_zip = str(one.name).lower().endswith(".zip")
            content = one.read((LARGEST if is_zip else LARGEST_FILE) + 1)
            files |= unpack(content) if is_zip else {str(one.name): content}
        return {name: _text(name, content) for name, content in files.items()}


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        raise forms.ValidationError(
            _("“%(name)s” is no text in UTF-8.") % {"name": name[:80]}
        ) from reason
