from django.apps import AppConfig


class EservicesConfig(AppConfig):
    name = "kholboo.eservices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.eservices import subscribers  # noqa: F401  # listens from now on
        from kholboo.eservices.rights import PERMISSIONS
        from kholboo.eservices.signs import put_up
        from kholboo.ui.shell import shell

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        put_up()
        shell.add(
            never=("/desk/services/", "/desk/procedures/", "/services/draft/", "/services/mine/")
        )
