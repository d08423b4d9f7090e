"""How long a text is, and one gentle hint to make it easier to read: never a score, never a duty."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

WORDS_A_MINUTE = 180  # read calmly
LONG = 25  # words in a sentence from where it may be cut in two
SHOWN = 8  # words of a long sentence, to find it back
# Words of letters and files that a teller may have taken over, and what people say.
EASIER = {
    "middels": "met",
    "teneinde": "om",
    "indien": "als",
    "reeds": "al",
    "echter": "maar",
    "betreffende": "over",
    "omtrent": "over",
    "aangaande": "over",
    "derhalve": "dus",
    "alsmede": "en ook",
    "tevens": "ook",
    "conform": "volgens",
    "inzake": "over",
    "danwel": "of",
    "desbetreffende": "die",
    "casus": "verhaal",
    "cliënt": "ik, of een naam die je verzint",
    "hulpverleningstraject": "hulp",
    "hulpverlenersnetwerk": "mensen die helpen",
    "traject": "hulp",
    "indicatie": "toestemming voor hulp",
    "intakegesprek": "eerste gesprek",
    "intake": "eerste gesprek",
    "casemanager": "vaste helper",
    "regievoerder": "vaste helper",
    "problematiek": "problemen",
    "participeren": "meedoen",
    "participatie": "meedoen",
    "zelfredzaamheid": "zelf kunnen",
    "zelfredzaam": "het zelf kunnen",
    "financiële middelen": "geld",
    "woonachtig": "woonde",
    "dagbesteding": "iets te doen overdag",
    "beschikking": "brief met het besluit",
    "voorliggend": "eerst",
    "doorverwezen": "naar een ander gestuurd",
    "evalueren": "samen terugkijken",
    "escaleren": "uit de hand lopen",
    "faciliteren": "helpen",
    "implementeren": "invoeren",
}
SENTENCE = re.compile(r"[^.!?…\n]+")
_EASIER = re.compile(
    rf"(?<!\w)({'|'.join(sorted(map(re.escape, EASIER), key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True)
class Size:
    """How much a reader has before them."""

    words: int

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def size(*texts: str) -> Size:
    """Count what is read as words."""
    return Size(sum(len(text.split()) for text in texts))


def hint(text: str) -> str:
    """Give one thing that may make this easier to read, or ""; a long sentence goes before a hard word."""
    for sentence in SENTENCE.findall(text):
        if len(sentence.split()) > LONG:
            begin = Truncator(sentence.strip()).words(SHOWN)
            return _("De zin ‘%(begin)s’ is lang. Knip hem in tweeën als je wilt.") % {"begin": begin}
    if found := _EASIER.search(text):
        return _("Niet iedereen kent ‘%(word)s’. Misschien bedoel je: %(easier)s.") % {
            "word": found[0],
            "easier": EASIER[found[0].lower()],
        }
    return ""
