"""What of an application's answers goes onto its certificate. The keys are those of the forms."""

from typing import Any

from kholboo.agency.models import Aimag
from kholboo.agency.places import places
from kholboo.eservices.models import Application
from kholboo.standards.models import Edition
from kholboo.standards.numbers import parse
from kholboo.standards.queries.numbered import editions_of_number


def products_of(application: Application) -> list[dict[str, Any]]:
    return [row for row in application.answers.get("products", []) if isinstance(row, dict)]


def particulars_of(application: Application) -> dict[str, Any]:
    products = products_of(application)
    brands = dict.fromkeys(str(row["brand"]) for row in products if row.get("brand"))
    return {
        "products": [_line(row) for row in products],
        "brand": ", ".join(brands),
        "barcodes": [str(row["gtin"]) for row in products if row.get("gtin")],
        "place": str(application.answers.get("production_address", "")),
    }


def standards_of(application: Application) -> list[Edition | str]:
    """Editions of the catalogue; the applicant's words where it has none of that number."""
    named = dict.fromkeys(
        str(row["standard"]) for row in products_of(application) if row.get("standard")
    )
    return [_edition(words) or words for words in named]


def _edition(words: str) -> Edition | None:
    """None where the catalogue has other years only: a certificate names what was examined."""
    found = editions_of_number(words)
    edition = found.first() if found is not None else None
    asked = parse(words)
    is_other = edition is not None and asked and asked.year and edition.year != asked.year
    return None if is_other else edition


def place_of(application: Application) -> Aimag:
    """Where it is made; the office's own aimag where the form did not ask."""
    known = places().aimags.get(str(application.answers.get("production_aimag", "")))
    return known or application.office.aimag


def _line(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['standard']})" if row.get("standard") else str(row["name"])
