"""STS files for tests."""

from kholboo.standards.services.samples import DATA

SAMPLES = sorted(DATA.glob("*.xml"))
MATH = "http://www.w3.org/1998/Math/MathML"


def standard(body, *, front="", before=""):
    """A file with this body; `before` stands before its root."""
    return (
        f'{before}<standard xmlns:mml="{MATH}" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:tbx="urn:iso:std:iso:30042:ed-1"><front>{front}</front>'
        f"<body>{body}</body></standard>"
    ).encode()


def clause(inside, label="1", title="Нэр"):
    return f'<sec id="s{label}"><label>{label}</label><title>{title}</title>{inside}</sec>'
