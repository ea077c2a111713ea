"""Those who follow standards, the days they live through, and what reached them."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened
from kholboo.standards.models import ChangeEvent, Edition
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.services import changes, digests, watching
from kholboo.standards.services.changes import Wish
from kholboo.standards.services.watching import Asked
from kholboo.standards.tests.desk import person, proposal
from kholboo.standards.watching import token_of

MORNING = datetime(2027, 3, 1, 1, 10, tzinfo=UTC)  # nine o'clock in Ulaanbaatar


@contextmanager
def at(moment):
    """The whole house believes it to be this moment."""
    with patch("kholboo.core.clock.timezone.now", return_value=moment):
        yield


def day(number, hours=0):
    """So many days after the first morning."""
    return MORNING + timedelta(days=number, hours=hours)


def reader(name="reader", **facts):
    facts = {"email": f"{name}@example.mn", "language": "mn"} | facts
    return User.objects.create_user(**facts)


def search(words="", **wanted):
    return Asked(words, Wanted(**wanted))


def follow(who, thing, ways=("email", "sms")):
    return watching.begin(who, thing, ways)


def publish(of, **facts):
    """A change that two people made; the event of that very edition."""
    of = Edition.objects.get(pk=of.pk)
    found = proposal(of, **facts)
    changes.publish(found, actor=person("catalogue.head"))
    return ChangeEvent.objects.get(proposal=found, edition=of)


def add(number, year=2027, **facts):
    """A new edition, by the four eyes; the edition."""
    facts = {"title_mn": "Морины эмээл", "effective_on": "2027-01-01", "stage": "60.60"} | facts
    wish = Wish(facts, number=number, year=year)
    found = changes.propose(wish, edition=None, actor=person())
    return changes.publish(found, actor=person("catalogue.head"))


def tell():
    """The morning's job."""
    return digests.tell_all()


def token(watcher, number=1, way="email"):
    """Of a letter's link."""
    return token_of(watcher.pk, clock.local_date(day(number)), way)


def letters(who=None, channel="email"):
    """What was promised to somebody, the oldest first, with its words."""
    rows = Delivery.objects.filter(key__startswith="standards:told:", channel=channel)
    texts = [opened(row) for row in rows.order_by("pk")]
    return [text for text in texts if who is None or text["to"] in (who.email, who.phone)]
