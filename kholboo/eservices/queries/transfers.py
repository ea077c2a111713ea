"""Moving running applications to another version: the dry run, what is under way, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound, RuleBroken
from kholboo.eservices.engine.graph import WAITING
from kholboo.eservices.models import Application, ProcedureVersion, Transfer, TransferCase
from kholboo.eservices.models.transfers import CaseEnd, TransferState
from kholboo.eservices.queries import bundles, running
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.judging import (
    Judge,
    Outlook,
    Reason,
    does_the_same,
    name_in,
)
from kholboo.eservices.rules import OPEN, VersionState

MOST_NUMBERS = 20  # shown of one group
# A dry run is made while somebody waits for their page; of more than these it judges a part.
MOST_JUDGED = 5_000


@dataclass
class Group:
    """Applications that stand alike: why, and the numbers of the first of them."""

    reasons: list[str]
    count: int = 0
    numbers: list[str] = field(default_factory=list)


@dataclass
class DryRun:
    """Groups by list, the largest first: of `judged` applications, spread over all `running`."""

    groups: dict[Outlook, list[Group]]
    judged: int = 0
    running: int = 0

    @property
    def is_of_all(self) -> bool:
        return self.judged >= self.running

    @property
    def lists(self) -> list[tuple[str, int, list[Group]]]:
        return [(key.value, self.count(key), self.groups.get(key, [])) for key in Outlook]

    def count(self, standing: Outlook) -> int:
        return sum(group.count for group in self.groups.get(standing, ()))

    def counted(self) -> dict[str, int]:
        """As a move keeps it; `running` stands there only when they were more than were judged."""
        found = {key.value: self.count(key) for key in Outlook}
        return found if self.is_of_all else found | {"running": self.running}


@dataclass(frozen=True)
class OldStep:
    """A step of the old drawing, what it may become, and what is proposed: the same id."""

    node: str
    title: str
    choices: list[tuple[str, str]]
    proposed: str


@dataclass(frozen=True)
class Results:
    moved: int
    stayed: int
    left: int
    groups: list[Group]


def published_of(procedure: int) -> QuerySet[ProcedureVersion]:
    return (
        ProcedureVersion.objects.filter(procedure=procedure, state=VersionState.PUBLISHED)
        .select_related("procedure")
        .defer("files")
        .order_by("number")
    )


def running_by_version(procedure: int) -> dict[int, int]:
    """How many applications run under each version."""
    rows = (
        Application.objects.filter(version__procedure=procedure, state__in=sorted(OPEN))
        .values_list("version")
        .annotate(Count("pk"))
        .order_by("version")
    )
    return dict(rows)


def transfers_of(procedure: int) -> QuerySet[Transfer]:
    return (
        Transfer.objects.filter(before__procedure=procedure)
        .select_related("before", "after", "asked_by", "approved_by")
        .defer("before__files", "before__compiled", "after__files", "after__compiled")
    )


def transfer_at(procedure: str, key: int) -> Transfer:
    found = (
        Transfer.objects.select_related(
            "before__procedure", "after__procedure", "asked_by", "approved_by"
        )
        .filter(before__procedure__key=procedure, pk=key)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such move."), transfer=key)
    return found


def judge_of(transfer: Transfer) -> Judge:
    return Judge(bundles.read(transfer.before), bundles.read(transfer.after), transfer.nodes)


def judge_between(
    before: ProcedureVersion, after: ProcedureVersion, nodes: Mapping[str, str]
) -> Judge:
    """Raises RuleBroken where no application could be moved so: `nodes` maps ids old to new."""
    if before.procedure_id != after.procedure_id or before.pk == after.pk:
        raise RuleBroken(_("Choose two different versions of one procedure."), field="after")
    if {before.state, after.state} != {VersionState.PUBLISHED}:
        raise RuleBroken(_("Only between published versions can applications be moved."))
    old, new = bundles.read(before), bundles.read(after)
    for node, name in nodes.items():
        if not does_the_same(old, new, node, name):
            raise RuleBroken(
                _("“%(node)s” cannot become “%(name)s”: it does something else.")
                % {"node": node[:80], "name": name[:80]}
            )
    ends = [nodes.get(node.id, node.id) for _graph, node in old.bundle.graphs.all_nodes()]
    if twice := sorted(name for name in set(nodes.values()) if ends.count(name) > 1):
        raise RuleBroken(
            _("Two steps cannot become one: %(names)s.")
            % {"names": ", ".join(name_in(new, name) for name in twice)}
        )
    return Judge(old, new, {node: name for node, name in nodes.items() if node != name})


def old_steps(before: Read, after: Read) -> list[OldStep]:
    """In the order in which a case comes to them; each may become what does the same."""
    # As plain words: a choice of a list has no marks.
    new = [(node, str(name_in(after, node))) for node in _waiting_nodes(after)]
    found = []
    for node in _waiting_nodes(before):
        choices = [(key, name) for key, name in new if does_the_same(before, after, node, key)]
        proposed = node if node in dict(choices) else ""
        found.append(OldStep(node, name_in(before, node), choices, proposed))
    return found


def dry_run(before: ProcedureVersion, judge: Judge) -> DryRun:
    """The running applications of a version judged as they stand now. Nothing is written.

    At most `MOST_JUDGED` of them: the move itself judges each one again.
    """
    groups: dict[tuple[Outlook, tuple[Reason, ...]], Group] = {}
    under = running.running_under(before)
    count = under.count()
    rows = running.spread(under, count=count, most=MOST_JUDGED)
    for number, case in running.cases_of(rows, with_answers=judge.needs_answers):
        judged = judge.judge(case)
        key = (judged.standing, judged.reasons)
        if key not in groups:
            groups[key] = Group([judge.words(reason) for reason in judged.reasons])
        group = groups[key]
        group.count += 1
        if len(group.numbers) < MOST_NUMBERS:
            group.numbers.append(number)
    found: dict[Outlook, list[Group]] = defaultdict(list)
    for (standing, _reasons), group in groups.items():
        found[standing].append(group)
    return DryRun({key: _largest_first(each) for key, each in found.items()}, len(rows), count)


def to_look_at(transfer: Transfer) -> QuerySet[Application]:
    """Running applications of the old version that the transfer has not looked at yet."""
    return (
        Application.objects.filter(
            version=transfer.before_id,
            state__in=sorted(OPEN),
            submitted_at__lte=transfer.started_at,
        )
        .exclude(pk__in=TransferCase.objects.filter(transfer=transfer).values("application"))
        .order_by("pk")
    )


def renamed_of(transfer: Transfer) -> list[tuple[str, str]]:
    """The map in words: what a step was called, and what it is called now."""
    before, after = bundles.read(transfer.before), bundles.read(transfer.after)
    return [(name_in(before, old), name_in(after, new)) for old, new in transfer.nodes.items()]


def results_of(transfer: Transfer) -> Results:
    judge = judge_of(transfer)
    moved, stayed = ended_of(transfer)
    is_running = transfer.state == TransferState.APPROVED and transfer.started_at is not None
    left = to_look_at(transfer).count() if is_running else 0
    stayers = transfer.cases.filter(end=CaseEnd.STAYED)
    # Counted by the database: this page is asked for again every few seconds.
    alike = stayers.order_by().values_list("reasons").annotate(Count("pk"))
    groups = [
        Group(
            [judge.words((code, tuple(names))) for code, names in said],
            count,
            list(
                stayers.filter(reasons=said)
                .order_by("pk")
                .values_list("application__number", flat=True)[:MOST_NUMBERS]
            ),
        )
        for said, count in alike
    ]
    return Results(moved, stayed, left, _largest_first(groups))


def ended_of(transfer: Transfer) -> tuple[int, int]:
    """How many were moved, and how many stay."""
    counted = transfer.cases.aggregate(
        moved=Count("pk", filter=Q(end=CaseEnd.MOVED)),
        stayed=Count("pk", filter=Q(end=CaseEnd.STAYED)),
    )
    return counted["moved"], counted["stayed"]


def _largest_first(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: -group.count)


def _waiting_nodes(read: Read) -> list[str]:
    """Where an application can stand, in the order of the way: the main one first."""
    return [node.id for node in read.bundle.graphs.in_order() if node.kind in WAITING]
