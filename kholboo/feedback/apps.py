from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kholboo.feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.feedback import subscribers  # noqa: F401  # listens from now on
        from kholboo.feedback.rights import PERMISSIONS
        from kholboo.feedback.signs.start import put_up
        from kholboo.ui.shell import shell

        shell.add(
            pages=("/outbox/", "/outbox/new/"),
            instead={
                "/feedback/terms/": "/offline/",
                "/feedback/": "/outbox/new/",
                "/track/": "/saved/",
            },
            never=("/track/", "/desk/", "/hotline/", "/agency/", "/outbox/token/"),
            scripts=("ui/app/vault.js", "ui/app/outbox.js", "feedback/shared.js"),
        )
        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        put_up()
