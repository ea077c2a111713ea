"""`python -m tools.lexicon mn_MN.dic`: the words of `kholboo/core/data/mongolian.xz` anew.

From the spelling dictionary of Batmunkh Dorjgotov (LPPL 1.3c; docs/decisions/0021): names of
things and the like as they stand, verbs by their root. What a verb gains in speech alone is left
out, and so is what is only an abbreviation, a name of a person, or forbidden.
"""

import lzma
import re
import sys
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "kholboo" / "core" / "data" / "mongolian.xz"
WORD = re.compile(r"[а-яёөү]{2,}")
# Letters of classes of verbs; every other class is one of nouns, and so is a word without a class.
VERBS = "FGH"
HIDDEN = {"!!", "--"}
LONGEST_VERB = 12
# Voices of speech: doing at once, together, quickly, off and on.
SPOKEN = re.compile(
    r"(?:сх|лц[аэоө]?|лд|зн[аэоө]|[хж][аэоө]гд|ц(?:аа|ээ|оо|өө)|чх(?:үүл|уул)|лц(?:уул|үүл))$|"
    r"..(?:чих|цг(?:аа|ээ|оо|өө)|схий|гдуул|гдүүл)"
)


def main(path: str) -> None:
    nouns, verbs = read(Path(path).read_text(encoding="utf-8").splitlines())
    text = "\n".join([" ".join(sorted(nouns)), " ".join(sorted(verbs))])
    DATA.write_bytes(lzma.compress(text.encode(), preset=9))


def read(lines: Iterable[str]) -> tuple[set[str], set[str]]:
    nouns, verbs = set(), set()
    for line in lines:
        word, _, flags = line.strip().partition("/")
        classes = {flags[start : start + 2] for start in range(0, len(flags), 2)}
        if not WORD.fullmatch(word) or classes & HIDDEN:
            continue
        is_verb = {name for name in classes if name[0] in VERBS and name[1].isdigit()}
        if is_verb and len(word) <= LONGEST_VERB and not SPOKEN.search(word):
            verbs.add(word)
        if classes != is_verb or not classes:
            nouns.add(word)
    return nouns, verbs


if __name__ == "__main__":
    main(sys.argv[1])
