"""Where mail goes while no mail server is set: files in var/mail, and a line in the log."""

import logging
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

log = logging.getLogger(__name__)
# What somebody needs from a mail to go on: a link, or a code alone on its line.
LINK_OR_CODE = re.compile(r"https?://\S+|^[A-Z0-9][A-Z0-9-]{4,14}$", re.MULTILINE)


class KeptMail(BaseEmailBackend):
    """Keep each mail as a file that only the owner of the server can read."""

    def __init__(self, *args: Any, file_path: str | Path | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; raises OSError when the disk refuses."""
        for message in email_messages:
            log.info("Mail kept in %s", self.keep(message))
            if settings.DEMO:  # fictional or one's own, and only on this computer
                for found in LINK_OR_CODE.findall(str(message.body)):
                    log.info("Mail says: %s", found)
        return len(email_messages)

    def keep(self, message: EmailMessage) -> Path:
        """Write one mail to a new file and give its path."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        path = self.folder / f"{stamp}-{secrets.token_hex(4)}.eml"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(message.message().as_bytes())
        return path
