from typing import Any

from django.core.management.base import BaseCommand

from kholboo.standards.services import enquiry_samples, samples


class Command(BaseCommand):
    help = "Loads standards of our own writing, by which the reader can be tried."

    def handle(self, *args: Any, **options: Any) -> None:
        samples.load()
        enquiry_samples.load()
        self.stdout.write("The sample standards are loaded.")
