from django.db import models


class KeptPage(models.Model):
    """A page as an asker without a session got it, for every web process to give again.

    Only a copy: the table is not written to the log of the database and is empty after a crash.
    """

    # Of the release, the host, the path and the number of a list's page (`Front.key_of`).
    key = models.CharField(max_length=64, primary_key=True)
    # A digest of what the site's words were when it was made; another one is another page.
    version = models.BigIntegerField()
    kept_at = models.DateTimeField()
    headers = models.JSONField()
    brotli = models.BinaryField()
    gzip = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="website_kept_at")]

    def __str__(self) -> str:
        return self.key
