from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kholboo.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kholboo.accounts.links import Group, Link, add
        from kholboo.accounts.roles import Role, grant
        from kholboo.audit import labels
        from kholboo.notifications import subscribers  # noqa: F401  # listens from now on
        from kholboo.notifications.purposes import name_messages, purposes_of
        from kholboo.notifications.rules import State
        from kholboo.ui.shell import shell

        shell.add(never=("/deliveries/", "/notify/"), scripts=("notifications/push_worker.js",))
        grant("notifications.read_deliveries", Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY_HEAD)
        grant("notifications.retry_delivery", Role.ADMINISTRATOR)
        labels.name_things("notifications.Delivery", _("message"), purposes_of)
        labels.name_keys({"notifications.delivery_retried.key": "notifications.Delivery"})
        labels.name_words(
            {"state": _("state"), "attempts": _("attempts"), "key": _("what it was about")}
        )
        labels.name_words({f"state.{value}": label for value, label in State.choices})
        labels.register("notifications.delivery_retried", _("A message was sent again"))
        name_messages(
            {
                r"login-code-.*": _("a code to sign in"),
                r"proof-code-.*": _("a code that proves a phone or an e-mail"),
                r"accounts\.password-link-.*": _("a link that sets a password"),
            }
        )
        add(
            Link(
                label=_("Messages sent"),
                hint=_("E-mail and SMS: what arrived, what waits, what did not go."),
                view="notifications:deliveries",
                group=Group.SYSTEM,
                icon="send",
                is_for=lambda user: user.has_perm("notifications.read_deliveries"),
            )
        )
