"""Which answers tell who a person is: they are kept sealed, apart from the others.

What a question asks for says so: it is filled in from somebody's account, it has the shape of a
phone, an address or a register of a person, or its author marked it `personal`.
"""

from collections.abc import Mapping
from typing import Any

from kholboo.eservices.engine.forms.form import Field, Form

Answers = dict[str, Any]
FORMATS = frozenset({"email", "mn-phone", "mn-person"})
OF_A_PERSON = ("person.", "membership.")
# Who works on their own writes their own name where an organisation writes its name.
OF_WHO_APPLIES = (*OF_A_PERSON, "organisation.")


def personal_keys(form: Form, *, is_person: bool) -> frozenset[str]:
    """Keys of the questions whose answers are sealed; a list whole when one of its items is."""
    sources = OF_WHO_APPLIES if is_person else OF_A_PERSON
    return frozenset(field.key for field in form.fields if _is_personal(field, sources))


def apart(answers: Mapping[str, Any], keys: frozenset[str]) -> tuple[Answers, Answers]:
    """The open answers, and the personal ones."""
    open_ones = {key: value for key, value in answers.items() if key not in keys}
    return open_ones, {key: value for key, value in answers.items() if key in keys}


def may_be_asked(
    schema: Mapping[str, Any], ui: Mapping[str, Any], *, is_person: bool = False
) -> dict[str, Any]:
    """The contract without what is sealed: no drawing and no table decides by who somebody is."""
    hidden = personal_keys(Form.of(schema, ui), is_person=is_person)
    known = {key: spec for key, spec in schema["properties"].items() if key not in hidden}
    return {**schema, "properties": known}


def _is_personal(field: Field, sources: tuple[str, ...]) -> bool:
    return (
        field.ui.get("personal") is True
        or str(field.ui.get("prefill", "")).startswith(sources)
        or field.spec.get("format") in FORMATS
        or any(_is_personal(item, sources) for item in field.items)
    )
