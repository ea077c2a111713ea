from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "kholboo.payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.roles import grant
        from kholboo.payments import signs, subscribers  # noqa: F401  # listens from now on
        from kholboo.payments.rights import PERMISSIONS
        from kholboo.ui.shell import shell

        for permission, roles in PERMISSIONS.items():
            grant(permission, *roles)
        signs.put_up()
        shell.add(never=("/payments/",))
