from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kholboo.feedback"
    default_auto_field = "django.db.models.BigAutoField"
