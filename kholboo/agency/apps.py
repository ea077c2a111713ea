from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "kholboo.agency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import Role, grant

        grant("agency.change_calendar", Role.ADMINISTRATOR)
