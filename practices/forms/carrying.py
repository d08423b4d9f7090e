"""A look at what may point at a person in a file that comes along, as at typed words."""

from __future__ import annotations

import hashlib
from typing import Any

from moderation.privacy import Mark, find
from practices.forms.speaking import Careful

LOOKED_AT = 20_000  # characters of a file in which we look for people
TOLD = 12  # marks in a file that are shown


class CarefulOfFile(Careful):
    """A careful form with a field `file`: the words of a document are looked at too."""

    def _in_file(self) -> str:
        file = self.cleaned_data.get("file")
        return file.words[:LOOKED_AT] if file else ""

    def marks(self) -> list[tuple[str, list[Mark], Any]]:
        """Give what may point at a person in what was typed, and what we see of that in the file."""
        found = super().marks()
        if seen := find(self._in_file()):
            once = {mark.text: mark for mark in seen}
            found.append((str(self.fields["file"].label), list(once.values())[:TOLD], ""))
        return found

    def look(self) -> str:
        """Name these words and exactly this file."""
        if not (words := self._in_file()):
            return super().look()
        digest = hashlib.sha256(words.encode(errors="replace"))
        return hashlib.sha256(f"{super().look()} {digest.hexdigest()}".encode()).hexdigest()[:20]
