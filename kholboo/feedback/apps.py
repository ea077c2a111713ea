from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kholboo.feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kholboo.accounts.links import Link, add
        from kholboo.accounts.roles import grant
        from kholboo.feedback import (
            signs,
            subscribers,  # noqa: F401  # listens from now on
        )
        from kholboo.feedback.rules import PERMISSIONS

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        signs.put_up()
        add(
            Link(
                label=_("My cases"),
                view="feedback:my_cases",
                hint=_("What you sent us while signed in, and where it stands."),
                icon="inbox",
            )
        )
