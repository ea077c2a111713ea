"""What the codes on certificates are verified with, and the list of those not valid any more."""

from django.db import models


class CodeKey(models.Model):
    """The public half of a key that signed codes; stays, so that old paper stays verifiable."""

    kid = models.CharField(max_length=16, primary_key=True)  # 8 bytes, hexadecimal
    public = models.BinaryField(max_length=32)  # Ed25519, RFC 8032
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.kid


class StatusList(models.Model):
    """A signed list of how all certificates stood at a moment; the newest is given out."""

    version = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()  # places in the list
    digest = models.CharField(max_length=64)  # of the bits, so that the same are not signed twice
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.version}"
