"""A PAdES seal on a PDF (ETSI EN 319 142-1, level B-B), and the check of one.

The check takes only what we write: one seal over the whole file, by the certificate we seal with,
in the one spelling that `sealed` gives it. Readers of PDF forgive padding, letters' case and fields
that nobody signed; a check that answers "genuine" must not.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Sequence

from asn1crypto import algos, cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from kholboo.registers.sealing.port import Broken

FIELD, DIGEST = "Seal", "sha256"
RESERVED = 8_192  # letters of the seal in hexadecimal; the same for every file
_RANGE = re.compile(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+) *\]")
_HEX = re.compile(rb"<([0-9A-F]+)>")

# A changed file may break its reader in any way: whatever it says, the file is not ours.
BREAKS = (
    *(PdfError, SigningError, SignatureValidationError, zlib.error, EOFError, ValueError),
    *(TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, AssertionError),
)


def sealed(pdf: bytes, signer: signers.Signer, *, name: str, reason: str) -> bytes:
    """The same file with the seal added behind it; nothing of the file itself is written anew."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    out = io.BytesIO()
    signers.PdfSigner(about, signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=RESERVED, output=out
    )
    return out.getvalue()


def check(pdf: bytes, chain: Sequence[bytes]) -> None:
    """Raises Broken. `chain`: from the certificate that seals to the root."""
    try:
        _check_spelling(pdf, chain)  # first: it is quick, and finds nearly everything
    except BREAKS as error:
        raise Broken(str(error)) from error
    check_cover(pdf, chain)


def check_cover(pdf: bytes, chain: Sequence[bytes]) -> None:
    """What any reader of PDF checks: one seal, whole, over everything, from our root."""
    roots = [x509.Certificate.load(chain[-1])]
    try:
        [seal] = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures
        status = validate_pdf_signature(seal, ValidationContext(trust_roots=roots))
    except BREAKS as error:
        raise Broken(str(error)) from error
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.bottom_line and whole):
        raise Broken(status.summary())


def _check_spelling(pdf: bytes, chain: Sequence[bytes]) -> None:
    """What the seal does not cover itself: the place it stands in, and its unsigned fields."""
    [found] = _RANGE.findall(pdf)
    first, length, second, rest = map(int, found)
    place = _HEX.fullmatch(pdf[length:second])
    if first != 0 or second + rest != len(pdf) or place is None or len(place[1]) != RESERVED:
        raise Broken("the seal does not cover the file")
    content = bytes.fromhex(place[1].decode())
    info = cms.ContentInfo.load(content)
    written = info.dump()
    if content[len(written) :].strip(b"\0") or _written(info, chain) != written:
        raise Broken("the seal is not written as we write it")
    digest = hashlib.sha256(pdf[:length] + pdf[second:]).digest()
    [signer] = info["content"]["signer_infos"]
    said = {row["type"].native: row["values"].native for row in signer["signed_attrs"]}
    if said["message_digest"] != [digest]:
        raise Broken("the file was changed")


def _written(info: cms.ContentInfo, chain: Sequence[bytes]) -> bytes:
    """The same attributes and signature as we would have written them."""
    [found] = info["content"]["signer_infos"]
    certificates = [x509.Certificate.load(each) for each in chain[:-1]]
    ours = certificates[0]
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {
                "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                    {"issuer": ours.issuer, "serial_number": ours.serial_number}
                )
            }
        ),
        "digest_algorithm": algos.DigestAlgorithm({"algorithm": DIGEST}),
        "signed_attrs": cms.CMSAttributes.load(found["signed_attrs"].untag().dump(force=True)),
        "signature_algorithm": found["signature_algorithm"],
        "signature": found["signature"].native,
    }
    data = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((algos.DigestAlgorithm({"algorithm": DIGEST}),)),
        "encap_content_info": {"content_type": "data"},
        "certificates": certificates,
        "signer_infos": [signer],
    }
    made = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)})
    written: bytes = made.dump()
    return written
