from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Users(BaseUserManager["User"]):
    def create_user(
        self,
        email: str | None = None,
        phone: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> "User":
        """A person with an e-mail address or a phone (8 digits), or both; no password = code."""
        user = self.model(
            email=self.normalize_email(email).lower() if email else None,
            phone=phone or None,
            **more,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in: a citizen, or one of the staff (who then holds a post)."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=8, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("father's or mother's name"), max_length=100, blank=True)
    language = models.CharField(max_length=2, default="mn", choices=[("mn", "mn"), ("en", "en")])
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # An invented person of the demonstration: the demo doors open for nobody else.
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_can_be_reached",
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
            ),
            models.CheckConstraint(
                name="user_phone_has_8_digits",
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\d{8}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        """`Б.Болд` as on Mongolian letters; the address where there is no name."""
        if not self.given_name:
            return self.email or self.phone or ""
        if not self.family_name:
            return self.given_name
        return f"{self.family_name[0]}.{self.given_name}"

    def get_full_name(self) -> str:
        """What libraries ask for where they name a person (the editors' rooms)."""
        return self.short_name


class Organisation(models.Model):
    """A legal entity, known by its 7-digit register number."""

    register = models.CharField(_("register number"), max_length=7, unique=True)
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_register_has_7_digits", condition=Q(register__regex=r"^\d{7}$")
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person who may speak for an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    position = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    # Until somebody has seen that it is so, it is the person's own word and opens nothing.
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="membership_once_for_each_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class LoginCode(models.Model):
    """One request to sign in by a code. Neither the code nor the address can be read from it."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    code_hash = models.CharField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="login_code_by_age")]

    def __str__(self) -> str:
        return str(self.key)
