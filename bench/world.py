"""What invented cases are made of: the places, services, rules and people of this database."""

from datetime import timedelta
from random import Random

from bench import people
from bench.batch import Sender, World
from bench.life import Place
from bench.plan import SPAN
from bench.words import Words
from kholboo.agency.models import Aimag, Office, Service
from kholboo.agency.queries import office_for
from kholboo.core import clock
from kholboo.feedback.models import TermRule
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.term import DayUnit


def read_world(seed: int) -> World:
    """Read (and hire) everything once. Raises SystemExit on rules that cannot be invented for."""
    now, luck = clock.now(), Random(f"world:{seed}")
    people.hire(luck, since=clock.local_date(now - SPAN - timedelta(days=1)))
    services = list(Service.objects.select_related("unit"))
    aimags = list(Aimag.objects.all())
    return World(
        now=now,
        services=services,
        aimags=aimags,
        places=_places(services, aimags),
        rules={kind: _rule(kind) for kind in CaseKind},
        senders=[Sender.of(person) for person in people.senders(luck)],
        words=Words(luck),
    )


def _places(
    services: list[Service], aimags: list[Aimag]
) -> dict[tuple[int | None, int | None], Place]:
    officers = people.officers()
    head = Office.objects.get(is_head=True)
    places = {}
    for service in (*services, None):
        for aimag in (*aimags, None):
            office, unit = office_for(service, aimag)
            office = head if office.pk == head.pk else office
            known = officers.get((office.pk, unit.pk if unit else None), [])
            key = (service.pk if service else None, aimag.pk if aimag else None)
            places[key] = Place(office, unit, known, office.zone)
    return places


def _rule(kind: CaseKind) -> TermRule | None:
    rule = rule_for(kind, clock.local_date(clock.now() - SPAN))
    if rule and (rule.unit != DayUnit.CALENDAR or rule.waiting_stops or rule.rolls_forward):
        raise SystemExit("Cases are invented for terms of plain calendar days only.")
    return rule
