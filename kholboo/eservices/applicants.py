"""Who applies, and what they answered about themselves, sealed: the only room that closes or opens it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Aimag
from kholboo.core import seal
from kholboo.eservices.models import Applicant as Row

# What the sealed answers of an application are bound to, beside its key.
ANSWERS = "answers"


@dataclass(frozen=True)
class Applicant:
    """Who applies, in plain words. For an organisation `user` is its representative.

    Without `user` it is a paper application that somebody of ours writes down.
    """

    user: User | None = None
    organisation: Organisation | None = None
    name: str = ""
    register: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    aimag: Aimag | None = None


@dataclass(frozen=True)
class Who:
    """What a sealed row says; `representative` speaks for the organisation `name`."""

    name: str = ""
    register: str = ""
    representative: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def who_of(applicant: Applicant) -> Who:
    """An organisation by its register, a person by what they said, else by their account."""
    user, organisation = applicant.user, applicant.organisation
    person = applicant.name or (user.short_name if user else "")
    return Who(
        name=organisation.name if organisation else person,
        register=organisation.register if organisation else applicant.register,
        representative=person if organisation else "",
        phone=applicant.phone or (user.phone if user else "") or "",
        email=applicant.email or (user.email if user else "") or "",
        address=applicant.address,
    )


def sealed(application_id: int, who: Who, told: Mapping[str, Any] | None = None) -> Row:
    """The unsaved row: data under a fresh key, the key under the master key.

    `told` are the answers of the form that tell who somebody is.
    """
    values = {name: value for name, value in asdict(who).items() if value}
    data_key, bound = seal.new_data_key(), _bound(application_id)
    row = Row(
        application_id=application_id,
        wrapped_key=seal.wrap(data_key, row=bound),
        sealed=seal.seal(values, data_key=data_key, row=bound),
    )
    row.answers = close(row, ANSWERS, told or {})
    return row


def opened(row: Row) -> Who:
    """Open the sealed data: nobody where it was erased. Raises core.seal.Unsealable when the row
    was tampered with.
    """
    if not row.wrapped_key:
        return Who()
    return Who(**seal.unseal(row.sealed, data_key=_key(row), row=_bound(row.application_id)))


def told_by(row: Row) -> dict[str, Any]:
    """The personal answers as they stand now; {} where they were erased."""
    return open_up(row, ANSWERS, row.answers)


def close(row: Row, what: str, values: Mapping[str, Any]) -> bytes:
    """Values under the applicant's own key, bound to `what` of this application; b"" for none."""
    if not values:
        return b""
    text = {"json": json.dumps(values, ensure_ascii=False)}
    return seal.seal(text, data_key=_key(row), row=f"{_bound(row.application_id)}:{what}")


def open_up(row: Row, what: str, closed: bytes | memoryview) -> dict[str, Any]:
    """What `close` closed; {} where nothing was, or where the person was erased."""
    if not closed or not row.wrapped_key:
        return {}
    bound = f"{_bound(row.application_id)}:{what}"
    values: dict[str, Any] = json.loads(seal.unseal(closed, data_key=_key(row), row=bound)["json"])
    return values


def _key(row: Row) -> bytes:
    return seal.unwrap(row.wrapped_key, row=_bound(row.application_id))


def _bound(application_id: int) -> str:
    return f"applicant:{application_id}"
