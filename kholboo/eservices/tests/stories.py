"""Applications for tests, brought as far as a test needs, the way people do it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from kholboo.accounts.models import Membership, Organisation, User
from kholboo.agency.queries import aimags
from kholboo.core import clock
from kholboo.documents.tests.factories import DocumentFactory
from kholboo.eservices.applicants import Applicant
from kholboo.eservices.models import Application, ProcedureVersion, Step
from kholboo.eservices.queries.bundles import version_today
from kholboo.eservices.services import deciding, laboratory, settling, stepping
from kholboo.eservices.services.deciding import Verdict
from kholboo.eservices.services.laboratory import Measured, Taken
from kholboo.eservices.services.submitting import submit

KEY = "product-certification"
PAPERS = ("request_letter", "state_registration", "label_design")
BREAD = {
    "name": "Атар талх",
    "kind": "bread",
    "standard": "MNS 9999 : 2020",
    "composition": "Улаан буудайн гурил, ус, давс, мөөгөнцөр",
}


def answers(**more: Any) -> dict[str, Any]:
    return {
        "organisation_name": "Жишээ талх ХХК",
        "organisation_register": "1234567",
        "contact_name": "Жишээ Дулмаа",
        "contact_phone": "99112233",
        "products": [BREAD],
        "production_aimag": "orkhon",
        "production_address": "Баян-Өндөр сум, Үйлдвэрийн гудамж 1",
        "workers": 12,
        "had_certificate": "no",
        "declaration": True,
        **more,
    }


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def bakery(**more: Any) -> Applicant:
    organisation, _ = Organisation.objects.get_or_create(
        register="1234567", defaults={"name": "Жишээ талх ХХК"}
    )
    Membership.objects.get_or_create(
        user=person("citizen"),
        organisation=organisation,
        defaults={"since": clock.local_date(clock.now()), "confirmed_at": clock.now()},
    )
    usual: dict[str, Any] = {
        "user": person("citizen"),
        "organisation": organisation,
        "name": "Жишээ Дулмаа",
        "phone": "99112233",
        "email": "bakery@example.mn",
        "aimag": aimags().get(slug="orkhon"),
    }
    return Applicant(**{**usual, **more})


def version() -> ProcedureVersion:
    return version_today(KEY, clock.local_date(clock.now()))


def application(**more: Any) -> Application:
    """A bakery's application, just received by the department of Orkhon."""
    usual: dict[str, Any] = {
        "version": version(),
        "applicant": bakery(),
        "answers": answers(),
        "documents": {kind: [DocumentFactory.create()] for kind in PAPERS},
        "actor": None,
        "key": uuid4(),
        "via": "web",
    }
    return submit(**{**usual, **more})


def step(application: Application, node: str, item: int | None = None) -> Step:
    """The waiting step of this node."""
    return Step.objects.get(application=application, node=node, item=item, status="waiting")


def waiting(application: Application) -> list[str]:
    rows = Step.objects.filter(application=application, status="waiting").order_by("pk")
    return [row.node if row.item is None else f"{row.node}{row.item}" for row in rows]


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def declared(application: Application, *names: str) -> None:
    for name in names:
        stepping.declare(application, has_conflict=False, words="", actor=person(name))


def checked(application: Application) -> Application:
    declared(application, "officer.orkhon")
    stepping.complete(
        step(application, "check"),
        actor=person("officer.orkhon"),
        result={"outcome": "complete", "checked": ["letter"], "note": ""},
    )
    return application


def paid(application: Application) -> Application:
    settling.settle(step(application, "payment").invoiced.invoice)
    return application


def assigned(application: Application) -> Application:
    stepping.complete(
        step(application, "assign"),
        actor=person("head.orkhon"),
        result={"outcome": "assigned", "expert": person("expert.orkhon").pk},
    )
    return application


def sampled(application: Application, count: int = 2) -> Application:
    laboratory.take_samples(
        step(application, "sampling"),
        [Taken(f"Талх {place}", "A-1") for place in range(1, count + 1)],
        note="",
        actor=person("expert.orkhon"),
    )
    return application


def moisture(value: str = "44.5") -> Measured:
    return Measured("Чийг", Decimal(value), "%", None, Decimal("48"), "5.2")


def measured(application: Application, item: int, value: str = "44.5") -> Application:
    laboratory.report(
        step(application, "laboratory", item),
        [moisture(value)],
        note="",
        actor=person("laboratory.orkhon"),
    )
    return application


def visited(
    application: Application, outcome: str = "conforms", note: str = "Үзлэг хийв."
) -> Application:
    declared(application, "expert.orkhon")
    stepping.complete(
        step(application, "visit"),
        actor=person("expert.orkhon"),
        result={"outcome": outcome, "note": note},
    )
    return application


def drafted(application: Application, outcome: str = "granted") -> Application:
    stepping.complete(
        step(application, "draft"),
        actor=person("expert.orkhon"),
        result={"outcome": outcome, "note": "", "rule": "conforms"},
    )
    return application


def decided(application: Application, outcome: str = "granted", **more: Any) -> Application:
    declared(application, "head.orkhon")
    deciding.decide_step(
        step(application, "decide"),
        Verdict(outcome, "Стандартын шаардлагад нийцсэн.", **more),
        actor=person("head.orkhon"),
    )
    return application


def brought_to(node: str, **more: Any) -> Application:
    """An application that waits at this node (of the main way) for its first time."""
    made = application(**more)
    ways = {
        "check": [],
        "payment": [checked],
        "assign": [checked, paid],
        "sampling": [checked, paid, assigned],
        "laboratory": [checked, paid, assigned, sampled],
        "visit": [checked, paid, assigned],
        "draft": [checked, paid, assigned, sampled, _both, visited],
        "decide": [checked, paid, assigned, sampled, _both, visited, drafted],
    }
    for go in ways[node]:
        go(made)
    return made


def _both(application: Application) -> Application:
    measured(application, 0)
    return measured(application, 1)
