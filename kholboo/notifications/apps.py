from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kholboo.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kholboo.accounts.roles import Role, grant
        from kholboo.audit import labels

        grant("notifications.read_deliveries", Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY_HEAD)
        grant("notifications.retry_delivery", Role.ADMINISTRATOR)
        labels.register("notifications.delivery_retried", _("A message was sent again"))
