"""What an e-mail says, sealed: the only room that closes or opens a letter of the mailbox."""

import json
from dataclasses import dataclass

from kholboo.core import seal
from kholboo.feedback.contacts import email_hash
from kholboo.feedback.models import IncomingLetter
from kholboo.notifications.mailbox.reading import Mail


@dataclass(frozen=True)
class Words:
    """An e-mail in the open. `refused` are names of files that were not taken."""

    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    refused: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Subject and words, as they become the text of a case."""
        return "\n\n".join(part for part in (self.subject, self.text) if part)


def digest_of(mail: Mail) -> str:
    """What a copy of this letter is known by. Keyed: the plain one covers what was said."""
    return seal.blind("letter", mail.digest)


def sealed_letter(mail: Mail, refused: list[str]) -> IncomingLetter:
    """The unsaved row under a key of its own; its state is not set."""
    digest = digest_of(mail)
    row = _row(digest)
    data_key = seal.new_data_key()
    values = {
        "sender": mail.sender,
        "sender_name": mail.sender_name,
        "subject": mail.subject,
        "text": mail.text,
        "refused": json.dumps(refused, ensure_ascii=False),
    }
    return IncomingLetter(
        digest=digest,
        arrived_at=mail.arrived.at,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal(values, data_key=data_key, row=row),
        email_hash=email_hash(mail.sender) if mail.sender else "",
    )


def words_of(letter: IncomingLetter) -> Words:
    """Open the letter. Raises core.seal.Unsealable when it was erased or tampered with."""
    row = _row(letter.digest)
    data_key = seal.unwrap(letter.wrapped_key, row=row)
    values = seal.unseal(letter.sealed, data_key=data_key, row=row)
    refused = tuple(json.loads(values.pop("refused", "[]")))
    return Words(refused=refused, **values)


def _row(digest: str) -> str:
    return f"letter:{digest}"
