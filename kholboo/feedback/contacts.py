"""Who wrote, sealed: the only room that closes or opens a contact."""

from dataclasses import dataclass

from kholboo.core import seal
from kholboo.core.language import search_key
from kholboo.feedback.models import Contact
from kholboo.feedback.rules import PersonKind, ReplyBy


@dataclass(frozen=True)
class Person:
    """The sender in plain words. Phone: 8 digits, no +976. `register`: of an organisation."""

    kind: PersonKind
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    register: str = ""
    position: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    reply_by: ReplyBy = ReplyBy.NONE

    @property
    def full_name(self) -> str:
        """`Доржийн Болд`-style name; the organisation stands before its representative."""
        person = " ".join(part for part in (self.family_name, self.given_name) if part)
        return " · ".join(part for part in (self.organisation, person) if part)


def sealed_contact(case_id: int, person: Person) -> Contact:
    """The unsaved row: data under a fresh key, the key under the master key, blind indexes."""
    values = {
        name: value
        for name, value in vars(person).items()
        if value and name not in ("kind", "reply_by")
    }
    data_key = seal.new_data_key()
    row = _row(case_id)
    return Contact(
        case_id=case_id,
        kind=person.kind,
        reply_by=person.reply_by,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal(values, data_key=data_key, row=row),
        phone_hash=phone_hash(person.phone) if person.phone else "",
        email_hash=email_hash(person.email) if person.email else "",
        name_hashes=sorted(set(name_hashes(f"{person.full_name} {person.register}"))),
    )


def reseal(contact: Contact, person: Person) -> None:
    """Put another person's data in the place of what the row held (unsaved), under a fresh key."""
    fresh = sealed_contact(contact.case_id, person)
    names = ("kind", "reply_by", "wrapped_key", "sealed", "phone_hash", "email_hash", "name_hashes")
    for name in names:
        setattr(contact, name, getattr(fresh, name))


def person_of(contact: Contact) -> Person:
    """Open the sealed data. Raises core.seal.Unsealable when the row was tampered with."""
    row = _row(contact.case_id)
    data_key = seal.unwrap(contact.wrapped_key, row=row)
    values = seal.unseal(contact.sealed, data_key=data_key, row=row)
    return Person(kind=PersonKind(contact.kind), reply_by=ReplyBy(contact.reply_by), **values)


def _row(case_id: int) -> str:
    return f"contact:{case_id}"


def phone_hash(phone: str) -> str:
    return seal.blind("phone", phone)


def email_hash(email: str) -> str:
    return seal.blind("email", email.strip().lower())


def name_hashes(name: str) -> list[str]:
    """One blind hash for each word of a name, loosely folded (Latin typing finds Cyrillic)."""
    return [seal.blind("name", word) for word in search_key(name).split()]
