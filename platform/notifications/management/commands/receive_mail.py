"""Take in mail: one from the standard input, as a mail server pipes it, or all new ones of a maildir folder."""

import logging
import mailbox
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from notifications.receiving import receive

log = logging.getLogger(__name__)
TRY_LATER = 75  # what mail servers read as: keep it and come back


class Command(BaseCommand):
    help = "Take in answers and bounces from the standard input, or from a maildir folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="a maildir folder; what was taken in is moved to its cur/")

    def handle(self, *args: Any, maildir: Path | None = None, **options: Any) -> None:
        if not settings.RECEIVES_MAIL:
            raise CommandError("RECEIVES_MAIL is not set: this server mails no address that anybody could answer to.")
        if maildir is None:
            self.take(sys.stdin.buffer.read())
        elif not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no maildir folder.")
        else:
            self.empty(mailbox.Maildir(maildir, create=False))

    def empty(self, box: "mailbox.Maildir") -> None:
        """Take in each new mail; one that fails stays new, and the others go on."""
        failed = 0
        for key in sorted(box.keys()):
            message = box.get_message(key)
            if message.get_subdir() != "new":
                continue
            try:
                receive(box.get_bytes(key))
            except Exception:
                log.exception("A mail could not be taken in")
                failed += 1
                continue
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
        if failed:
            raise CommandError(f"{failed} mails could not be taken in; they stay in new/.")

    def take(self, raw: bytes) -> None:
        """Take in one mail; when that fails, ask the mail server to come back."""
        try:
            row = receive(raw)
        except Exception as fault:
            log.exception("A mail could not be taken in")
            raise CommandError("Try again later.", returncode=TRY_LATER) from fault
        self.stdout.write(str(row))
