"""What people think of a service, as counted last: small tables only, whatever the cases."""

from dataclasses import dataclass
from datetime import datetime

from kholboo.agency.models import Office, Service
from kholboo.feedback.models import PublishedAnswer, ServiceScore
from kholboo.feedback.queries.published import published_answers
from kholboo.feedback.queries.review import ENOUGH_RATINGS


@dataclass(frozen=True)
class Score:
    """Of closed cases. `mean` is None while there are too few ratings to say anything."""

    ratings: int = 0
    score_sum: int = 0
    counted_at: datetime | None = None

    @property
    def mean(self) -> float | None:
        return self.score_sum / self.ratings if self.ratings >= ENOUGH_RATINGS else None


@dataclass(frozen=True)
class Scores:
    """Of a service everywhere, and at one office."""

    everywhere: Score
    here: Score


def scores_of(service: Service, office: Office | None) -> Scores:
    rows = list(ServiceScore.objects.filter(service_id=service.pk))
    own = [row for row in rows if office is not None and row.office_id == office.pk]
    return Scores(everywhere=_added(rows), here=_added(own))


def _added(rows: list[ServiceScore]) -> Score:
    return Score(
        ratings=sum(row.ratings for row in rows),
        score_sum=sum(row.score_sum for row in rows),
        counted_at=max((row.counted_at for row in rows), default=None),
    )


def newest_answers_of(service: Service, count: int) -> list[PublishedAnswer]:
    """The newest published answers about a service."""
    rows = published_answers().filter(service_id=service.pk)
    return list(rows.order_by("-published_at", "-pk")[:count])
