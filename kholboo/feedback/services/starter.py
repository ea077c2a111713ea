"""Term rules, ladder and answer texts of a new installation; again changes nothing.

Terms: petitions law art. 16 as two state bodies quote it. Suggestions: 90 days is seen on two
pages and 60 on others, so the row says "to be confirmed".
"""

from datetime import date

from kholboo.accounts.roles import Role
from kholboo.feedback.models import (
    AnswerTemplate,
    CompetentBody,
    DangerWord,
    EscalationRung,
    ForwardTerm,
    RetentionRule,
    TermRule,
)
from kholboo.feedback.rules import CaseKind, Outcome
from kholboo.feedback.services import exclusions, fields
from kholboo.feedback.term import DayUnit

LAW_MN = (
    "Иргэдээс төрийн байгууллага, албан тушаалтанд гаргасан өргөдөл, гомдлыг шийдвэрлэх "
    "тухай хуулийн 16 дугаар зүйл"
)
LAW_EN = (
    "Law on resolving petitions and complaints made by citizens to state bodies and officials, "
    "article 16"
)
FROM = date(1995, 4, 17)
DAYS = {
    CaseKind.COMPLAINT: 30,
    CaseKind.REQUEST: 30,
    CaseKind.PETITION: 30,
    CaseKind.SUGGESTION: 90,
}
# What the pages of the law that were seen say plainly; the rest is shown "to be confirmed".
SEEN = frozenset({CaseKind.COMPLAINT, CaseKind.PETITION})

# No law that was seen gives a number. The rows say so, and nothing is erased under them until an
# administrator confirms them.
YEARS_KEPT = 5
KEPT_MN = "Хуулийн заалтыг олж хараагүй: урьдчилсан санал"
KEPT_EN = "No provision of the law was seen: a proposal"
# The agency's own order of reporting is not known to us: these rungs say "to be confirmed".
LADDER: list[dict[str, object]] = [
    {"hours": 24, "unassigned_only": True, "tell": Role.UNIT_HEAD},
    {"hours": 48, "unassigned_only": True, "tell": Role.OFFICE_HEAD},
    {"share": 75, "unassigned_only": False, "tell": Role.UNIT_HEAD},
    {"share": 90, "unassigned_only": False, "tell": Role.OFFICE_HEAD},
    {"share": 100, "unassigned_only": False, "tell": Role.AGENCY_HEAD},
]

TEMPLATES = [
    {
        "title_mn": "Шалгасан, зөрчил илэрсэн",
        "title_en": "Checked, a fault was found",
        "kind": CaseKind.COMPLAINT,
        "outcome": Outcome.GRANTED,
        "text_mn": "Сайн байна уу. Таны гомдлын дагуу шалгалт хийлээ. Шалгалтаар зөрчил илэрсэн "
        "тул засуулах арга хэмжээ авлаа.",
        "text_en": "Hello. We checked what you told us. We found a fault and had it put right.",
    },
    {
        "title_mn": "Шалгасан, зөрчил илрээгүй",
        "title_en": "Checked, no fault was found",
        "kind": CaseKind.COMPLAINT,
        "outcome": Outcome.REFUSED,
        "text_mn": "Сайн байна уу. Таны гомдлын дагуу шалгалт хийлээ. Шалгалтаар зөрчил "
        "илэрсэнгүй.",
        "text_en": "Hello. We checked what you told us. We found no fault.",
    },
    {
        "title_mn": "Тайлбар, мэдээлэл өгөх",
        "title_en": "Explanation",
        "kind": "",
        "outcome": Outcome.EXPLAINED,
        "text_mn": "Сайн байна уу. Таны асуусан зүйлд дараах тайлбарыг өгч байна.",
        "text_en": "Hello. Here is the explanation you asked for.",
    },
    {
        "title_mn": "Саналд талархах",
        "title_en": "Thanks for a suggestion",
        "kind": CaseKind.SUGGESTION,
        "outcome": Outcome.GRANTED,
        "text_mn": "Сайн байна уу. Санал өгсөнд баярлалаа. Таны саналыг хэлэлцээд ажилдаа тусгахаар "
        "шийдлээ.",
        "text_en": "Hello. Thank you for your suggestion. We discussed it and will act on it.",
    },
]

# Kinds of bodies people are most often sent to. Only 11-11 has a number here: it is in public
# use; every other number, address and the exact competence are the administrator's to fill in.
BODIES = [
    {
        "name_mn": "Засгийн газрын 11-11 төв",
        "name_en": "Government 11-11 centre",
        "scope_mn": "Аль байгууллагад хандахаа мэдэхгүй байгаа өргөдөл, гомдол, санал",
        "scope_en": "Petitions, complaints and suggestions when it is not clear whose they are",
        "phone": "11-11",
    },
    {
        "name_mn": "Хэрэглэгчийн эрхийг хамгаалах асуудал хариуцсан байгууллага",
        "name_en": "The body for the protection of consumers",
        "scope_mn": "Үнэ, буцаалт, хууран мэхэлсэн худалдаа, зар сурталчилгаа",
        "scope_en": "Prices, returns, misleading trade and advertising",
    },
    {
        "name_mn": "Хүнсний аюулгүй байдлын хяналт хариуцсан байгууллага",
        "name_en": "The body for the control of food safety",
        "scope_mn": "Хүнсний хордлого, хугацаа дууссан, чанаргүй хүнс",
        "scope_en": "Food poisoning, expired and spoilt food",
    },
    {
        "name_mn": "Эрчим хүчний хэрэглээ, тариф хариуцсан байгууллага",
        "name_en": "The body for energy supply and tariffs",
        "scope_mn": "Цахилгаан, дулааны тасалдал, төлбөр, тариф",
        "scope_en": "Cuts of power and heat, bills, tariffs",
    },
    {
        "name_mn": "Аймаг, нийслэлийн Засаг даргын Тамгын газар",
        "name_en": "The governor's office of the aimag or the capital",
        "scope_mn": "Орон нутгийн захиргааны үйлчилгээ, шийдвэр",
        "scope_en": "Services and decisions of the local administration",
    },
]
FORWARD_BASIS_MN = "Хуулийн холбогдох заалтыг тодруулж байна"
FORWARD_BASIS_EN = "The provision of the law is being looked up"
# Words after which a new case is looked at first: our guess, marked as a sample.
DANGER_WORDS = (
    "хордсон", "гэмтсэн", "бэртсэн", "осол", "гал гарсан", "дэлбэрсэн", "тэсэрсэн", "цахилгаанд цохиулсан",
    "хий алдсан", "амь нас", "эрүүл мэндэд хортой", "хүүхэд гэмтсэн", "poisoned", "injured", "explosion",
    "fire", "electric shock",
)  # fmt: skip


def load() -> None:
    for kind, days in DAYS.items():
        TermRule.objects.get_or_create(
            kind=kind,
            valid_from=FROM,
            defaults={
                "days": days,
                "unit": DayUnit.CALENDAR,
                "extension_days": 30,
                "is_confirmed": kind in SEEN,
                "basis_mn": LAW_MN,
                "basis_en": LAW_EN,
            },
        )
    exclusions.load()
    for kind in CaseKind:
        RetentionRule.objects.get_or_create(
            kind=kind,
            valid_from=FROM,
            defaults={"years": YEARS_KEPT, "basis_mn": KEPT_MN, "basis_en": KEPT_EN},
        )
    if not EscalationRung.objects.exists():
        EscalationRung.objects.bulk_create(EscalationRung(valid_from=FROM, **row) for row in LADDER)
    fields.load()
    for order, row in enumerate(TEMPLATES):
        AnswerTemplate.objects.get_or_create(
            title_mn=row["title_mn"], defaults={**row, "order": order}
        )
    for row in BODIES:
        CompetentBody.objects.get_or_create(
            name_mn=row["name_mn"], defaults={**row, "is_sample": True}
        )
    # The law's term for passing on was not seen, so the row says nothing but that.
    ForwardTerm.objects.get_or_create(
        valid_from=FROM,
        defaults={
            "days": None,
            "unit": DayUnit.WORKING,
            "is_confirmed": False,
            "basis_mn": FORWARD_BASIS_MN,
            "basis_en": FORWARD_BASIS_EN,
        },
    )
    if not DangerWord.objects.exists():
        # Once: what an administrator removed must not come back with the next start.
        DangerWord.objects.bulk_create(
            DangerWord(word=word, is_sample=True) for word in DANGER_WORDS
        )
