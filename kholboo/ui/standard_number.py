"""Numbers of standards as people type them and as the catalogue writes them."""

import re

BODIES = r"ISO|IEC|TR|TS|GUIDE|CAC|GL|EN|BS|OHSAS|RCP|CXS"
NUMBER = re.compile(
    rf"^(?P<prefix>МНС|MNS|МNS|MNTR)(?P<bodies>(?:[ /]*(?:{BODIES}))*)"
    r"[ -]*(?P<number>\d[\d.-]*?)(?:[ ]*[:-][ ]*(?P<year>(?:19|20)\d\d))?$"
)


def tidy_number(text: str) -> str:
    """«mns4601:2011» → «MNS 4601 : 2011», the catalogue's spelling; other text is only trimmed."""
    plain = " ".join(text.split())
    found = NUMBER.match(plain.upper())
    if not found:
        return plain
    prefix = "MNTR" if found["prefix"] == "MNTR" else "MNS"
    bodies = " ".join(found["bodies"].split()).strip(" /")
    parts = [prefix, bodies, found["number"]]
    number = " ".join(part for part in parts if part)
    return f"{number} : {found['year']}" if found["year"] else number
