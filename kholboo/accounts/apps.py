from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kholboo.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.ui.shell import shell

        shell.add(never=("/account/",))
