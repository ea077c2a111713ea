"""A standard of about 1 MB of our own making, in STS: prose, lists, tables, formulas, terms."""

from collections.abc import Iterator
from random import Random

PROSE = (
    "хүнсний бүтээгдэхүүн шошго савлагаа хэмжих арга үсгийн өндөр эзлэхүүн тодорхойлох шаардлага "
    "үйлдвэрлэгч дээж авах туршилт хариуцах этгээд мэдээлэл баталгаажуулах хугацаа температур чийг "
    "найрлага харшил үүсгэгч өрхийн хэрэгцээ худалдах задгай жигнэх дүн тооцох томьёо зөрүү хүлцэл "
    "нягт шингэн хатуу биет гадаргуу ширүүн гөлгөр өнгө үнэр амт бактери үлдэгдэл агууламж хувь"
)
WORDS = PROSE.split()
MATH = "http://www.w3.org/1998/Math/MathML"
FORMULA = (
    '<disp-formula><mml:math display="block"><mml:mi>V</mml:mi><mml:mo>=</mml:mo><mml:mfrac>'
    "<mml:mrow><mml:mi>m</mml:mi><mml:mo>−</mml:mo><mml:msub><mml:mi>m</mml:mi><mml:mn>{}</mml:mn>"
    "</mml:msub></mml:mrow><mml:mi>ρ</mml:mi></mml:mfrac></mml:math><label>({})</label></disp-formula>"
)


def sts(size: int = 1_000_000, *, seed: int = 2026) -> bytes:
    """At least `size` bytes; the same seed gives the same text."""
    luck = Random(seed)
    pieces, length = [_head()], 0
    for number, section in enumerate(_sections(luck), start=4):
        pieces.append(f'<sec id="s{number}"><label>{number}</label>{section(number)}</sec>')
        length += len(pieces[-1].encode())
        if length >= size:
            break
    return "".join([*pieces, "</body></standard>"]).encode()


def _head() -> str:
    return (
        f'<standard xmlns:mml="{MATH}" xmlns:tbx="urn:iso:std:iso:30042:ed-1" xml:lang="mn"><front>'
        "<nat-meta><title-wrap><full>Том бичвэр (ЖИШЭЭ)</full></title-wrap></nat-meta></front><body>"
        '<sec id="s1" sec-type="scope"><label>1</label><title>Хамрах хүрээ</title><p>ЖИШЭЭ.</p></sec>'
        '<sec id="s3" sec-type="terms"><label>3</label><title>Нэр томьёо, тодорхойлолт</title>'
        '<term-sec id="t1"><label>3.1</label><tbx:termEntry><tbx:langSet xml:lang="mn"><tbx:definition>'
        "ЖИШЭЭ тодорхойлолт</tbx:definition><tbx:tig><tbx:term>шошго</tbx:term></tbx:tig></tbx:langSet>"
        "</tbx:termEntry></term-sec></sec>"
    )


def _sections(luck: Random) -> Iterator["_Section"]:
    while True:
        yield _Section(luck)


class _Section:
    """A clause of twelve clauses, each with what standards are made of."""

    def __init__(self, luck: Random) -> None:
        self.luck = luck

    def __call__(self, number: int) -> str:
        title = f"<title>{self._prose(4)}</title>"
        return title + "".join(self._clause(f"{number}.{part}") for part in range(1, 13))

    def _clause(self, label: str) -> str:
        paragraphs = "".join(f"<p>{self._prose(55)}</p>" for _each in range(3))
        items = "".join(f"<list-item><p>{self._prose(9)};</p></list-item>" for _each in range(5))
        return (
            f'<sec id="s{label}"><label>{label}</label><title>{self._prose(4)}</title>{paragraphs}'
            f'<p>{self._prose(5)} <xref ref-type="term" rid="t1">шошгыг</xref> <xref rid="s1">1</xref>.</p>'
            f'<list list-type="dash">{items}</list>{self._table()}'
            f"{FORMULA.format(self.luck.randrange(9), label)}"
            f"<non-normative-note><label>ТАЙЛБАР</label><p>{self._prose(20)}</p></non-normative-note>"
            "</sec>"
        )

    def _table(self) -> str:
        rows = "".join(
            f"<tr><td>{self._prose(2)}</td>"
            + "".join(f"<td>{self.luck.randrange(1000) / 10}</td>" for _each in range(4))
            + "</tr>"
            for _row in range(6)
        )
        return f"<table-wrap><table><tbody>{rows}</tbody></table></table-wrap>"

    def _prose(self, count: int) -> str:
        """Words of a text come back as they do in life: few often, many seldom."""
        weights = [1 / (place + 2) for place in range(len(WORDS))]
        return " ".join(self.luck.choices(WORDS, weights, k=count)).capitalize()
