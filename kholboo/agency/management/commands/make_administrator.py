from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kholboo.accounts.roles import Role
from kholboo.accounts.services.staff import make_staff, password_link
from kholboo.agency import queries
from kholboo.agency.services import staff


class Command(BaseCommand):
    help = "Makes an administrator and prints a link that sets the password, once, within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        with transaction.atomic():
            user = make_staff(email)
            office = queries.head_office()
            staff.give_post(user, Role.ADMINISTRATOR, office=office, actor=None)
        self.stdout.write(password_link(user))
