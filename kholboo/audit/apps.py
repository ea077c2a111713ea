from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "kholboo.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts import queries as people
        from kholboo.accounts.links import Group, Link, add
        from kholboo.accounts.roles import Role, grant
        from kholboo.audit.labels import name_keys, name_things, name_words, register
        from kholboo.ui.shell import shell

        shell.add(never=("/audit/",))
        grant("audit.read_entries", Role.AUDITOR, Role.AGENCY_HEAD)
        import_module("kholboo.audit.subscribers")
        add(
            Link(
                label=_("History"),
                hint=_("Who did what, and when."),
                view="audit:entries",
                group=Group.LEADING,
                icon="history",
                is_for=lambda user: user.has_perm("audit.read_entries"),
            )
        )
        for action, sentence in {
            "accounts.joined": _("opened an account"),
            "accounts.signed_in": _("signed in"),
            "accounts.second_factor_passed": _("showed a second factor"),
            "accounts.second_factor_removed": _("removed a key"),
            "accounts.totp_added": _("connected an authenticator app"),
            "accounts.passkey_added": _("added a passkey"),
            "accounts.recovery_codes_made": _("made new recovery codes"),
            "accounts.profile_changed": _("changed their own details"),
            "accounts.organisation_declared": _("said that they speak for an organisation"),
            "accounts.organisation_left": _("stopped speaking for an organisation"),
            "accounts.password_set": _("set a password"),
            "accounts.staff_made": _("became staff"),
            "accounts.password_link_sent": _("sent a link that sets the password"),
            "accounts.switched_off": _("account was closed"),
            "accounts.demo_door_opened": _("came through a demo door"),
        }.items():
            register(action, sentence)
        name_things("accounts.User", _("person"), people.names_of)
        name_keys({"user": "accounts.User"})
        name_words(
            {
                "by": _("way"),
                "email": _("e-mail"),
                "sms": _("SMS"),
                "password": _("password"),
                "totp": _("app"),
                "passkey": _("passkey"),
                "webauthn": _("passkey"),
                "recovery_codes": _("recovery code"),
                "demo door": _("demo door"),
                "register": _("register number"),
                "before": _("before"),
                "after": _("after"),
                "years": _("years"),
                "days": _("number of days"),
                "role": _("post"),
                "office": _("office"),
                "user": _("person"),
                **{str(value): label for value, label in Role.choices},
            }
        )
