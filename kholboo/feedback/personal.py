"""Finding what tells who a person is, in words that are about to become public: no database.

Better one mark too many than one too few: everything found is taken out unless an officer says
of this very place that it may stay.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kholboo.agency.services.numbering import parse_number
from kholboo.core.language import forms_of, search_key
from kholboo.feedback.contacts import Person
from kholboo.feedback.people import COUNTRY, PHONE_DIGITS, REGISTER_DIGITS

TAKEN_OUT = "[…]"
HOTLINE = "18002525"
SHORTEST_LOWER = 4  # a shorter word in small letters is rather a word than somebody's name
SHORTEST_NAME = 2


class PersonalKind(TextChoices):
    """What was found, most telling first: where two overlap, the earlier one names the place."""

    EMAIL = "email", _("e-mail address")
    PERSON_REGISTER = "person_register", _("register number of a person")
    CASE_NUMBER = "case_number", _("number of a case")
    LONG_NUMBER = "long_number", _("long number: an account, a code")
    PHONE = "phone", _("phone number")
    REGISTER = "register", _("register number of an organisation")
    PLATE = "plate", _("number of a vehicle")
    NAME = "name", _("name")
    ADDRESS = "address", _("address")


@dataclass(frozen=True)
class Found:
    """One place of a text: from `start` up to `end`."""

    start: int
    end: int
    kind: PersonalKind


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `found` says what stands there, `place` numbers it."""

    text: str
    found: Found | None = None
    place: int = -1


# Signs nobody sees; telephones copy them along in the middle of a number.
_UNSEEN = r"\u00ad\u200b-\u200f\u2060\ufeff"
_MONEY = re.compile(r"\s*(?:₮|төг|төгрөг|мянга|сая|MNT)")
_SUM = re.compile(r"(?:(?<!\d)\d{1,3}(?:[\s.]\d{3}){1,4}|(?<!\d)\d++)$")
# A stranger writes the text: what may repeat is bounded or gives nothing back, for three endless
# repeats side by side (" *-? * *") try the cube of a long gap's length.
_PATTERNS: list[tuple[PersonalKind, re.Pattern[str]]] = [
    (PersonalKind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]++\s?(?:[@＠]|[(\[]at[)\]])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    (PersonalKind.PERSON_REGISTER, re.compile(rf"(?<![^\W\d_])[^\W\d_]{{2}}[\s{_UNSEEN}-]{{0,2}}\d{{8}}(?!\d)")),
    (PersonalKind.PLATE, re.compile(r"(?<!\d)\d{4}[\s-]?[А-ЯӨҮЁ]{3}(?!\w)")),
    (PersonalKind.NAME, re.compile(r"(?<!\w)[А-ЯӨҮЁ]{1,2}\.\s?[А-ЯӨҮЁ][а-яөүё]+(?:-[А-ЯӨҮЁа-яөүё]+)?")),
    (PersonalKind.NAME, re.compile(r"(?<!\w)[А-ЯӨҮЁ][а-яөүё]+(?:ийн|ын|гийн|ны|ний)\s+[А-ЯӨҮЁ][а-яөүё]+")),
    (PersonalKind.ADDRESS, re.compile(r"(?<!\w)\d++\s{0,3}-?\s{0,3}(?:р|дугаар|дүгээр)?\s{0,3}(?:баг|хороо|байр|тоот|орц|гудамж)\w*", re.IGNORECASE)),
    (PersonalKind.ADDRESS, re.compile(r"(?<!\w)(?:байр|тоот|гудамж|орц)[^\W\d]*+\s{0,3}[№#-]?\s{0,3}\d\w*", re.IGNORECASE)),
]  # fmt: skip
_GAP = rf"(?:\s?[-‐‑–—−/_·•()]\s?|[\s.{_UNSEEN}])"
# Python 3.11 before 3.11.5 steps back one sign too far where a group that keeps all it took holds
# another: only the inner one keeps, and after the last digit there is nothing to give back for.
_DIGITS = re.compile(rf"(?<![\w])\(?\+?\d(?:{_GAP}?+\d)+")
_DATE = re.compile(r"(?:19|20)\d\d\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}")
_WORD = re.compile(r"\w+")
_FORMS_OF_FIRMS = frozenset({"ххк", "хк", "ббсб", "тббх", "тбб", "хкк", "ххн", "ооо", "ltd", "llc"})


def find(text: str, *, person: Person) -> list[Found]:
    """Everything personal in `text`, in order and apart from each other.

    `person` is the sender: their own names, register and address are looked for in every form.
    """
    every = [*_by_pattern(text), *_numbers(text), *_of_person(text, person)]
    order = list(PersonalKind)
    chosen: list[Found] = []
    for one in sorted(every, key=lambda f: (order.index(f.kind), f.start - f.end)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda found: found.start)


def traces(text: str, *, person: Person) -> list[Found]:
    """What leads back to this very person: their own names and numbers, and any case's number."""
    own = {value for value in (person.phone, person.register, person.email.lower()) if value}
    always = (PersonalKind.CASE_NUMBER, PersonalKind.PERSON_REGISTER)
    theirs = {found for found in _of_person(text, person) if found.kind == PersonalKind.NAME}
    return [
        found
        for found in find(text, person=person)
        if found in theirs
        or found.kind in always
        or {text[found.start : found.end].lower(), _digits_of(text[found.start : found.end])} & own
    ]


def _digits_of(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    return digits.removeprefix(COUNTRY) if len(digits) == PHONE_DIGITS + len(COUNTRY) else digits


def taken_out(text: str, found: Collection[Found], *, kept: Collection[int] = ()) -> str:
    """`text` with […] in each found place whose number is not among `kept`."""
    pieces = pieces_of(text, found)
    words = "".join(
        piece.text if piece.found is None or piece.place in kept else TAKEN_OUT for piece in pieces
    )
    # A name of two words leaves one mark, not two.
    return re.sub(rf"{re.escape(TAKEN_OUT)}(?:[\s,.-]*{re.escape(TAKEN_OUT)})+", TAKEN_OUT, words)


def pieces_of(text: str, found: Collection[Found]) -> list[Piece]:
    """The text cut at its found places, so that a page can mark them."""
    pieces, at = [], 0
    for place, one in enumerate(found):
        if one.start > at:
            pieces.append(Piece(text[at : one.start]))
        pieces.append(Piece(text[one.start : one.end], one, place))
        at = one.end
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _by_pattern(text: str) -> Iterator[Found]:
    for kind, pattern in _PATTERNS:
        yield from (Found(*match.span(), kind) for match in pattern.finditer(text))


def _numbers(text: str) -> Iterator[Found]:
    """Runs of digits by their length: dates, sums of money and the hotline are nobody's."""
    for match in _DIGITS.finditer(text):
        run = match[0]
        if _MONEY.match(text, match.end()):
            # Only the sum: the phone before it in `9911 2233 500₮` is somebody's.
            run = _SUM.sub("", run).rstrip()
        kind = _kind_of(run)
        if kind:
            yield Found(match.start(), match.start() + len(run), kind)


def _kind_of(written: str) -> PersonalKind | None:
    if _DATE.fullmatch(written.strip()):
        return None
    if parse_number(written):
        return PersonalKind.CASE_NUMBER
    digits = _digits_of(written)
    if digits == HOTLINE:
        return None
    known = {REGISTER_DIGITS: PersonalKind.REGISTER, PHONE_DIGITS: PersonalKind.PHONE}
    return PersonalKind.LONG_NUMBER if len(digits) > PHONE_DIGITS else known.get(len(digits))


def _of_person(text: str, person: Person) -> Iterator[Found]:
    called = _words_of(f"{person.given_name} {person.family_name}", least=SHORTEST_NAME)
    firm = _words_of(person.organisation, least=SHORTEST_LOWER) - _FORMS_OF_FIRMS
    names = forms_of(called | firm)
    places = forms_of(_words_of(person.address, least=SHORTEST_LOWER) - _WORDS_OF_ADDRESSES)
    for match in _WORD.finditer(text):
        word, key = match[0], search_key(match[0])
        is_name = word[0].isupper() or len(word) >= SHORTEST_LOWER
        if is_name and names.fullmatch(key):
            yield Found(*match.span(), PersonalKind.NAME)
        elif word[0].isupper() and places.fullmatch(key):
            yield Found(*match.span(), PersonalKind.ADDRESS)


def _words_of(text: str, *, least: int) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word for word in words if len(word) >= least and not word.isdecimal())


_WORDS_OF_ADDRESSES = frozenset(
    [
        "аймаг",
        "дүүрэг",
        "хороо",
        "дугаар",
        "дүгээр",
        "байр",
        "тоот",
        "гудамж",
        "хороолол",
        "хотхон",
        "давхар",
        "орц",
        "хаалга",
    ]
)


def shared_run(text: str, source: str, *, words: int) -> str:
    """A run of `words` words of `source` that also stands in `text`; "" when there is none.

    Words that were only moved about or bent are still the person's own, so keys are compared.
    """
    theirs = search_key(source).split()
    ours = f" {' '.join(search_key(text).split())} "
    for at in range(len(theirs) - words + 1):
        run = " ".join(theirs[at : at + words])
        if f" {run} " in ours:
            return run
    return ""
