"""Two officers answer the same case at the same moment: one answers, the other is told who did."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import uuid4

from bench.figures import Figure
from prove.within import broken, run, set_up, together

if TYPE_CHECKING:
    from kholboo.accounts.models import User
    from kholboo.feedback.models import Case

ROUNDS = 50


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    ended = _rounds()
    yield Figure("race-two-officers/rounds", ROUNDS, "", f">= {ROUNDS}")
    yield Figure("race-two-officers/one-answer", ended["one"], "rounds", f">= {ROUNDS}")
    yield Figure("race-two-officers/told-who", ended["told"], "rounds", f">= {ROUNDS}")
    with patch("kholboo.feedback.services.answers.lock", _unlocked):
        ended = _rounds()
    yield broken("race-two-officers", ended["two"] + ended["leaked"], "rounds")


def _rounds() -> Counter[str]:
    """How the rounds ended: `one` answer, loser `told` by name, `two` answers, error `leaked`."""
    from kholboo.accounts.models import User
    from kholboo.feedback.models import Answer

    officers = [
        User.objects.get(email=f"{name}.orkhon@demo.invalid") for name in ("officer", "officer2")
    ]
    ended: Counter[str] = Counter()
    for _round in range(ROUNDS):
        case = _new_case()
        results: list[str] = []
        together([_answering(case, officer, officers, results) for officer in officers])
        ended.update(results)
        answers = Answer.objects.filter(case=case).count()
        ended["one" if answers == 1 else "two"] += 1
    return ended


def _new_case() -> "Case":
    from kholboo.agency.queries import aimags
    from kholboo.feedback.contacts import Person
    from kholboo.feedback.rules import CaseKind, Channel, PersonKind
    from kholboo.feedback.services.intake import NewCase, receive_case

    new = NewCase(
        client_key=uuid4(),
        kind=CaseKind.COMPLAINT,
        channel=Channel.WEB,
        text="Жин дутуу хэмжиж байна.",
        person=Person(kind=PersonKind.UNNAMED),
        aimag=aimags().get(slug="orkhon"),
    )
    return receive_case(new).case


def _answering(
    case: "Case", officer: "User", officers: "list[User]", results: list[str]
) -> Callable[[], None]:
    from django.db import IntegrityError

    from kholboo.core.errors import RuleBroken
    from kholboo.feedback.rules import Outcome
    from kholboo.feedback.services.answers import Decision, answer_case

    decision = Decision(Outcome.EXPLAINED, "Тайлбар өгч байна.", "", "Шүүхэд хандаж болно.")
    other = next(one for one in officers if one.pk != officer.pk)

    def act() -> None:
        try:
            answer_case(case, decision, round=1, actor=officer)
            results.append("won")
        except RuleBroken as error:
            results.append("told" if other.short_name in error.message else "refused")
        except IntegrityError:
            results.append("leaked")

    return act


def _unlocked(case: "Case") -> "Case":
    """The control: the same row, fresh, but nobody is kept waiting for it."""
    from kholboo.feedback.models import Case

    related = ("office", "unit", "rule", "handler", "service")
    return Case.objects.select_related(*related).get(pk=case.pk)


if __name__ == "__main__":
    run(figures)
