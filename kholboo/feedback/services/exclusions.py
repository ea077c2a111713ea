"""The matters of article 3 as a new installation knows them (running it again changes nothing),
and an administrator's changes to them.

Seen: petitions law art. 3 (legalinfo.mn lawId=294) leaves criminal procedure, civil court
procedure, infringement procedure and arbitration to their own laws; matters of state inspection
follow the law on state inspection. Where to turn is told in general words, to be confirmed.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.feedback.models import Exclusion

BASIS_MN = (
    "Иргэдээс төрийн байгууллага, албан тушаалтанд гаргасан өргөдөл, гомдлыг шийдвэрлэх "
    "тухай хуулийн 3 дугаар зүйл"
)
BASIS_EN = (
    "Law on resolving petitions and complaints made by citizens to state bodies and officials, "
    "article 3"
)
ROWS: list[dict[str, Any]] = [
    {
        "code": "criminal",
        "title_mn": "Эрүүгийн хэрэг",
        "title_en": "Criminal cases",
        "words": ["эрүүгийн", "гэмт хэрэг", "прокурор", "criminal", "prosecutor"],
        "explanation_mn": "Эрүүгийн хэргийг мөрдөх, шалгах, шийдвэрлэхтэй холбоотой гомдлыг энэ "
        "хуулиар биш, эрүүгийн хэрэг шалган шийдвэрлэх журмаар шийдвэрлэдэг.",
        "explanation_en": "A complaint about how a criminal case is investigated or decided goes "
        "by criminal procedure and not by the petitions law.",
        "where_mn": "Тухайн хэргийг шалгаж, шийдвэрлэж байгаа байгууллагад хандана уу.",
        "where_en": "Turn to the body that investigates or decides the case.",
    },
    {
        "code": "civil",
        "title_mn": "Иргэний хэрэг, шүүхийн маргаан",
        "title_en": "Civil cases, disputes before a court",
        "words": ["шүүх", "нэхэмжлэл", "court", "lawsuit"],
        "explanation_mn": "Шүүхээр шийдвэрлэх маргаан, шүүхийн шийдвэрийн тухай гомдлыг иргэний "
        "хэрэг шүүхэд шийдвэрлэх журмаар шийдвэрлэдэг. Бид шүүхийн шийдвэрийг өөрчлөх эрхгүй.",
        "explanation_en": "A dispute for a court, or a complaint about a court's decision, goes by "
        "civil court procedure. We cannot change what a court decided.",
        "where_mn": "Маргааныг шийдвэрлэх шүүхэд хандана уу.",
        "where_en": "Turn to the court that decides the dispute.",
    },
    {
        "code": "infringement",
        "title_mn": "Зөрчлийн хэрэг, торгууль",
        "title_en": "Infringements and fines",
        "words": [
            "зөрчлийн хэрэг",
            "зөрчлийн тухай",
            "торгууль",
            "торгосон",
            "fined",
            "infringement",
        ],
        "explanation_mn": "Зөрчлийн хэрэг, ногдуулсан торгуулийн тухай гомдлыг зөрчил шалган "
        "шийдвэрлэх журмаар шийдвэрлэдэг.",
        "explanation_en": "A complaint about an infringement case or a fine goes by infringement "
        "procedure.",
        "where_mn": "Зөрчлийн хэргийг шийдвэрлэсэн байгууллагад хандана уу. Хаана, хэзээ гомдол "
        "гаргахыг шийдвэрээс нь шалгана уу.",
        "where_en": "Turn to the body that decided it. Its decision says where to complain, and "
        "until when.",
    },
    {
        "code": "arbitration",
        "title_mn": "Арбитрын маргаан",
        "title_en": "Arbitration",
        "words": ["арбитр", "arbitrat"],
        "explanation_mn": "Арбитраар шийдвэрлэхээр тохирсон маргааныг арбитрын журмаар "
        "шийдвэрлэдэг.",
        "explanation_en": "A dispute that the sides agreed to bring before arbitration is decided "
        "there.",
        "where_mn": "Гэрээнд заасан арбитрт хандана уу.",
        "where_en": "Turn to the arbitration your contract names.",
    },
    {
        "code": "inspection",
        "title_mn": "Төрийн хяналт шалгалт",
        "title_en": "State inspection",
        "words": ["улсын байцаагч", "байцаагчийн дүгнэлт", "хяналт шалгалтын акт", "inspector"],
        "explanation_mn": "Улсын байцаагчийн шалгалт, түүний дүгнэлт, актын тухай асуудлыг Төрийн "
        "хяналт шалгалтын тухай хуулиар шийдвэрлэдэг.",
        "explanation_en": "What a state inspector checked and decided is settled by the law on "
        "state inspection.",
        "where_mn": "Шалгалт хийсэн байгууллагад хандана уу.",
        "where_en": "Turn to the body that made the inspection.",
    },
]


@dataclass(frozen=True)
class MatterWords:
    """A matter as an administrator states it."""

    title_mn: str
    title_en: str
    words: list[str]
    explanation_mn: str
    explanation_en: str
    where_mn: str
    where_en: str
    basis_mn: str
    basis_en: str
    is_confirmed: bool


@transaction.atomic
def change_exclusion(row: Exclusion, words: MatterWords, *, actor: User) -> None:
    """Put a matter right, or confirm it; answers given before keep their words."""
    row = Exclusion.objects.select_for_update().get(pk=row.pk)
    changed = sorted(name for name, value in vars(words).items() if getattr(row, name) != value)
    for name, value in vars(words).items():
        setattr(row, name, value)
    row.save()
    audit.record(
        "feedback.exclusion_changed",
        row,
        actor=actor,
        title=row.title_mn,
        changed=changed,
        is_confirmed=row.is_confirmed,
    )


def load() -> None:
    for order, row in enumerate(ROWS):
        Exclusion.objects.get_or_create(
            code=row["code"],
            defaults={**row, "order": order, "basis_mn": BASIS_MN, "basis_en": BASIS_EN},
        )
