"""Give or take a role: `manage.py appoint naam@voorbeeld.nl moderator`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

ROLES = {"moderator": "is_moderator", "editor": "is_editor"}


class Command(BaseCommand):
    help = "Make the person with this e-mail address moderator or editor, or take the role back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=sorted(ROLES))
        parser.add_argument("--take-back", action="store_true", help="take the role back")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody signs in with this address. Ask the person to make an account first.")
        setattr(user, ROLES[options["role"]], not options["take_back"])
        user.save(update_fields=[ROLES[options["role"]]])
        self.stdout.write("Role taken back." if options["take_back"] else f"This person is now {options['role']}.")
