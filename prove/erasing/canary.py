"""What must not be found any more: words made for one proof that stand nowhere else."""

import io
import math
import struct
import wave
import zipfile
from dataclasses import dataclass, fields
from random import Random

LETTERS = "абвгдежзийклмнопрстуүфхцчшэюя"


@dataclass(frozen=True)
class Canaries:
    """One invented person and everything they say; each value is unlike every other text."""

    family: str
    given: str
    organisation: str
    position: str
    register: str
    address: str
    phone: str
    email: str
    text: str
    wish: str
    message: str
    question: str
    note: str
    answer: str
    ground: str
    rating: str
    reason: str
    file_words: str
    file_name: str
    voice_name: str
    voice: bytes

    @classmethod
    def make(cls, luck: Random) -> "Canaries":
        def word() -> str:
            return "".join(luck.choices(LETTERS, k=14))

        return cls(
            family=word().capitalize(),
            given=word().capitalize(),
            organisation=word().capitalize(),
            position=word(),
            # Few digits could stand somewhere by chance, so these are looked for as whole values.
            register=f"{luck.randrange(5_000_000, 6_999_999)}",
            address=word(),
            phone=f"88{luck.randrange(10**6):06d}",
            email=f"{luck.randbytes(8).hex()}@canary.invalid",
            text=word(),
            wish=word(),
            message=word(),
            question=word(),
            note=word(),
            answer=word(),
            ground=word(),
            rating=word(),
            reason=word(),
            file_words=word(),
            file_name=word(),
            voice_name=word(),
            voice=_noise(luck),
        )

    def values(self) -> dict[str, str | bytes]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _noise(luck: Random) -> bytes:
    """Half a second that no other sound has."""
    tone = (math.sin(at / 9) * 9000 + luck.uniform(-900, 900) for at in range(4000))
    return b"".join(struct.pack("<h", int(level)) for level in tone)


def sound(samples: bytes) -> bytes:
    """The samples as a WAV file, played long enough to pass for a note."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples * 4)
    return made.getvalue()


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd'
    '.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def paper(words: str) -> bytes:
    """A Word file with one line."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", _TYPES)
        box.writestr("_rels/.rels", _RELS)
        box.writestr(
            "word/document.xml",
            '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
            f'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    return made.getvalue()
