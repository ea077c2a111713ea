from typing import Any

from django.core.management.base import BaseCommand

from kholboo.website.services import search, service_texts, starter


class Command(BaseCommand):
    help = "Plants the first pages of every site; what editors changed or removed stays so."

    def handle(self, *args: Any, **options: Any) -> None:
        starter.load()
        service_texts.load()
        search.catch_up()
        self.stdout.write("The first pages are planted.")
