"""A place beside family and something that seldom happens: each may stand, together they point at one house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.privacy import lists
from moderation.privacy.names import CAP, COMMON, LOW
from moderation.privacy.numbers import Found
from moderation.privacy.words import words

# Not in the list: what many families go through, such as an illness, a divorce or debts.
_SELDOM = re.compile(
    r"(?<!\w)(?:woningbrand|huisbrand|brandstichting|(?:de|een|die|grote) brand|brandde|afgebrand|ontplof\w*|explosie"
    r"|ongeluk|ongeval|aanrijding|aangereden|verongelukt\w*|verdronk\w*|overval\w*|beroofd|gijzeling|ontvoer\w*"
    r"|vermoord\w*|moord|doodslag|neergestoken|steekpartij|schietpartij|beschoten|doodgeschoten"
    r"|zelfmoord|zelfdoding|verkracht\w*|aanranding|ontruim\w*|uithuiszetting|uit huis gezet"
    r"|uit huis geplaatst|uithuisplaatsing|faillissement|failliet|gevangenis|gearresteerd|opgepakt|rechtszaak"
    r"|veroordeeld|in de krant|op (?:de )?(?:tv|televisie)|in het nieuws|overstroming|vermist)(?!\w)",
    re.IGNORECASE,
)
_FAMILY = words(
    """
    zoon zoontje zonen zoons dochter dochtertje dochters kind kinderen man vrouw echtgenoot echtgenote partner ex
    moeder vader mama papa mam pap ouders broer broers broertje zus zussen zusje zusjes neef nicht neefje nichtje oom
    tante opa oma schoonmoeder schoonvader schoonzus zwager stiefvader stiefmoeder pleegmoeder pleegvader pleegkind
    pleegkinderen kleinzoon kleindochter kleinkind kleinkinderen baby tweeling drieling vriend vriendin gezin
    buurman buurvrouw buren weduwe weduwnaar mantelzorger
    """
)
_WORD = re.compile(r"[^\W\d_]+")
_PART = rf"(?:['’][st][ -])?{CAP}{LOW}+(?:-{CAP}{LOW}+)*"
_BETWEEN = r"(?:(?:aan|de|den|het|op|bij|in|over|onder|ter|ten|van|a/d)\s){0,3}"
_AT = re.compile(
    rf"(?<!\w)(?:[Ii]n|[Uu]it|[Tt]e|[Nn]aar|[Vv]anuit|[Bb]ij|[Rr]ond|[Vv]lak ?bij|[Bb]uiten)\s"
    rf"({_PART}(?:\s{_BETWEEN}{_PART}){{0,3}})"
)
# A neighbourhood by the word for it, in front or at its end: "de wijk Kanaleneiland", "de Schilderswijk".
_NEIGHBOURHOOD = re.compile(
    rf"(?<!\w)(?:[Dd]e (?P<kind>wijk|woonwijk|volkswijk|buurt|flat) {_PART}(?: {_PART}){{0,2}}"
    rf"|(?:[Dd]e|[Hh]et) {CAP}{LOW}+?(?P<end>wijk|buurt|kwartier))(?!\w)"
)
_CAPITAL = re.compile(rf"(?<![\w\-'’]){CAP}{LOW}{{3,30}}(?!\w)")
_WIND = {
    "PV20": "noorden", "PV21": "noorden", "PV22": "noorden", "PV23": "oosten", "PV25": "oosten", "PV24": "midden",
    "PV26": "midden", "PV27": "westen", "PV28": "westen", "PV29": "zuiden", "PV30": "zuiden", "PV31": "zuiden",
}  # fmt: skip


_INSTEAD_OF_PART = {"woonwijk": "wijk", "volkswijk": "wijk", "kwartier": "wijk"}


def others(text: str) -> list[str]:
    """Give the people close to the teller who are spoken of, in the words of the text, each once."""
    found = (word.lower() for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if word in _FAMILY))


def is_rare(text: str) -> bool:
    """Say whether a text speaks of family and of something that seldom happens; a place then completes it."""
    return bool(_SELDOM.search(text)) and bool(others(text))


def places(text: str, beside: str = "") -> Iterator[Found]:
    """Find the places in a text that tells, with what stands `beside` it, of family and of something seldom."""
    if is_rare(f"{text}\n{beside}"):
        for start, end in named(text):
            yield "place", start, end, instead_of(text[start:end])
        for m in _NEIGHBOURHOOD.finditer(text):
            kind = m["kind"] or m["end"]
            begins = "Een" if m.group()[0].isupper() else "een"
            yield "place", m.start(), m.end(), f"{begins} {_INSTEAD_OF_PART.get(kind, kind)}"
        for m in _CAPITAL.finditer(text):
            if instead := lists.of_places().get(m.group().lower()):
                yield "place", m.start(), m.end(), instead


def named(text: str) -> Iterator[tuple[int, int]]:
    """Give where a place is named, its whole name: "in Alphen aan den Rijn"."""
    for m in _AT.finditer(text):
        parts = m.group(1).split(" ")
        for length in range(len(parts), 0, -1):
            name = " ".join(parts[:length])
            if is_place(name):
                yield m.start(1), m.start(1) + len(name)
                break


def is_place(name: str) -> bool:
    small = name.lower()
    known = small in lists.municipalities() or (small in lists.places() and small not in lists.ORDINARY)
    return known and small not in COMMON


def instead_of(name: str) -> str:
    """Give how to speak of a place without naming it."""
    wind = _WIND.get(lists.municipalities().get(name.lower(), ""))
    return f"een plaats in het {wind}" if wind else "een plaats"
