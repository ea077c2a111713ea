"""What people follow, what there is to tell, and what they were told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.standards.models.catalogue import Edition, IcsClass, Work
from kholboo.standards.models.changes import ChangeEvent
from kholboo.standards.rules import Status
from kholboo.standards.watching import MOST_NEWS, START, NewsKind, Thing, Way


class Watcher(models.Model):
    """Somebody who follows standards: by which ways news comes, and up to which they were told.

    `wrapped_key` opens the words of their searches; all of it goes with the account.
    """

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    by_email = models.BooleanField(default=False)
    by_sms = models.BooleanField(default=False)
    wrapped_key = models.BinaryField()
    # The newest piece of news they were told of or that was none of theirs.
    told = models.BigIntegerField(default=0, db_index=True)
    told_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"watcher {self.pk}"

    @property
    def seal_row(self) -> str:
        return f"watcher:{self.person_id}"

    @property
    def topic(self) -> str:
        return f"{START}{self.pk}"

    @property
    def ways(self) -> list[str]:
        """By which letters come; only what the account has confirmed."""
        chosen = {Way.EMAIL: self.by_email, Way.SMS: self.by_sms}
        return [way.value for way in ways_of(self.person) if chosen[way]]


def ways_of(person: User) -> list[Way]:
    """What the account has confirmed: an e-mail address opens it, a phone answered a code."""
    can = {Way.EMAIL: bool(person.email), Way.SMS: bool(person.phone and person.phone_verified)}
    return [way for way in Way if can[way]]


class Watch(models.Model):
    """One thing somebody follows. Of a search `sealed` holds the words and what was narrowed to,
    and `mark` tells two of them apart without saying them.
    """

    watcher = models.ForeignKey(Watcher, on_delete=models.CASCADE, related_name="watches")
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="+")
    ics = models.ForeignKey(IcsClass, null=True, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=32, blank=True)
    sealed = models.BinaryField(default=b"")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watcher", "work"], name="watch_work_once"),
            models.UniqueConstraint(fields=["watcher", "ics"], name="watch_ics_once"),
            models.UniqueConstraint(
                fields=["watcher", "mark"], condition=~Q(mark=""), name="watch_search_once"
            ),
            models.CheckConstraint(
                condition=Q(work__isnull=False, ics=None, mark="", sealed=b"")
                | Q(work=None, ics__isnull=False, mark="", sealed=b"")
                | (Q(work=None, ics=None) & ~Q(mark="") & ~Q(sealed=b"")),
                name="watch_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} of {self.watcher_id}"

    @property
    def thing(self) -> Thing:
        return Thing.WORK if self.work_id else Thing.ICS if self.ics_id else Thing.SEARCH

    @property
    def seal_row(self) -> str:
        return f"watch:{self.watcher_id}:{self.mark}"


class News(models.Model):
    """Something to tell of an edition. Written in one place, one day after the other, so that who
    was told up to one of them was told of all before it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=NewsKind)
    event = models.OneToOneField(
        ChangeEvent, null=True, on_delete=models.PROTECT, related_name="news"
    )
    # The text that amends or corrects it.
    by = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    # Where that stood: what amends on a coming day is told of when published and on its day.
    by_status = models.CharField(max_length=11, choices=Status, blank=True)
    # Where it stood when it was told of last, where that is otherwise now.
    status_was = models.CharField(max_length=11, choices=Status, blank=True)
    # Its classes with all above them, and those it left.
    ics = ArrayField(models.CharField(max_length=9))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=NewsKind.EVENT, event__isnull=False, by=None)
                | Q(kind=NewsKind.TURNED, event=None, by=None)
                | Q(kind__in=[NewsKind.AMENDS, NewsKind.CORRECTS], event=None, by__isnull=False),
                name="news_comes_from_one_thing",
            ),
            models.UniqueConstraint(
                fields=["edition", "by", "by_status"], name="news_amended_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"


class Known(models.Model):
    """Where an edition stood, and what replaces it, when news was gathered last."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    status = models.CharField(max_length=11, choices=Status)
    successor = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.status}"


class Gathering(models.Model):
    """A day on which news was gathered, and the newest piece there was then."""

    day = models.DateField(primary_key=True)
    last = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class Digest(models.Model):
    """What one person was told on one day, for the page their letter leads to."""

    watcher = models.ForeignKey(Watcher, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    news = ArrayField(models.BigIntegerField(), size=MOST_NEWS)
    has_more = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["day"], name="digest_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["watcher", "day"], name="digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.watcher_id} {self.day}"
