"""What the law protects more than other facts: told to the writer, never marked as a fault and never taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "health": _("gezondheid"),
    "faith": _("geloof"),
    "origin": _("afkomst"),
    "love": _("van wie je houdt of wie je bent"),
    "crime": _("straf of politie"),
    "politics": _("politiek of vakbond"),
}
_PATTERNS = {
    "health": r"depressi\w*|depri|psychos\w*|psychoti\w*|angststoornis\w*|paniekaanval\w*|trauma\w*|ptss|bipolai?r"
    r"|manisch\w*|borderline|schizofreni\w*|autis\w*|adhd|add|dyslexi\w*|dementie|alzheimer|parkinson|kanker|tumor"
    r"|chemo\w*|diabetes|suikerziekte|epilepsie|reuma|copd|astma|hiv|aids|hartaanval|hartinfarct|beroerte|herseninfarct"
    r"|hersenletsel|niet-aangeboren hersenletsel|nah|burn-?out|overspannen|verslaa?fd\w*|verslaving\w*|alcoholist\w*"
    r"|ontwenning|afkick\w*|methadon|medicijn\w*|medicatie|antidepressiva|pillen|kalmeringsmiddel\w*|therapie"
    r"|opname|opgenomen|kliniek|ggz|psychiat\w*|eetstoornis\w*|anorexia|boulimia|zelfdoding|zelfmoord|su[iï]cid\w*"
    r"|(?:lichamelijke|verstandelijke|visuele|meervoudige)? ?beperking\w*|gehandicapt\w*|handicap|zwanger\w*|miskraam"
    r"|abortus|rolstoel|operatie\w*|diagnose|chronisch\w*|long covid|doof|blind|slechtziend|slechthorend",
    "faith": r"moslim\w*|islam\w*|christen\w*|katholiek\w*|protestant\w*|gereformeerd\w*|jood|joden|joods\w*|hindoe\w*"
    r"|boeddhist\w*|jehova\w*|moskee|kerk|synagoge|hoofddoek|bekeerd",
    "origin": r"ongedocumenteerd\w*|asielzoeker\w*|vluchteling\w*|statushouder\w*|verblijfsvergunning|gevlucht"
    r"|roma|sinti|(?:marokkaan|turk|surina+m|syri|eritre|afgha|somali|oekraï|antilli|pool|bulgaar|roemeen)\w{0,4}(?:se|s|er|ër)?",
    "love": r"homo\w*|lesbisch\w*|lesbi\w*|biseksue\w*|transgender\w*|trans (?:man|vrouw)|non-binair\w*|queer"
    r"|uit de kast|lhbti\w*",
    "crime": r"strafblad|veroordeeld\w*|gevangenis\w*|gedetineerd\w*|detentie|reclassering|taakstraf\w*|vrijgelaten"
    r"|gearresteerd|opgepakt|tbs",
    "politics": r"vakbond\w*|lid van (?:de )?(?:fnv|cnv)|stemde op|politieke partij",
}
_SPECIAL = {kind: re.compile(rf"(?<![\w\-])(?:{words})(?!\w)", re.IGNORECASE) for kind, words in _PATTERNS.items()}


@dataclass(frozen=True, slots=True)
class Special:
    """Where it stands (code points, end exclusive) and which sort of fact it is."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def label(self) -> str | Promise:
        return LABELS[self.kind]


def special(text: str) -> list[Special]:
    """Give what the law protects more, in order of place."""
    found = [
        Special(kind, m.start() + len(m.group()) - len(m.group().lstrip()), m.end(), m.group().strip())
        for kind, pattern in _SPECIAL.items()
        for m in pattern.finditer(text)
    ]
    return sorted(found, key=lambda one: one.start)
