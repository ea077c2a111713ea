from django.db import models
from django.db.models import F, Q

from kholboo.agency.models import Office, Service


class ServiceScore(models.Model):
    """How people rated the answers about one service at one office, counted from time to time.

    Counted anew as a whole (`services/scores.py`), so pages for everybody never count cases.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    ratings = models.PositiveIntegerField()
    score_sum = models.PositiveIntegerField()  # of marks from 1 to 5
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "office"], name="score_one_of_a_place"),
            models.CheckConstraint(
                name="score_sum_is_of_marks_1_to_5",
                condition=Q(ratings__gte=1)
                & Q(score_sum__gte=F("ratings"))
                & Q(score_sum__lte=F("ratings") * 5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.office_id}: {self.score_sum}/{self.ratings}"
