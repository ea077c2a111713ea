from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kholboo.agency.services import starter
from kholboo.core import clock


class Command(BaseCommand):
    help = "Loads offices, services and holidays; in the demo also invented people."

    def handle(self, *args: Any, **options: Any) -> None:
        starter.load(now=clock.now(), is_demo=settings.MODE == "demo")
        self.stdout.write("The starter data is loaded.")
