from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "kholboo.standards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.standards import (
            desk_signs,
            enquiry_signs,
            subscribers,  # noqa: F401  # listens from now on
            watch_signs,
        )
        from kholboo.standards.rights import PERMISSIONS
        from kholboo.standards.signs import put_up
        from kholboo.ui.shell import shell

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        put_up()
        desk_signs.put_up()
        enquiry_signs.put_up()
        watch_signs.put_up()
        shell.add(
            pages=("/standards/kept/",),
            instead={"/standards/*/read/": "/standards/kept/"},
            never=("/standards/desk/", "/standards/watches/", "/standards/told/"),
        )
