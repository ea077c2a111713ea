"""The kinds of values a caller may send: each refuses with a sentence of `problems.SENTENCES`.

Limits and rules are those of the web form (feedback.people, feedback.rules).
"""

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kholboo.agency.models import Aimag, Service
from kholboo.agency.queries import aimag_by_slug, service_by_code
from kholboo.core.errors import NotFound
from kholboo.feedback import people
from kholboo.feedback.rules import MAX_TEXT
from kholboo.registers.models import Certificate
from kholboo.registers.queries.certificates import certificate_of

LONGEST_CODE = 50


def _refused(kind: str) -> PydanticCustomError:
    # The words are chosen by `kind` when the answer is written, in the caller's language.
    return PydanticCustomError(kind, kind)


def _without_nul(text: str) -> str:
    """PostgreSQL keeps no NUL; it is told here, not as a broken page."""
    if "\x00" in text:
        raise _refused("nul")
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _name(text: str) -> str:
    if not people.is_name(text):
        raise _refused("name_letters")
    return text


def _phone(text: str) -> str:
    if not text:
        return ""
    digits = people.phone_of(text)
    if digits is None:
        raise _refused("phone_digits")
    return digits


def _register(text: str) -> str:
    digits = people.register_of(text)
    if digits is None:
        raise _refused("register_digits")
    return digits


def _email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise _refused("email_shape") from None
    return text


def _coded(value: Any) -> str:
    """A code as it may be asked for in the database; anything else is simply not known."""
    is_plain = isinstance(value, str) and len(value) <= LONGEST_CODE and value.isascii()
    return value if is_plain and value.isprintable() else ""


def _service(value: Any) -> Service:
    try:
        return service_by_code(_coded(value))
    except NotFound:
        raise _refused("service_unknown") from None


def _aimag(value: Any) -> Aimag:
    try:
        return aimag_by_slug(_coded(value))
    except NotFound:
        raise _refused("aimag_unknown") from None


def _certificate(value: Any) -> Certificate:
    found = certificate_of(_coded(value))
    if found is None:
        raise _refused("certificate_unknown")
    return found


def _text(longest: int, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


NoNul = AfterValidator(_without_nul)
Story = Annotated[str, _text(MAX_TEXT, 1), NoNul, AfterValidator(_lines)]
Wish = Annotated[str, _text(MAX_TEXT), NoNul, AfterValidator(_lines)]
Name = Annotated[str, _text(people.LONGEST_NAME, 1), NoNul, AfterValidator(_name)]
Organisation = Annotated[str, _text(people.LONGEST_ORGANISATION, 1), NoNul]
Position = Annotated[str, _text(people.LONGEST_POSITION, 1), NoNul]
Address = Annotated[str, _text(people.LONGEST_ADDRESS, 1), NoNul]
Phone = Annotated[str, _text(30), NoNul, AfterValidator(_phone)]
Register = Annotated[str, _text(30, 1), NoNul, AfterValidator(_register)]
Email = Annotated[str, _text(people.LONGEST_EMAIL), NoNul, AfterValidator(_email)]
_CODE = WithJsonSchema({"type": "string", "maxLength": LONGEST_CODE})
ServiceCode = Annotated[Service, PlainValidator(_service), _CODE]
AimagCode = Annotated[Aimag, PlainValidator(_aimag), _CODE]
CertificateNumber = Annotated[Certificate, PlainValidator(_certificate), _CODE]
