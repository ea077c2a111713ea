import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kholboo.feedback.services import checking


class Command(BaseCommand):
    help = "Follows the chain of every case's story; exit code 1 when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", type=int, default=0, help="go on after this case's key")

    def handle(self, *args: Any, after: int, **options: Any) -> None:
        checked = broken = 0
        for batch in checking.batches(after=after):
            checked += batch.cases
            for number, event in batch.broken:
                broken += 1
                self.stdout.write(f"{number}: the story does not hold from line {event} on.")
            if self.stdout.isatty():
                self.stdout.write(f"… {checked} cases, up to key {batch.last}")
        self.stdout.write(f"{checked} cases looked at, {broken} broken.")
        if broken:
            sys.exit(1)
