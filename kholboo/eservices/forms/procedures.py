"""Shapes of what administrators change most: a step, its term, the day of publication."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.eservices.book import APPLICANT, said
from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.graph import LONGEST_TERM
from kholboo.ui.widgets import DayField

LONGEST = 300
COUNTING = (("working", _("working days")), ("calendar", _("calendar days")))


class Line(forms.CharField):
    """Words of one line: what was pasted loses its line ends and double spaces."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"required": _("Please write this.")}
        super().__init__(**{"max_length": LONGEST, "error_messages": said, **kwargs})

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class ShortName(forms.RegexField):
    """A name by which files know something, as `manifest.py` takes it."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("Small Latin letters, digits and _, a letter first.")}
        super().__init__(r"^[a-z][a-z0-9_]{0,39}$", error_messages=said, **kwargs)


class Seen(forms.Form):
    """What the page showed when the change was begun."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def refuse(self, problem: Problem) -> None:
        """What would be wrong with the files, if they were kept as it is typed."""
        self.add_error(None, f"{problem.element}: {problem.message}")


class ReviewForm(Seen):
    """`against`: the number of the version the reviewer was told the differences from."""

    against = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TermFields(Seen):
    days = forms.IntegerField(
        label=_("Term, days"), min_value=1, max_value=LONGEST_TERM, required=False
    )
    counting = forms.ChoiceField(
        label=_("Which days are counted"), choices=COUNTING, widget=forms.RadioSelect
    )
    is_confirmed = forms.BooleanField(
        label=_("The term is confirmed by a source"),
        help_text=_("Otherwise pages show the sample mark beside it."),
        required=False,
    )

    def term(self) -> dict[str, Any] | None:
        """Call after `is_valid`."""
        given = self.cleaned_data
        if not given["days"]:
            return None
        term = {"days": given["days"], "counting": given["counting"]}
        return term if given["is_confirmed"] else {**term, "sample": True}


class StepRuleForm(TermFields):
    """One step: what it is called, who does it, how long, what is ticked off."""

    title_mn = Line(label=_("Name in Mongolian"))
    title_en = Line(label=_("Name in English"))
    role = forms.ChoiceField(label=_("Who does it"))
    milestone = forms.ChoiceField(
        label=_("Milestone the applicant sees"), required=False, widget=forms.Select
    )
    step_up = forms.BooleanField(label=_("Asks for the second factor again"), required=False)
    field_order = [
        *("title_mn", "title_en", "role", "days", "counting", "is_confirmed", "milestone"),
        *("step_up", "seen"),
    ]

    def __init__(self, manifest: Mapping[str, Any], node: str, *args: Any, **kwargs: Any) -> None:
        step = manifest["steps"][node]
        kwargs.setdefault("initial", {}).update(_step_as_typed(step))
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Who does it"), choices=_roles(manifest, step), widget=forms.Select
        )
        milestones = manifest.get("milestones", ())
        self.fields["milestone"] = forms.ChoiceField(
            label=_("Milestone the applicant sees"),
            choices=[("", _("none")), *((one["key"], said(one["title"])) for one in milestones)],
            required=False,
        )
        self.order_fields(self.field_order)

    def changes(self) -> dict[str, Any]:
        """What the manifest says of the step from now on; call after `is_valid`."""
        given = self.cleaned_data
        return {
            "title": {"mn": given["title_mn"], "en": given["title_en"]},
            "role": given["role"],
            "term": self.term(),
            "milestone": given["milestone"] or None,
            "step_up": given["step_up"] or None,
        }


class TextForm(Seen):
    """A file as it stands: the way that always works. A file that is handed in takes its place."""

    text = forms.CharField(
        label=_("Text of the file"),
        max_length=1024 * 1024,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "class": "code"}),
    )
    handed = forms.FileField(
        label=_("Or a file that takes its place"),
        help_text=_("For example out of a drawing program or a program for tables, up to 1 MB."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Browsers and programs send line ends of their own."""
        given: dict[str, Any] = super().clean() or {}
        text = given.get("text") or ""
        if given.get("handed"):
            text = self._read(given["handed"])
        elif not text.strip() and "text" not in self.errors:
            self.add_error("text", _("Write the text, or choose a file."))
        given["text"] = text.replace("\r\n", "\n").rstrip("\n") + "\n"
        return given

    def _read(self, handed: Any) -> str:
        content = handed.read(1024 * 1024 + 1)
        try:
            text: str = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("handed", _("This file is no text in UTF-8."))
            return ""
        if len(content) > 1024 * 1024 or "\x00" in text:
            self.add_error("handed", _("This file is larger than 1 MB, or no text."))
        return text


class PublishForm(forms.Form):
    since = DayField(
        label=_("Valid from this day on"),
        help_text=_("The version valid until then ends the day before."),
        error_messages={"required": _("Write the day.")},
    )


def _step_as_typed(step: Mapping[str, Any]) -> dict[str, Any]:
    term = step.get("term") or {}
    return {
        "title_mn": step["title"]["mn"],
        "title_en": step["title"]["en"],
        "role": step["role"],
        "days": term.get("days"),
        "counting": term.get("counting", "working"),
        "is_confirmed": bool(term) and not term.get("sample"),
        "milestone": step.get("milestone", ""),
        "step_up": bool(step.get("step_up")),
    }


def _roles(manifest: Mapping[str, Any], step: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Roles by the names the procedure gives them, then the agency's own."""
    named = manifest.get("roles", {})
    groups = list(named.values())
    found = [
        (key, f"{_role(ours)} ({key})" if groups.count(ours) > 1 else _role(ours))
        for key, ours in named.items()
    ]
    taken = set(named.values()) | set(named)
    found += [(role.value, role.label) for role in Role if role.value not in taken]
    if step["role"] not in dict(found):
        found.append((step["role"], _role(step["role"])))
    return found


def _role(value: str) -> Any:
    if value == APPLICANT:
        return _("applicant")
    return Role(value).label if value in Role.values else value
