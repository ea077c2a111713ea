"""Catalogues of translation: extract, check and compile, one for each house, with Babel alone.

    python -m tools.messages [HOUSE…]          extract into the .po files of these houses (or all)
    python -m tools.messages --check [HOUSE…]  say what is missing or broken; exit 1 if anything is
    python -m tools.messages --compile         make stale .mo files anew

The text in code is English, so only Mongolian has a catalogue. Translations of texts that are
gone are dropped; nothing is ever guessed ("fuzzy"): a wrong guess in a letter is worse than none.
"""

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import generate_po, read_po

PACKAGE = Path(__file__).resolve().parent.parent / "kholboo"
LANGUAGE = "mn"
# Words for rooms of a library, by hand: nothing of ours is extracted into them.
BORROWED = f"*/cms_locale/{LANGUAGE}/LC_MESSAGES/*.po"
LAZY = {
    f"{name}_lazy": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
# Parts that must be the same in both languages: %(name)s, %s, {name}, {}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = r"""# {house}: the Mongolian of this house.
msgid ""
msgstr ""
"Language: mn\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def houses() -> list[str]:
    return sorted(folder.parent.name for folder in PACKAGE.glob("*/__init__.py"))


def catalogue_of(house: str) -> Path:
    """Config is no Django app, so its few texts stand in the catalogue of the whole project."""
    home = PACKAGE if house == "config" else PACKAGE / house
    return home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources_of(house: str) -> Iterator[Path]:
    for file in sorted((PACKAGE / house).rglob("*")):
        if file.suffix == ".py" and not {"tests", "migrations"} & set(file.parts):
            yield file
        if file.suffix in (".html", ".txt") and "templates" in file.parts:
            yield file


def extracted(house: str) -> Catalog:
    """Every text of the house that a person may read, in the order of its files."""
    catalog = Catalog(locale=LANGUAGE)
    for file in sources_of(house):
        source = BytesIO(_as_python(file).encode())
        place = str(file.relative_to(PACKAGE.parent))
        for _line, text, comments, context in extract(
            "python", source, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            catalog.add(text, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def _as_python(file: Path) -> str:
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return source
    from django.utils.translation.template import templatize  # only templates need Django

    # What remains of a template keeps its indents, which mean nothing here.
    return "\n".join(line.strip() for line in templatize(source, origin=str(file)).split("\n"))


def known(house: str) -> Catalog:
    file = catalogue_of(house)
    if not file.exists():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as source:
        return read_po(source, locale=LANGUAGE, abort_invalid=True)


def merged(house: str) -> Catalog:
    """The texts of today with the translations of yesterday."""
    fresh, old = extracted(house), known(house)
    for message in _texts(fresh):
        before = old.get(message.id, message.context)
        if before is None or before.fuzzy:
            continue
        if isinstance(before.string, str) != message.pluralizable:
            message.string = before.string
        message.user_comments = before.user_comments
    return fresh


def write(house: str) -> None:
    """Rewrite the catalogue; the same texts always give the same file."""
    catalog = merged(house)
    file = catalogue_of(house)
    if not len(catalog) and not file.exists():
        return
    body = "".join(generate_po(catalog, width=100, omit_header=True, include_lineno=False))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER.replace("{house}", house) + body.rstrip("\n") + "\n", encoding="utf-8")


def faults(house: str) -> Iterator[str]:
    """What keeps the house from speaking Mongolian: one line for each text."""
    written, needed = known(house), extracted(house)
    yield from _unseen(house, {_name(message) for message in _texts(needed)})
    for message in _texts(written):
        if message.fuzzy:
            yield f"{house}: fuzzy translation of {_name(message)!r}"
    for message in _texts(needed):
        found = written.get(message.id, message.context)
        strings = _strings(found)
        if not strings or not all(string.strip() for string in strings):
            yield f"{house}: no Mongolian for {_name(message)!r}"
        elif len(strings) != (2 if message.pluralizable else 1):
            yield f"{house}: plural forms do not fit for {_name(message)!r}"
        elif any(not _same_places(message, string) for string in strings):
            yield f"{house}: other placeholders in the Mongolian of {_name(message)!r}"


def _unseen(house: str, seen: set[str]) -> Iterator[str]:
    """Texts the program translates and the extractor never meets: it does not read f-strings."""
    for file in sources_of(house):
        if file.suffix != ".py":
            continue
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _text_in(call) not in (None, *seen):
                yield f"{house}: {file.name} hides {_text_in(call)!r} in an f-string"


def _text_in(call: ast.Call) -> str | None:
    """The text a call of gettext or its kin translates, where it stands there whole."""
    name = getattr(call.func, "id", "")
    if name not in KEYWORDS:
        return None
    place = 1 if name.removesuffix("_lazy").startswith(("pgettext", "npgettext")) else 0
    given = call.args[place] if len(call.args) > place else None
    text = given.value if isinstance(given, ast.Constant) else None
    return text if isinstance(text, str) and text else None


def quarrels() -> Iterator[str]:
    """One text with two translations: Django would show whichever house comes first."""
    said: dict[tuple[str, str | None], tuple[str, list[str]]] = {}
    for house in houses():
        for message in _texts(known(house)):
            key = (_name(message), message.context)
            strings = _strings(message)
            first, theirs = said.setdefault(key, (house, strings))
            if theirs != strings:
                yield f"{first} and {house} translate {key[0]!r} differently"


def compile_stale() -> list[str]:
    """Make .mo files that are older than their .po; the houses done. Safe beside readers."""
    for source in PACKAGE.glob(BORROWED):
        _compile(source)
    return [house for house in houses() if _compile(catalogue_of(house))]


def _compile(source: Path) -> bool:
    target = source.with_suffix(".mo")
    if not source.exists():
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    with source.open("rb") as words:
        catalog = read_po(words, locale=LANGUAGE, abort_invalid=True)
    fresh = target.with_suffix(f".{os.getpid()}.new")
    with fresh.open("wb") as out:
        write_mo(out, catalog)
    fresh.replace(target)
    return True


def _texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message | None) -> list[str]:
    if message is None or message.string is None:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _same_places(message: Message, string: str) -> bool:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    # A singular may leave its number out ("one day"), so the richer form is the measure.
    allowed = {place for text in ids for place in PLACE.findall(text)}
    needed = set(PLACE.findall(ids[0])).intersection(*(PLACE.findall(text) for text in ids))
    return needed <= set(PLACE.findall(string)) <= allowed


def main(arguments: Iterable[str]) -> int:
    parser = argparse.ArgumentParser(description="Catalogues of translation")
    parser.add_argument("house", nargs="*", help="only these houses")
    parser.add_argument("--check", action="store_true", help="say what is missing")
    parser.add_argument("--compile", action="store_true", help="make stale .mo files")
    asked = parser.parse_args(list(arguments))
    unknown = set(asked.house) - set(houses())
    if unknown:
        parser.error(f"no such house: {', '.join(sorted(unknown))}")
    chosen = asked.house or houses()
    if asked.compile:
        compile_stale()
        return 0
    if not asked.check:
        for house in chosen:
            write(house)
    found = [fault for house in chosen for fault in faults(house)]
    found += [] if asked.house else quarrels()
    for fault in found:
        print(fault)
    return 1 if found and asked.check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
