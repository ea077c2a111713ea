"""The command that applies a ledger of erasures after a restore; each house has one of its own."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kholboo.core.ledger import Ledger, read


class EraseAgain(BaseCommand):
    ledger: Ledger

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file of this ledger, from before")
        parser.add_argument("--dry-run", action="store_true", help="only says what would be done")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        if not file.exists():
            self.stderr.write(f"There is no file {file}.")
            sys.exit(2)
        found = self.ledger.apply(read(file), is_trial=dry_run)
        would = "would be erased" if dry_run else "erased"
        self.stdout.write(f"{len(found.erased)} {would}, {found.already} were erased already.")
        for number in found.were_open:
            self.stdout.write(f"{number} was still open in this backup: put away as withdrawn.")
        for number in found.unknown:
            self.stdout.write(f"{number} is not in this backup.")
