"""What somebody may have meant by letters that are no words: other keyboards, old encodings."""

import re
import unicodedata

# The same keys: Latin letters, and the Mongolian layout of computers.
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_MONGOLIAN = "фцужэнгшүзкъйыбөахролдпячёсмитьвю"
_TO_MONGOLIAN = str.maketrans(_LATIN, _MONGOLIAN)
_TO_LATIN = str.maketrans(_MONGOLIAN, _LATIN)
# Letters of Windows-1251 read as Latin-1: `á¿òýýãäýõ¿¿í` was `бүтээгдэхүүн`.
_MISREAD = re.compile(r"[à-ÿº¿]{3,}")
_OLD_LETTERS = str.maketrans({"є": "ө", "ї": "ү", "º": "ө", "¿": "ү"})
# Latin letters that only look Cyrillic, and stand within a Cyrillic word.
_LOOK = str.maketrans("aceopxkmtvyüö", "асеорхкмтүүүө")
_CYRILLIC = re.compile(r"[а-яёөү]")


def mended(text: str) -> str:
    """Small letters as Mongolian is written today, whatever font or code page they came from."""
    text = unicodedata.normalize("NFC", text).lower()
    text = _MISREAD.sub(lambda found: _decoded(found[0]), text).translate(_OLD_LETTERS)
    return re.sub(r"\w+", lambda found: _of_one_script(found[0]), text)


def other_layouts(text: str) -> list[str]:
    """The same keys on the other layout; nothing where both scripts are there or neither is."""
    plain = text.lower()
    has_cyrillic, has_latin = bool(_CYRILLIC.search(plain)), bool(re.search(r"[a-z]", plain))
    if has_cyrillic == has_latin:
        return []
    return [plain.translate(_TO_LATIN if has_cyrillic else _TO_MONGOLIAN)]


def _decoded(word: str) -> str:
    return word.encode("latin-1").decode("cp1251").lower()


def _of_one_script(word: str) -> str:
    return word.translate(_LOOK) if _CYRILLIC.search(word) else word
