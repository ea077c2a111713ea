from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kholboo.documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kholboo.audit import labels

        labels.name_things("documents.Document", _("file"))
        labels.name_words({"size": _("size in bytes"), "sha256": _("fingerprint of the file")})
        labels.register("documents.document_received", _("A file was received"))
        labels.register("documents.document_erased", _("A file of an erased person was removed"))
        labels.register("documents.document_discarded", _("An unused file was removed"))
