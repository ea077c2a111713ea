"""The door to the national store: its changes become proposals here, ours are sent there.

Nothing is overwritten silently: a fact that both sides changed waits for a person. The network is
asked outside transactions; what was done twice is done once.
"""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.core.jobs import schedule
from kholboo.standards.changing import Facts, ProposalState, differences, faults
from kholboo.standards.estandard.port import Batch, NationalStore, Outrun, Record
from kholboo.standards.models import (
    CatalogueFile,
    ChangeEvent,
    FileKind,
    Proposal,
    StoreMark,
    StoreRow,
)
from kholboo.standards.numbers import parse
from kholboo.standards.queries.estandard import common, editions_of, heard, in_our_form
from kholboo.standards.queries.facts import NOTHING, facts_of, fingerprint, unknown_in
from kholboo.standards.services import changes
from kholboo.standards.services.changes import Wish
from kholboo.standards.wiring import national_store

MOST_SHEETS = 20
MOST_SENT, MOST_EVENTS = 200, 5000
READ_AGAIN = timedelta(minutes=10)
EVERY, RETRY, LONGEST_PAUSE = timedelta(hours=1), timedelta(minutes=10), timedelta(hours=12)
MOST_FAILURES = 100


def ask_for_sync(*, actor: User) -> None:
    """RuleBroken while the catalogue is not tied to the store."""
    if national_store() is None:
        raise RuleBroken(_("The catalogue is not tied to estandard.gov.mn yet."))
    schedule("standards.sync_store", once="standards.sync_store", actor_id=actor.pk)


def sync(store: NationalStore, *, actor: User | None) -> None:
    """Both directions; why it failed is kept for the page. What comes is proposed by `actor`, or by
    nobody of ours.
    """
    trouble, unreadable = "", 0
    try:
        unreadable = pull(store, actor=actor)
        push(store)
    except Unreachable as error:
        trouble = error.message[:200]
    with transaction.atomic():
        mark = _mark()
        mark.at, mark.trouble, mark.unreadable = clock.now(), trouble, unreadable
        mark.failures = min(mark.failures + 1, MOST_FAILURES) if trouble else 0
        mark.succeeded_at = mark.succeeded_at if trouble else mark.at
        mark.next_at = mark.at + _pause(mark.failures)
        mark.save()


def sync_in_turn(store: NationalStore) -> bool:
    """The same at its hour, without a person: whether it was time for it."""
    next_at = StoreMark.objects.values_list("next_at", flat=True).first()
    if next_at is not None and next_at > clock.now():
        return False
    sync(store, actor=None)
    return True


def _pause(failures: int) -> timedelta:
    """An hour; while the store is in trouble, from ten minutes on twice as long each time."""
    return min(RETRY * 2 ** (failures - 1), LONGEST_PAUSE) if failures else EVERY


def pull(store: NationalStore, *, actor: User | None) -> int:
    """What changed there since the last look; how much of it nobody could read. Raises Unreachable."""
    unreadable = 0
    for _sheet in range(MOST_SHEETS):
        start = StoreMark.objects.values_list("mark", flat=True).first() or ""
        batch = store.changed_since(start)
        unreadable += batch.unreadable + _take(batch, start, actor)
        if not batch.has_more:
            break
    return unreadable


def push(store: NationalStore) -> int:
    """Sends what was published here since. Raises Unreachable; what is left is sent next time."""
    _note_due()
    rows = list(
        StoreRow.objects.filter(is_due=True, theirs__isnull=True).order_by("at", "pk")[:MOST_SENT]
    )
    editions = editions_of(rows)
    # Their change may be what waits: nothing is sent over it before somebody decides.
    waiting = Proposal.objects.filter(state=ProposalState.OPEN, edition__in=editions.values())
    undecided = set(waiting.values_list("edition", flat=True))
    sent = 0
    for row in rows:
        edition, before = editions.get(row.pk), row.revision
        if edition and edition.pk in undecided:
            continue
        facts = common(facts_of(edition)) if edition else row.agreed
        if edition and facts != row.agreed:
            record = Record(edition.work.number, edition.year, facts)
            try:
                key = fingerprint(row.key, row.year, facts, row.revision)
                row.revision = store.put(key, record, expected=row.revision)
            except Outrun:
                # Their change comes with the next look and is compared with ours.
                continue
            sent += 1
        # Unless somebody else has dealt with it meanwhile.
        StoreRow.objects.filter(pk=row.pk, revision=before, theirs__isnull=True).update(
            agreed=facts, is_due=False, revision=row.revision, at=clock.now()
        )
    return sent


@transaction.atomic
def keep_ours(row: StoreRow, *, actor: User) -> None:
    """Ours is sent over theirs with the next look."""
    row = _undecided(row)
    row.agreed, row.theirs, row.is_due = row.theirs or {}, None, True
    row.save()
    audit.record("standards.conflict_ours", row, actor=actor)


@transaction.atomic
def propose_theirs(row: StoreRow, *, actor: User) -> Proposal:
    """Theirs becomes a proposal, which another person publishes."""
    row = _undecided(row)
    edition = editions_of([row])[row.pk]
    theirs = row.theirs or {}
    # What they never knew does not empty ours; it is sent to them afterwards.
    wanted = {name: value for name, value in theirs.items() if value or name in row.agreed}
    proposal = changes.propose(Wish(in_our_form(wanted)), edition=edition, actor=actor)
    row.agreed, row.theirs, row.is_due = theirs, None, True
    row.save()
    audit.record("standards.conflict_theirs", row, actor=actor, proposal=proposal.pk)
    return proposal


def _undecided(row: StoreRow) -> StoreRow:
    fresh = StoreRow.objects.select_for_update().get(pk=row.pk)
    if fresh.theirs is None:
        raise RuleBroken(_("Somebody has decided this already."))
    return fresh


@transaction.atomic
def _take(batch: Batch, start: str, actor: User | None) -> int:
    mark = _mark()
    if mark.mark != start:
        return 0  # somebody else took the same sheet meanwhile
    mark.mark = batch.mark
    mark.save()
    readable = [record for record in batch.records if _is_readable(record)]
    proposals = [found for found in map(_compared, readable) if found]
    if proposals:
        _propose(proposals, f"{start}→{batch.mark}", actor)
    return len(batch.records) - len(readable)


def _propose(proposals: list[Proposal], marks: str, actor: User | None) -> None:
    """As a file: a second person publishes all of it, or some rows."""
    now = clock.now()
    file = CatalogueFile.objects.create(
        name=f"estandard.gov.mn {clock.local_date(now)}",
        sha256=sha256(marks.encode()).hexdigest(),
        kind=FileKind.STORE,
        proposed_by=actor,
        proposed_at=now,
    )
    for proposal in proposals:
        proposal.file, proposal.proposed_by, proposal.proposed_at = file, actor, now
    Proposal.objects.bulk_create(proposals)
    count = len(proposals)
    audit.record("standards.file_proposed", file, actor=actor, file=file.name, count=count)


def _is_readable(record: Record) -> bool:
    classes = {"ics": record.facts.get("ics", ())}
    is_known = not unknown_in([classes])
    return is_known and parse(record.number) is not None and not faults(NOTHING | record.facts)


def _compared(record: Record) -> Proposal | None:
    """Three states: what both said last, what they say, what we say."""
    key = getattr(parse(record.number), "key", "")
    row, _is_new = StoreRow.objects.select_for_update().get_or_create(
        key=key, year=record.year, defaults={"at": clock.now()}
    )
    edition = editions_of([row]).get(row.pk)
    now = facts_of(edition) if edition else NOTHING
    ours = common(now)
    theirs = heard(record.facts, ours)
    taken, is_conflict = _taken(row.agreed, ours, theirs) if edition else (theirs, False)
    # Their change and ours may be right alone and wrong together: a person looks at that too.
    is_conflict = is_conflict or bool(edition and faults(ours | taken))
    row.revision, row.at = record.revision, clock.now()
    row.theirs = theirs if is_conflict else None
    if not is_conflict:
        row.agreed = theirs
        # What only we changed is still to be sent.
        row.is_due = row.is_due or (edition is not None and ours | taken != theirs)
    row.save()
    changed = differences(now, in_our_form(taken))
    if is_conflict or not changed:
        return None
    return Proposal(
        edition=edition,
        number="" if edition else record.number,
        year=None if edition else record.year,
        changes=changed,
    )


def _taken(agreed: Facts, ours: Facts, theirs: Facts) -> tuple[Facts, bool]:
    """What only they changed, and whether both changed the same fact to something else."""
    taken: Facts = {}
    for name, value in theirs.items():
        # Before the first agreement an empty fact is no opinion of either side.
        before = agreed.get(name, None if value else value)
        is_ours_new = ours[name] != before if name in agreed else bool(ours[name])
        if value in (ours[name], before):
            continue
        if is_ours_new:
            return {}, True
        taken[name] = value
    return taken, False


@transaction.atomic
def _note_due() -> None:
    """Editions of which something was published since wait to be sent."""
    mark = _mark()
    # Keys are given before rows are committed, so the last minutes are read once more.
    again = (mark.at or clock.now()) - READ_AGAIN
    events = list(
        ChangeEvent.objects.filter(Q(pk__gt=mark.event) | Q(at__gt=again))
        .order_by("pk")
        .values_list("pk", "edition__work__key", "edition__year")[:MOST_EVENTS]
    )
    for _pk, key, year in dict.fromkeys((0, key, year) for _event, key, year in events):
        StoreRow.objects.update_or_create(
            key=key,
            year=year,
            defaults={"is_due": True},
            create_defaults={"is_due": True, "at": clock.now()},
        )
    if events:
        mark.event = max(mark.event, events[-1][0])
        mark.save()


def _mark() -> StoreMark:
    """The one row, locked."""
    StoreMark.objects.get_or_create(pk=1)
    return StoreMark.objects.select_for_update().get(pk=1)
