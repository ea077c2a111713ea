from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "kholboo.registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.registers import (
            scanned,
            signs,
            subscribers,  # noqa: F401  # listens from now on
        )
        from kholboo.registers.rights import PERMISSIONS
        from kholboo.ui.shell import shell

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        signs.put_up()
        scanned.put_up()
        shell.add(
            pages=("/verify/offline/",),
            instead={"/verify/": "/verify/offline/"},
            scripts=("registers/keeper.js",),
        )
