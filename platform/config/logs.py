"""What the log may know: which page, never who asked, what was searched, or the key in a private link."""

import logging
import re

# A random key: long, with capitals or signs that a slug does not have, or a long run of letters and digits.
KEY = re.compile(r"(?=.*[A-Z_:=])[\w:=.-]{16,}|(?=.*\d)[\w-]*[a-z0-9]{20,}[\w-]*")
KEPT_AFTER = {"terug", "uitnodiging"}  # what follows is a key, also with a comma or bracket pasted behind it
ADDRESS = re.compile(r"\[?[0-9a-fA-F.:]+\]?:\d+")


def hush(path: str) -> str:
    """Give the path without its query and with "…" for every part that looks like a key."""
    parts = path.partition("?")[0].split("/")
    pairs = zip(["", *parts], parts, strict=False)
    return "/".join("…" if part and (before in KEPT_AFTER or KEY.fullmatch(part)) else part for before, part in pairs)


class Discreet(logging.Filter):
    """Clean paths and leave out network addresses, whoever logs them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self.clean(word) for word in record.args)
        return True

    @staticmethod
    def clean(word: object) -> object:
        if not isinstance(word, str):
            return word
        if word.startswith("/"):
            return hush(word)
        return "-" if ADDRESS.fullmatch(word) else word
