"""What invented people write: sentences about scales, pumps, gold and standards, in Mongolian.

A pool of finished sentences with their search keys, so that filling spends its time on rows.
"""

from dataclasses import dataclass
from random import Random

from bench.plan import pick
from kholboo.core.language import search_key
from kholboo.feedback.rules import CaseKind, Outcome

MARKETS = "Нарантуул,Хархорин,Барс,Да хүрээ,Бөмбөгөр,Мөнхийн зах,Сансар,Хүчит шонхор,Дүнжингарав,Төв зах,Их зах,Шинэ зах"  # fmt: skip
SUMS = "Жаргалант,Баян-Өндөр,Дархан,Улаангом,Өлгий,Мөрөн,Чойбалсан,Даланзадгад,Зуунмод,Сүхбаатар,Цэцэрлэг,Арвайхээр,Булган,Мандалговь,Сайншанд,Баруун-Урт,Чойр,Хутаг-Өндөр,Эрдэнэбүрэн,Тариат,Хатгал,Орхон,Сант,Шаамар,Бор-Өндөр,Замын-Үүд,Цагааннуур,Булгантамир,Өгийнуур,Баянзүрх"  # fmt: skip
GOODS = "мах,гурил,шатахуун,алтан бөгж,мөнгөн аяга,цемент,сүү,ноос,ноолуур,нүүрс,усны тоолуур,цахилгааны тоолуур,даралт хэмжигч,автомашины жин,цахим жин,термометр,барилгын тоосго,ундны ус,хүүхдийн тоглоом,цахилгаан халаагуур"  # fmt: skip

HAPPENED = {
    CaseKind.COMPLAINT: [
        "{market} захын жин {good} дээр {n} грамм дутуу хэмжиж байна.",
        "{sum} сумын шатахуун түгээх станц {n} литрт илүү мөнгө авсан.",
        "{good} авахад жин нь баталгаажуулалтын тэмдэггүй байсан.",
        "Баталгаажуулалтын хугацаа {n} хоногийн өмнө дууссан тоолуураар төлбөр бодсон.",
        "{good} дээр байгаа сорьцын тэмдэг худал бололтой, {n} төгрөгөөр авсан юм.",
        "{sum} сумын дэлгүүрт стандартын шаардлага хангаагүй {good} зарж байна.",
    ],
    CaseKind.REQUEST: [
        "{good} баталгаажуулахад ямар бичиг баримт бүрдүүлэх вэ?",
        "MNS {n} стандартын хүчинтэй хувилбарыг хаанаас авах вэ?",
        "{sum} суманд {good} шалгуулах цагийг мэдүүлж өгнө үү.",
        "Манай {n} ширхэг жинг газар дээр нь ирж шалгах боломжтой юу?",
        "Гадаадаас оруулсан {good} дээр тохирлын гэрчилгээ яаж авах вэ?",
    ],
    CaseKind.PETITION: [
        "{sum} сумын {n} өрх нийлж {good} шалгуулах хүсэлтэй байна.",
        "{market} захад хяналтын жин {n} цэгт тавьж өгөхийг хүсье.",
        "Баталгаажуулалтын хураамжийг {n} төгрөг болгож бууруулж өгнө үү.",
        "{good} дээрх шаардлагыг малчдад ойлгомжтой болгож өгнө үү.",
    ],
    CaseKind.SUGGESTION: [
        "{market} захын үүдэнд иргэн өөрөө шалгах жин байвал сайн байна.",
        "Стандартын товч тайлбарыг {n} хуудсанд багтаан гаргаж байх саналтай.",
        "{good} шалгуулах цагийг утсаар биш цахимаар авдаг болгоё.",
        "{sum} суманд жилд {n} удаа явуулын баталгаажуулалт ирдэг бол сайн.",
    ],
}
BEFORE = [
    "Сайн байна уу.",
    "Энэ сарын {day}-нд болсон явдлын талаар бичиж байна.",
    "Би {sum} сумын {day} дугаар багт амьдардаг.",
    "Манайх {market} орчимд {day} жил үйл ажиллагаа явуулж байна.",
]
AFTER = [
    "Зургийг нь хавсаргах боломжгүй байлаа.",
    "Өмнө нь {day} удаа утсаар хэлсэн ч өөрчлөгдсөнгүй.",
    "Баримт нь надад байгаа, дугаар нь {n}.",
    "Өөр {day} хүн ижил зүйл ярьсан.",
    "Хариуг утсаар өгч болно.",
    "Энэ нь {sum} сумын олон хүнд хамаатай.",
]
WISHES = [
    "Жинг шалгаж өгнө үү.",
    "Илүү авсан {n} төгрөгийг буцаалгаж өгнө үү.",
    "Надад тайлбар өгнө үү.",
    "Шалгаад дүнг нь мэдэгдэнэ үү.",
    "Цаг товлож өгнө үү.",
    "{sum} суманд ирж үзнэ үү.",
]
QUESTIONS = [
    "Хэмжих хэрэгслийн дугаар, үйлдвэрлэгчийг бичиж өгнө үү.",
    "Худалдан авалтын баримт байгаа юу?",
    "Хэдэн өдөр, хэдэн цагт болсон бэ?",
]
REPLIES = [
    "Дугаар нь {n}, Хятадад үйлдвэрлэсэн.",
    "Баримт байгаа, {n} төгрөг төлсөн.",
    "Энэ сарын {day}-ны өглөө 10 цагт.",
]
ANSWERS = {
    Outcome.GRANTED: "Сайн байна уу. Таны гомдлын дагуу {day}-нд шалгалт хийж зөрчил илрүүллээ. Зөрчлийг арилгуулсан.",
    Outcome.PARTLY: "Сайн байна уу. Шалгалт хийлээ. Таны хэлсний нэг хэсэг батлагдсан, үлдсэнд нь зөрчил илэрсэнгүй.",
    Outcome.REFUSED: "Сайн байна уу. Шалгалт хийлээ. Зөрчил илэрсэнгүй, хэмжил зөвшөөрөгдөх хязгаарт байна.",
    Outcome.EXPLAINED: "Сайн байна уу. Таны асуусан зүйлд тайлбар өгч байна. Бүрдүүлэх бичиг баримт {day}, хугацаа {n} минут.",
}  # fmt: skip
GROUND = "Хэмжил зүйн тухай хууль, {day} дугаар зүйл"
REMEDY = "Хариутай санал нийлэхгүй бол 30 хоногийн дотор дээд шатны байгууллага, эсвэл шүүхэд хандаж болно."  # fmt: skip
REASONS = ["Жин хэвээрээ байна.", "Хариу миний асуултад тохирсонгүй.", "Дахиад л давтагдлаа."]
NOTES = ["Утсаар ярьж тодруулав.", "Хяналтын байцаагчид дамжуулсан.", "Баримтыг архиваас үзэв."]
PRAISE = ["Баярлалаа, хурдан шийдлээ.", "Ойлгомжтой тайлбарласан.", "Удсан ч гэсэн шийдсэн.", ""]
EACH = 160  # finished sentences of one form


@dataclass(frozen=True)
class Said:
    """A sentence and its search key (keys of parts join into the key of the whole)."""

    text: str
    key: str


class Words:
    """Everything people and officers may say, finished from one seed."""

    def __init__(self, luck: Random) -> None:
        self._luck = luck
        self.happened = {kind: self._all(forms) for kind, forms in HAPPENED.items()}
        self.before = self._all(BEFORE)
        self.after = self._all(AFTER)
        self.wishes = self._all(WISHES)
        self.replies = self._all(REPLIES)
        self.answers = {outcome: self._all([form]) for outcome, form in ANSWERS.items()}
        self.grounds = self._all([GROUND])

    def letter(self, kind: CaseKind, luck: Random) -> tuple[str, str, list[str]]:
        """A text of two to four sentences, a wish or none, and the search keys of all."""
        parts = [pick(luck, self.before), pick(luck, self.happened[kind])]
        parts += [pick(luck, self.after) for _each in range(int(luck.random() * 3))]
        text = " ".join([part.text for part in parts])
        wish = ""
        if luck.random() < 0.7:
            parts.append(pick(luck, self.wishes))
            wish = parts[-1].text
        return text, wish, [part.key for part in parts]

    def _all(self, forms: list[str]) -> list[Said]:
        said = {self._fill(form) for form in forms for _copy in range(EACH if "{" in form else 1)}
        return [Said(text, search_key(text)) for text in sorted(said)]

    def _fill(self, form: str) -> str:
        choose = self._luck.choice
        return form.format(
            market=choose(MARKETS.split(",")),
            sum=choose(SUMS.split(",")),
            good=choose(GOODS.split(",")),
            n=self._luck.randrange(12, 99_000),
            day=self._luck.randrange(2, 30),
        )
