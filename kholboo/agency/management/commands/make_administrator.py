from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kholboo.accounts.roles import Role
from kholboo.accounts.services import people
from kholboo.agency import queries
from kholboo.agency.services import staff


class Command(BaseCommand):
    help = "Makes an administrator and prints a link that sets the password, once, within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        with transaction.atomic():
            user = people.make_staff(email)
            office = queries.head_office()
            staff.give_post(user, Role.ADMINISTRATOR, office=office, actor=None)
        link = reverse(
            "accounts:set_password",
            args=[
                urlsafe_base64_encode(force_bytes(user.pk)),
                default_token_generator.make_token(user),
            ],
        )
        self.stdout.write(f"{settings.PUBLIC_URL}{link}")
