from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role

ZONES = [("Asia/Ulaanbaatar", "Asia/Ulaanbaatar"), ("Asia/Hovd", "Asia/Hovd")]


class Named(models.Model):
    """Something with a Mongolian and an English name."""

    name_mn = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # True where the fact is not confirmed by a source: pages then show the sample mark.
    is_sample = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_mn


class Aimag(Named):
    """One of the 21 aimags, or the capital."""

    code = models.CharField(max_length=2, unique=True)  # National Statistics Office
    iso = models.CharField(max_length=6, unique=True)  # ISO 3166-2
    slug = models.SlugField(unique=True)
    centre_mn = models.CharField(max_length=100)
    centre_en = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=20, choices=ZONES)
    is_capital = models.BooleanField(default=False)
    has_department = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=100)

    class Meta(Named.Meta):
        ordering = ["-is_capital", "sort_key"]


class Office(Named):
    """The head office, or the department of one aimag."""

    slug = models.SlugField(unique=True)
    aimag = models.OneToOneField(Aimag, on_delete=models.PROTECT, related_name="office")
    is_head = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=20, choices=ZONES)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address_mn = models.CharField(max_length=300, blank=True)
    address_en = models.CharField(max_length=300, blank=True)
    sort_key = models.CharField(max_length=100)

    class Meta(Named.Meta):
        ordering = ["-is_head", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_head"], condition=Q(is_head=True), name="office_one_head_office"
            )
        ]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def address(self) -> str:
        return self.address_en if get_language() == "en" else self.address_mn


class Unit(Named):
    """One of the main units of the head office."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField()

    class Meta(Named.Meta):
        ordering = ["order"]


class ServiceGroup(models.TextChoices):
    METROLOGY = "metrology", _("metrology")
    STANDARDIZATION = "standardization", _("standardization")
    CERTIFICATION = "certification", _("certification")
    ASSAY = "assay", _("assay")


class Service(Named):
    """One of the fifteen services named in the survey of 2020."""

    code = models.SlugField(unique=True)
    group = models.CharField(max_length=20, choices=ServiceGroup)
    order = models.PositiveSmallIntegerField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    # What a person would say; searched together with the names (both languages).
    hint_mn = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    icon = models.CharField(max_length=40)
    # True while the unit and the departments below are our guess and not the agency's word.
    is_routing_sample = models.BooleanField(default=False)
    # Local departments that deliver it; all other aimags are served by the head office.
    offices = models.ManyToManyField(Office, related_name="services", blank=True)

    class Meta(Named.Meta):
        ordering = ["order"]

    @property
    def hint(self) -> str:
        return self.hint_en if get_language() == "en" else self.hint_mn


class Post(models.Model):
    """A role held by a person in an office (and perhaps a unit) for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts"
    )
    role = models.CharField(max_length=20, choices=Role)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_unit_head_has_unit",
                condition=~Q(role=Role.UNIT_HEAD) | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.office}"

    def is_held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("leave")
    ILLNESS = "illness", _("illness")
    TRIP = "trip", _("work trip")
    OTHER = "other", _("another reason")


class Absence(models.Model):
    """Somebody is away for some days, both included, and a deputy does their work meanwhile."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputations"
    )
    since = models.DateField()
    until = models.DateField()
    kind = models.CharField(max_length=8, choices=AbsenceKind)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [
            models.Index(fields=["person", "until"], name="absence_of_person"),
            models.Index(fields=["deputy", "until"], name="absence_of_deputy"),
        ]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="absence_deputy_is_another", condition=~Q(person=models.F("deputy"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.since} – {self.until}"


class CalendarDay(models.Model):
    """A day that differs from Monday-to-Friday: a holiday by law, or the Cabinet's shift.

    An override beats the law's holiday of the same date (two rows may stand for one date).
    """

    date = models.DateField()
    is_working = models.BooleanField()
    is_override = models.BooleanField(default=False)
    name_mn = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "is_override"], name="calendar_day_once_by_law_once_by_override"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name_mn}"


class Counter(models.Model):
    """The last number given in one series of one year; the row lock makes numbers gapless."""

    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="counter_one_row_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
