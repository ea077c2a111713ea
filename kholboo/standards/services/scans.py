"""Scanned pages get words: a job for each page, safe to repeat; an officer looks and corrects.

What a person wrote is never written over by the machine.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.jobs import schedule
from kholboo.core.language import stems
from kholboo.documents.services import storing
from kholboo.standards.models import Manifestation, Part, ScannedPage
from kholboo.standards.pdf.asking import greys
from kholboo.standards.pdf.markup import with_words
from kholboo.standards.pdf.recognition import recognise
from kholboo.standards.reading import ScanState
from kholboo.standards.sts.problems import Refused

TITLE = 80
OPEN = (ScanState.WAITING, ScanState.FAILED)


def expect(part: Part) -> None:
    """The words of this page are to be recognised; call in the transaction that writes it."""
    page = ScannedPage.objects.create(part=part, changed_at=clock.now())
    _ask(page)


def read(page_id: int) -> None:
    """What the job does. A page that has words keeps them."""
    page = ScannedPage.objects.select_related("part__text__document").get(pk=page_id)
    if page.state not in OPEN:
        return
    source = storing.content_of(page.part.text.document)
    try:
        found = recognise(greys(source, page.part.position))
    except Refused as refused:
        code = refused.code if refused.code.startswith("ocr-") else f"pdf-{refused.code}"
        # Without the program the page waits: it is asked for again when there is one.
        is_fault = refused.code not in ("ocr-missing", "ocr-language")
        state = ScanState.FAILED if is_fault else ScanState.WAITING
        ScannedPage.objects.filter(pk=page_id, state__in=OPEN).update(
            state=state, problem=code, changed_at=clock.now()
        )
        return
    with transaction.atomic():
        page = _locked(page_id)
        if page.state in OPEN:
            _write(page, found.paragraphs)
            _move(page, ScanState.READ, sureness=found.sureness, by=None)


@transaction.atomic
def correct(page: ScannedPage, paragraphs: Sequence[str], *, actor: User) -> None:
    """A person has compared the words with the picture."""
    page = _locked(page.pk)
    _write(page, paragraphs)
    _move(page, ScanState.CHECKED, sureness=page.sureness, by=actor)
    audit.record("standards.scan_checked", page.part.text, actor=actor, page=page.part.label)


@transaction.atomic
def read_again(page: ScannedPage, *, actor: User) -> None:
    """The machine reads this page once more, even where a person has written."""
    page = _locked(page.pk)
    _move(page, ScanState.WAITING, sureness=None, by=actor)
    _ask(page)
    audit.record("standards.scan_read_again", page.part.text, actor=actor, page=page.part.label)


@transaction.atomic
def read_all_again(text: Manifestation, *, actor: User) -> int:
    """All pages without words: those that failed, and those that wait for a program."""
    open_pages = ScannedPage.objects.select_for_update(of=("self",)).filter(
        part__text=text, state__in=OPEN
    )
    pages = list(open_pages.order_by("pk"))
    for page in pages:
        _move(page, ScanState.WAITING, sureness=None, by=actor)
        _ask(page)
    audit.record("standards.scans_read_again", text, actor=actor, pages=len(pages))
    return len(pages)


def ask_for_waiting() -> None:
    """Pages whose job was lost, or that waited for a program to be installed."""
    for page in ScannedPage.objects.filter(state=ScanState.WAITING).only("pk").iterator():
        _ask(page)


def _ask(page: ScannedPage) -> None:
    schedule("standards.read_scan", page_id=page.pk, once=f"standards.scan-{page.pk}")


def _locked(page_id: int) -> ScannedPage:
    rows = ScannedPage.objects.select_for_update(of=("self",)).select_related("part__text")
    return rows.get(pk=page_id)


def _move(page: ScannedPage, state: ScanState, *, sureness: int | None, by: User | None) -> None:
    page.state, page.sureness, page.problem = state, sureness, ""
    page.changed_by, page.changed_at = by, clock.now()
    page.save()


def _write(page: ScannedPage, paragraphs: Sequence[str]) -> None:
    part, said = page.part, " ".join(paragraphs)
    Part.objects.filter(pk=part.pk).update(html=with_words(part.html, paragraphs))
    clause = part.clauses.get()
    more = len(said.split()) - len(clause.words.split())
    clause.words, clause.stems = said, " ".join(stems(said))
    clause.title = (paragraphs[0] if paragraphs else "")[:TITLE]
    clause.save(update_fields=["words", "stems", "title"])
    Manifestation.objects.filter(pk=part.text_id).update(words=F("words") + more)
