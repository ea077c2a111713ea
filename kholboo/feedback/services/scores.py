"""How people rated our answers, counted for the pages of services."""

from django.db import transaction
from django.db.models import Count, Sum

from kholboo.core import clock
from kholboo.feedback.models import Rating, ServiceScore
from kholboo.feedback.rules import CaseStatus


@transaction.atomic
def count_scores() -> int:
    """Count all closed cases anew; says of how many places and services there is a mark.

    A case may change its service, its office or its state, so nothing is added up on the way.
    """
    now = clock.now()
    rows = (
        Rating.objects.filter(case__status=CaseStatus.CLOSED, case__service__isnull=False)
        .order_by()
        .values("case__service", "case__office")
        .annotate(ratings=Count("pk"), score_sum=Sum("score"))
    )
    scores = [
        ServiceScore(
            service_id=row["case__service"],
            office_id=row["case__office"],
            ratings=row["ratings"],
            score_sum=row["score_sum"],
            counted_at=now,
        )
        for row in rows
    ]
    ServiceScore.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["service", "office"],
        update_fields=["ratings", "score_sum", "counted_at"],
    )
    ServiceScore.objects.filter(counted_at__lt=now).delete()
    return len(scores)
