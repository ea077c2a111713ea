"""The kernel stands alone: no table, no clock of its own, no engine of other hands."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3]
ENGINE = Path(__file__).resolve().parents[1]


def imports(folder):
    for file in folder.rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            yield from ((file.name, name) for name in names)


def test_no_file_of_the_product_names_the_oracle():
    files = (file for file in PACKAGE.rglob("*.py") if "tests" not in file.parts)

    assert [file.name for file in files if "spiffworkflow" in file.read_text().lower()] == []


def test_the_engine_knows_no_table_and_no_house_but_a_few_plain_words():
    ours = (
        "kholboo.core.errors",
        "kholboo.accounts.roles",
        "kholboo.ui.standard_number",
        "kholboo.eservices.engine",
    )
    strange = [
        (file, name)
        for file, name in imports(ENGINE)
        if name.startswith("django.db")
        or (name.startswith("kholboo") and not name.startswith(ours))
    ]

    assert strange == []
