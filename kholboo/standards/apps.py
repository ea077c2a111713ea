from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "kholboo.standards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.standards import subscribers  # noqa: F401  # listens from now on
        from kholboo.standards.signs import put_up

        put_up()
