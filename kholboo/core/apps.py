from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kholboo.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from kholboo.core import planned

        connection_created.connect(planned.keep_plans)
