from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "kholboo.website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.ui.shell import shell
        from kholboo.website import subscribers  # noqa: F401  # listens from now on
        from kholboo.website.rights import PERMISSIONS
        from kholboo.website.signs import put_up

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        put_up()
        shell.add(never=("/cms/",))
