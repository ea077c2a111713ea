from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kholboo.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kholboo.accounts.roles import Role, grant
        from kholboo.audit import labels
        from kholboo.notifications import subscribers  # noqa: F401  # listens from now on

        grant("notifications.read_deliveries", Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY_HEAD)
        grant("notifications.retry_delivery", Role.ADMINISTRATOR)
        labels.register("notifications.delivery_retried", _("A message was sent again"))
