"""Texts in cells of tables that other programs open.

A cell that begins with one of these is run as a formula by spreadsheet programs (CWE-1236); an
apostrophe before it makes it a text again. East Asian settings read the wide signs as the others.
"""

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(text: str) -> str:
    """`text` as a cell that no spreadsheet program runs."""
    return f"'{text}" if text.startswith(STARTERS) else text
