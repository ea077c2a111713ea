"""E-mails people send: kept as they come, and what an officer makes of each.

An e-mail is a draft until an officer confirms it: anybody can write any sender on a letter.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents.models import Document
from kholboo.documents.services.keeping import claim, erase, release
from kholboo.documents.services.uploads import receive_upload
from kholboo.feedback.envelopes import digest_of, sealed_letter, words_of
from kholboo.feedback.mail_states import AsideReason, LetterState
from kholboo.feedback.models import Case, IncomingLetter, LetterFile, MailboxLook
from kholboo.feedback.queries.mail import is_of_its_sender
from kholboo.feedback.rules import MAX_TEXT, Channel
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.citizen import send_message
from kholboo.feedback.services.intake import NewCase, Receipt, receive_case
from kholboo.notifications.mailbox.reading import Mail, Nature, Trouble
from kholboo.notifications.services.mailbox import is_read, read_mailbox

# Nobody's case: its words stay as long as somebody may still ask what became of the letter.
KEPT_ASIDE = timedelta(days=180)
# One night's work; the next night goes on.
A_NIGHT = 1_000
BY_ITSELF = {
    Nature.AUTO_REPLY: AsideReason.AUTO_REPLY,
    Nature.BOUNCE: AsideReason.BOUNCE,
    Nature.LIST: AsideReason.LIST,
}


def collect() -> int:
    """Take in what lies in the mailbox; returns how many letters came. Safe to run twice at once.

    ExceptionGroup when letters could not be kept: after all others were, so that the alarm is late.
    """
    if not is_read():
        return 0
    harvest = read_mailbox(keep)
    now = clock.now()
    said: dict[str, object] = {"tried_at": now, "failure": harvest.failure}
    if not harvest.failure:
        said["read_at"] = now
    MailboxLook.objects.update_or_create(pk=1, defaults=said)
    if harvest.broken:
        raise ExceptionGroup("Letters could not be kept", harvest.broken)
    return harvest.taken


def keep(mail: Mail) -> None:
    """Keep one e-mail, once, with its files. Files first: cleaning them takes seconds."""
    digest = digest_of(mail)
    if IncomingLetter.objects.filter(digest=digest).exists():
        return
    documents, refused = _files(mail, digest)
    letter = sealed_letter(mail, refused)
    letter.kept_at = clock.now()
    letter.troubles = sorted(mail.troubles | ({Trouble.FILE_REFUSED} if refused else set()))
    reason = BY_ITSELF.get(mail.nature)
    letter.state = LetterState.ASIDE if reason else LetterState.NEW
    if reason:
        letter.aside_reason, letter.decided_at = reason, letter.kept_at
    try:
        _insert(letter, documents)
    except IntegrityError:
        # Another worker reads the same mailbox at this moment: it kept the same letter.
        if not IncomingLetter.objects.filter(digest=digest).exists():
            raise


@transaction.atomic
def _insert(letter: IncomingLetter, documents: list[Document]) -> None:
    letter.save(force_insert=True)
    claim(documents)
    LetterFile.objects.bulk_create(LetterFile(letter=letter, document=one) for one in documents)
    audit.record(
        "feedback.letter_kept",
        letter,
        actor=None,
        aside=letter.aside_reason or None,
        files=len(documents),
    )


def _files(mail: Mail, digest: str) -> tuple[list[Document], list[str]]:
    """The files we can take, and the names of the others: those still lie in the mailbox."""
    if mail.nature != Nature.LETTER:
        return [], [file.name for file in mail.files]
    documents: list[Document] = []
    refused: list[str] = []
    for place, file in enumerate(mail.files):
        try:
            documents.append(
                receive_upload(
                    UploadedFile(ContentFile(file.content), file.name, size=len(file.content)),
                    actor=None,
                    client_key=uuid5(NAMESPACE_OID, f"letter:{digest}:{place}"),
                    asker=f"mail:{mail.sender}",
                )
            )
        except (RuleBroken, TooMany):
            refused.append(file.name)
    return documents, refused


def key_of(letter: IncomingLetter) -> UUID:
    """The client key of the case a letter becomes: confirming it twice gives one case."""
    return uuid5(NAMESPACE_OID, f"letter:{letter.digest}")


@transaction.atomic
def receive_letter(letter: IncomingLetter, new: NewCase, *, actor: User) -> Receipt:
    """Make the case out of what the officer confirmed. The term counts from the e-mail's arrival.

    Confirming again returns the case. RuleBroken when the letter was put aside meanwhile.
    """
    row = _lock(letter)
    if row.case:
        return Receipt(case=row.case, secret=secret_of(row.case), is_new=False)
    _must_wait(row)
    documents = _handed_over(row)
    receipt = receive_case(
        replace(
            new,
            client_key=key_of(row),
            channel=Channel.EMAIL,
            documents=documents,
            came_at=row.arrived_at,
        ),
        actor=actor,
    )
    _decide(row, LetterState.DONE, case=receipt.case, actor=actor)
    audit.record("feedback.letter_confirmed", row, actor=actor, case=receipt.case.pk)
    return receipt


@transaction.atomic
def add_letter(
    letter: IncomingLetter, case: Case, *, is_checked: bool, actor: User
) -> IncomingLetter:
    """The letter goes on with a case: it becomes the citizen's message there, files and all.

    When it does not come from the address of the case, the officer must have checked who wrote:
    a message of a stranger would be read as the citizen's own.
    """
    row = _lock(letter)
    if row.case_id == case.pk:
        return row
    _must_wait(row)
    is_senders = is_of_its_sender(row, case)
    if not (is_senders or is_checked):
        raise RuleBroken(
            _("The e-mail is not from the address of this case. Check who wrote, then tick that."),
            field="is_checked",
        )
    text = words_of(row).whole[:MAX_TEXT]
    send_message(case, text=text, documents=_handed_over(row), key=key_of(row))
    _decide(row, LetterState.DONE, case=case, actor=actor)
    audit.record(
        "feedback.letter_added", row, actor=actor, case=case.pk, is_of_its_sender=is_senders
    )
    return row


@transaction.atomic
def put_aside(letter: IncomingLetter, *, reason: AsideReason, actor: User) -> IncomingLetter:
    """No case comes of it; it stays to be looked at, and can be taken back."""
    row = _lock(letter)
    _must_wait(row)
    _decide(row, LetterState.ASIDE, reason=reason, actor=actor)
    audit.record("feedback.letter_put_aside", row, actor=actor, reason=str(reason))
    return row


@transaction.atomic
def take_back(letter: IncomingLetter, *, actor: User) -> IncomingLetter:
    """It was put aside wrongly, by somebody or by its headers: it waits again."""
    row = _lock(letter)
    if row.state != LetterState.ASIDE:
        return row
    if not row.sealed:
        raise RuleBroken(_("What this letter said was erased. It cannot be taken back."))
    row.state, row.aside_reason, row.decided_by, row.decided_at = LetterState.NEW, "", None, None
    row.save(update_fields=["state", "aside_reason", "decided_by", "decided_at"])
    audit.record("feedback.letter_taken_back", row, actor=actor)
    return row


def forget_aside(now: datetime | None = None) -> int:
    """Letters put aside long ago lose their words and files; returns how many. Safe to repeat."""
    before = (now or clock.now()) - KEPT_ASIDE
    old = IncomingLetter.objects.filter(state=LetterState.ASIDE, decided_at__lt=before)
    found = list(old.exclude(sealed=b"").order_by("pk")[:A_NIGHT])
    for letter in found:
        _forget(letter)
    return len(found)


@transaction.atomic
def _forget(letter: IncomingLetter) -> None:
    row = _lock(letter)
    if row.state != LetterState.ASIDE:
        return
    for document in _handed_over(row):
        erase(document)
    row.wrapped_key, row.sealed, row.email_hash = b"", b"", ""
    row.save(update_fields=["wrapped_key", "sealed", "email_hash"])
    audit.record("feedback.letter_forgotten", row, actor=None)


def _lock(letter: IncomingLetter) -> IncomingLetter:
    # Alone: what is joined to a locked row is read as it was before the wait.
    return IncomingLetter.objects.select_for_update().get(pk=letter.pk)


def _must_wait(row: IncomingLetter) -> None:
    if row.state == LetterState.DONE:
        raise RuleBroken(_("Somebody already decided on this letter."))
    if row.state == LetterState.ASIDE:
        raise RuleBroken(_("This letter was put aside. Take it back first."))


def _handed_over(row: IncomingLetter) -> list[Document]:
    """The letter's files, free for the case that claims them next."""
    documents = [file.document for file in row.files.select_related("document")]
    row.files.all().delete()
    release(documents)
    return documents


def _decide(
    row: IncomingLetter,
    state: LetterState,
    *,
    actor: User,
    case: Case | None = None,
    reason: AsideReason | str = "",
) -> None:
    row.state, row.case, row.aside_reason = state, case, reason
    row.decided_by, row.decided_at = actor, clock.now()
    row.save(update_fields=["state", "case", "aside_reason", "decided_by", "decided_at"])
