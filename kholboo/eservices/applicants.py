"""Who applies, sealed: the only room that closes or opens an applicant."""

from dataclasses import asdict, dataclass

from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Aimag
from kholboo.core import seal
from kholboo.eservices.models import Applicant as Row


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


def sealed(application_id: int, who: Who) -> Row:
    """The unsaved row: data under a fresh key, the key under the master key."""
    values = {name: value for name, value in asdict(who).items() if value}
    data_key, row = seal.new_data_key(), f"applicant:{application_id}"
    return Row(
        application_id=application_id,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal(values, data_key=data_key, row=row),
    )


def opened(row: Row) -> Who:
    """Open the sealed data. Raises core.seal.Unsealable when the row was tampered with."""
    bound = f"applicant:{row.application_id}"
    data_key = seal.unwrap(row.wrapped_key, row=bound)
    return Who(**seal.unseal(row.sealed, data_key=data_key, row=bound))
