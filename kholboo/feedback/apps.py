from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kholboo.feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.feedback import (
            signs,
            subscribers,  # noqa: F401  # listens from now on
        )
        from kholboo.feedback.rights import PERMISSIONS

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        signs.put_up()
