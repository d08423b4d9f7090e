"""Rules for the names of schools, care homes and other institutions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.privacy.names import CAP, COMMON, LOW, WORD
from moderation.privacy.numbers import Found
from moderation.privacy.words import words

_HOUSE = (
    "[Zz]iekenhuis|[Kk]liniek|[Cc]ollege|[Ll]yceum|[Ss]chool|[Gg]ymnasium|[Bb]asisschool|[Zz]orggroep|[Hh]ospice"
    "|[Vv]erpleeghuis|[Zz]orgcentrum|[Kk]inderdagverblijf|[Mm]edisch [Cc]entrum|[Mm]avo|[Hh]avo|[Vv]mbo"
    "|[Bb]uurthuis|[Ww]ijkcentrum|[Dd]orpshuis|[Gg]asthuis|[Zz]orgboerderij|[Mm]oskee|[Kk]erk"
)
_HOUSE_OF = (
    "[Bb]asisschool|[Zz]iekenhuis|[Vv]erpleeghuis|[Kk]liniek|[Zz]orgcentrum|[Kk]inderdagverblijf|[Pp]euterspeelzaal"
    "|[Mm]iddelbare school|[Ss]chool|[Ss]tichting|[Hh]uize|[Hh]ospice|[Ww]oon(?:vorm|groep|zorgcentrum)|[Cc]entrum"
    "|[Zz]orgboerderij|[Kk]inderopvang|[Bb]uurthuis|[Ww]ijkcentrum|[Dd]orpshuis|[Oo]pvang(?:huis)?|[Ii]nstelling"
    "|[Vv]erzorgingshuis|[Cc]rèche|[Dd]agbesteding|[Kk]inderboerderij|OBS|CBS|RKBS|GGZ|ROC|Basisschool|[Mm]oskee"
)
_ONE_WORD_SCHOOL = rf"(?<![\w\-]){CAP}{LOW}{{2,30}}(?:lyceum|college|school|kliniek|ziekenhuis|huize)(?!\w)"
_INSTITUTION = re.compile(
    rf"(?<![\w\-])(?:(?:{WORD}|[Dd]e|[Hh]et|van|der) ){{0,3}}{WORD} (?:{_HOUSE})(?!\w)"
    rf"|(?<!\w)(?:{_HOUSE_OF}) (?:(?:[Dd]e|[Hh]et|['’]t|[Ii]n) ){{0,2}}{WORD}(?: {WORD}){{0,2}}"
    rf"|(?<![\w\-])(?:(?:De|Het|['’]t) )?{WORD}(?: {WORD}){{0,2}}, "
    r"(?:speciaal|basis-?|voortgezet|praktijk) ?onderwijs"
    rf"|{_ONE_WORD_SCHOOL}"
)


_KINDS_OF_HOUSE = words(
    """
    basisschool hogeschool voorschool middelbareschool zondagschool muziekschool taalschool praktijkschool
    polikliniek academieziekenhuis streekziekenhuis kinderziekenhuis ziekenhuis school lyceum college
    """
)


def institutions(text: str) -> Iterator[Found]:
    for m in _INSTITUTION.finditer(text):
        words = m.group().split(" ")
        while (words and words[0].lower() in COMMON - {"de", "het"}) or words[:1] in (["de"], ["het"]):
            words.pop(0)
        alone = len(words) == 1 and words[0].lower() not in _KINDS_OF_HOUSE
        if alone or len(words) > 2 or (len(words) == 2 and words[0] not in {"De", "Het"}):
            school = re.search(r"school|college|lyceum|gymnasium|onderwijs", m.group(), re.I)
            yield "institution", m.end() - len(" ".join(words)), m.end(), "een school" if school else "een instelling"
