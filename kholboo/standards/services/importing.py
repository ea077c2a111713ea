"""Files of many editions: checked against the catalogue, kept as proposals, published by another.

A file with a single problem changes nothing and is not kept; the same file twice changes nothing.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.core.language import slug
from kholboo.standards.changing import (
    MOST_TIES,
    Changes,
    ProposalState,
    differences,
    faults,
)
from kholboo.standards.importing import reading
from kholboo.standards.importing.rows import Draft, Problem
from kholboo.standards.models import CatalogueFile, Edition, FileKind, Proposal
from kholboo.standards.queries.circles import Wanted
from kholboo.standards.queries.facts import (
    NOTHING,
    UNKNOWN,
    facts_of_many,
    named_in,
    unknown_in,
)
from kholboo.standards.services import changes, circles, deciding
from kholboo.standards.services.import_ties import Held, Key, key_of


@dataclass(frozen=True)
class Judged:
    """A row that would change the catalogue; `edition` is None where it adds one."""

    draft: Draft
    edition: Edition | None
    changes: Changes


@dataclass
class Checked:
    """What a file would do. Nothing of it is kept yet."""

    name: str
    sha256: str
    kind: FileKind
    judged: list[Judged] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def added(self) -> int:
        return sum(row.edition is None for row in self.judged)

    @property
    def changed(self) -> int:
        return len(self.judged) - self.added


def check_file(name: str, content: bytes) -> Checked:
    """RuleBroken for what cannot be read at all; everything else is a list of problems."""
    kind, found = reading.read(content)
    digest = hashlib.sha256(content).hexdigest()
    checked = Checked(
        PurePath(name).name[:120], digest, kind, problems=found.problems, remarks=found.remarks
    )
    drafts = _tied_enough(_single(found.drafts, checked), checked)
    held = Held(drafts)
    facts = facts_of_many({row.pk: row for row in held.editions.values()}.values())
    unknown = unknown_in(one.facts for one in drafts)
    for draft in drafts:
        edition = held.editions.get(key_of(draft))
        now = facts[edition.pk] if edition else NOTHING
        wanted = draft.facts | held.ties(draft, now, checked.remarks)
        for column, name in unknown & named_in(wanted):
            checked.problems.append(Problem(draft.row, column, UNKNOWN[column] % {"code": name}))
        for column, sentence in faults(now | wanted) if draft.is_whole else ():
            checked.problems.append(Problem(draft.row, column, sentence))
        changed = differences(now, wanted)
        if changed:
            checked.judged.append(Judged(draft, edition, changed))
        else:
            checked.same += 1
    _check_circles(checked)
    checked.judged = _in_order(checked)
    checked.problems.sort(key=lambda problem: problem.row)
    return checked


@transaction.atomic
def propose_file(checked: Checked, *, actor: User) -> CatalogueFile:
    """All its rows as proposals, or none. RuleBroken for problems, and when nothing changes."""
    if checked.problems:
        raise RuleBroken(_("Nothing was kept: put the problems right in the file first."))
    if not checked.judged:
        raise RuleBroken(_("The catalogue says all this already. Nothing changes."))
    now = clock.now()
    try:
        # A savepoint: the refusal must leave the caller's transaction usable.
        with transaction.atomic():
            file = CatalogueFile.objects.create(
                name=checked.name,
                sha256=checked.sha256,
                kind=checked.kind,
                proposed_by=actor,
                proposed_at=now,
            )
    except IntegrityError as error:
        raise RuleBroken(_("This very file waits for a second person already.")) from error
    Proposal.objects.bulk_create(
        Proposal(
            edition=row.edition,
            number="" if row.edition else row.draft.number,
            year=None if row.edition else row.draft.year,
            changes=row.changes,
            file=file,
            proposed_by=actor,
            proposed_at=now,
        )
        for row in checked.judged
    )
    _tell("standards.file_proposed", file, actor)
    return file


@transaction.atomic
def publish_file(file: CatalogueFile, *, actor: User) -> None:
    """A job publishes row by row, each whole; a row the catalogue outran stays for a person."""
    file = deciding.locked(file)
    deciding.publish(file, actor)
    _tell("standards.file_published", file, actor)
    schedule("standards.publish_file", file_id=file.pk)


def work_off(file: CatalogueFile) -> int:
    """How many rows were published now. Safe to repeat: what is decided is not met again."""
    if file.state != ProposalState.PUBLISHED or file.decided_by is None:
        return 0
    done = 0
    waiting = file.proposals.filter(state=ProposalState.OPEN)
    for proposal in waiting.select_related("edition__work").order_by("pk"):
        # A row whose catalogue moved on waits, and its page says what changed meanwhile.
        with suppress(RuleBroken), transaction.atomic():
            # Locked, so that it is not written anew after who decided has looked at it.
            still = file.proposals.filter(pk=proposal.pk).select_for_update(of=("self",))
            if still.first():
                changes.publish(proposal, actor=file.decided_by)
                done += 1
    return done


@transaction.atomic
def refuse_file(file: CatalogueFile, *, reason: str, actor: User) -> None:
    file = deciding.locked(file)
    deciding.refuse(file, actor, reason=reason)
    _end_rows(file)
    _tell("standards.file_refused", file, actor)


@transaction.atomic
def take_back_file(file: CatalogueFile, *, actor: User) -> None:
    file = deciding.locked(file)
    deciding.take_back(file, actor)
    _end_rows(file)
    _tell("standards.file_taken_back", file, actor)


def _single(drafts: Iterable[Draft], checked: Checked) -> list[Draft]:
    """One row an edition; each further one is a problem."""
    first: dict[Key, Draft] = {}
    for draft in drafts:
        other = first.setdefault(key_of(draft), draft)
        if other is not draft:
            sentence = _("Row %(row)s is about the same edition.") % {"row": other.row}
            checked.problems.append(Problem(draft.row, "number", sentence))
    return list(first.values())


def _tied_enough(drafts: list[Draft], checked: Checked) -> list[Draft]:
    """Ties are compared each with each: a row with more than a form takes is a problem."""
    too_many = [row for row in drafts if len(row.replaces) + len(row.ties) > MOST_TIES]
    sentence = _("At most %(most)s ties to other texts.") % {"most": MOST_TIES}
    checked.problems += [Problem(row.row, "ties", sentence) for row in too_many]
    return [row for row in drafts if row not in too_many] if too_many else drafts


def _check_circles(checked: Checked) -> None:
    """What replaces another here is not replaced by it in the catalogue, nor the other way round."""
    rows = {_slug(row): row for row in checked.judged if "ties" in row.changes}
    found = circles.of_file({name: _after(row) for name, row in rows.items()})
    for name, (one, other) in found.items():
        sentence = circles.CIRCLE % {"one": one, "other": other}
        checked.problems.append(Problem(rows[name].draft.row, "replaces", sentence))


def _after(row: Judged) -> Wanted:
    facts = {"ties": row.changes["ties"][1]}
    return circles.after(row.edition, row.draft.number, row.draft.year, facts=facts)


def _in_order(checked: Checked) -> list[Judged]:
    """An edition after those of the file that it is tied to, or these would not be there yet."""
    new = {_slug(row): row for row in checked.judged if row.edition is None}
    order: TopologicalSorter[int] = TopologicalSorter()
    rows = {row.draft.row: row for row in checked.judged}
    for row in checked.judged:
        ties = row.changes.get("ties", [[], []])[1]
        order.add(row.draft.row, *(new[tie[2]].draft.row for tie in ties if tie[2] in new))
    try:
        return [rows[number] for number in order.static_order()]
    except CycleError as error:
        sentence = _("These rows are tied to each other in a circle.")
        told = {problem.row for problem in checked.problems if problem.column == "replaces"}
        numbers = set(error.args[1]) - told
        checked.problems += [Problem(number, "replaces", sentence) for number in numbers]
        return checked.judged


def _slug(row: Judged) -> str:
    """As it is, or as `services.catalogue.keep` will make it of a work that is not there yet."""
    if row.edition:
        return row.edition.slug
    return f"{slug(row.draft.number)}-{row.draft.year or 'undated'}"


def _end_rows(file: CatalogueFile) -> None:
    """They end as their file does."""
    file.proposals.filter(state=ProposalState.OPEN).update(
        state=file.state,
        decided_by=file.decided_by,
        decided_at=file.decided_at,
        reason=file.reason,
    )


def _tell(action: str, file: CatalogueFile, actor: User) -> None:
    count = file.proposals.count()
    audit.record(action, file, actor=actor, file=file.name, count=count)
