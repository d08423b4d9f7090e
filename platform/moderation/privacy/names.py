"""Rules for names of people, schools and institutions: what stands before a capital says whether it is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.privacy import lists
from moderation.privacy.first_names import FIRST_NAMES, ONLY_WITH_CAPITAL
from moderation.privacy.numbers import Found
from moderation.privacy.words import words

CAP, LOW = r"[^\W\d_a-zß-öø-ÿ]", r"[^\W\d_A-ZÀ-ÖØ-Þ]"
WORD = rf"(?:{CAP}{LOW}{{1,30}}(?:['’\-]{CAP}?{LOW}{{1,30}}){{0,3}}|[A-Z]['’]{CAP}{LOW}{{1,30}})"
_OF = r"(?:[Vv]an|[Dd]e[rn]?|[Tt]e[rn]|[Ee]l|[Aa]l|[Bb]in|[Oo]p|[Hh]et|['’]t|[Ii]n)"
_INITIALS = r"(?:[A-Z]\. ?){1,4}"
_CANDIDATE = re.compile(
    rf"(?<![\w\-'’])(?:{_INITIALS}(?:{_OF} ){{0,3}}{WORD}|(?:{_OF} ){{0,3}}{WORD})"
    rf"(?: (?:{_OF} ){{0,3}}{WORD}){{0,3}}(?![\w])"
)
_LEADING_SMALL = re.compile(r"(?:(?:van|de|den|der|ten|ter|te|el|al|bin|op|het|in|['’]t) )+")
_NEXT = re.compile(r"(?:, (?:en )?| en | & |/)")
_ONE = re.compile(WORD)
_SMALL = re.compile(rf"(?<![\w\-'’]){LOW}{{3,20}}(?![\w])")

# The title belongs to the mark: "dokter Haverkamp" becomes "de dokter".
TITLES = words(
    """
    dokter doctor dr dr. drs drs. ir. mr. ds. prof prof. professor meester juf juffrouw mevrouw mevr mevr. mw
    mw. meneer mijnheer dhr dhr. heer zuster broeder pater dominee imam pastoor rechter wethouder burgemeester
    verpleegkundige verloskundige huisarts tandarts arts kinderarts bedrijfsarts psycholoog psychiater neuroloog
    specialist fysiotherapeut notaris advocaat deurwaarder agent wijkagent rector directeur dr.. oom tante opa
    oma
    """
)
# The word stays, the name goes: "mijn zoon Sem" becomes "mijn zoon".
ROLES = words(
    """
    zoon zoontje dochter dochtertje kind kinderen zonen zoons dochters man vrouw echtgenoot echtgenote vriend
    vriendin vrienden partner ex moeder vader mama papa mam pap ouders broer broertje broers zus zusje zussen
    zusjes neef nicht neefje nichtje schoonmoeder schoonvader schoonzus zwager stiefvader stiefmoeder
    pleegmoeder pleegvader kleinzoon kleindochter peetoom peettante buurman buurvrouw buren buurjongen
    buurmeisje baby tweeling begeleider begeleidster begeleiders hulpverlener hulpverleners hulpverleenster
    vrijwilliger vrijwilligster wijkwerker wijkverpleegkundige wijkzuster buurtwerker opbouwwerker
    jongerenwerker sociaalwerker consulent consulente klantmanager klantmanagers casemanager casusregisseur
    regisseur coach jobcoach gezinscoach maatje buddy therapeut therapeute mentor mentrix voogd gezinsvoogd
    bewindvoerder curator schuldhulpverlener budgetcoach ambulant ervaringsdeskundige ervaringswerker
    jeugdwerker jeugdzorgwerker gezinswerker ambtenaar medewerker medewerkster collega collegas teamleider
    leidinggevende manager baas chef werkgever docent docente leraar lerares leerkracht trainer
    vertrouwenspersoon cliëntondersteuner mantelzorger logopedist diëtist poh leidster leider huisbaas
    verhuurder eigenaar patiënt cliënt ene jongen meisje meneer mevrouw meester wijkwerkster familie gezin
    stagiair stagiaire bewoner bewoonster klasgenoot jeugdbeschermer woonbegeleider schoonzoon schoondochter
    """
)
_CALLED = words("heet heette heten heetten genaamd noemden noemde noemt noem roepnaam naam")
# "Het boek heet …" names a thing, not a person.
_THINGS = words(
    """
    boek boekje film serie lied liedje app site website stichting vereniging organisatie methode cursus training
    project programma plek plaats dorp stad straat gebouw huis club krant groep team wet regeling toeslag
    formulier brief medicijn pil ziekte hond kat poes paard dat dit het zoiets winkel bedrijf koor centrum
    buurthuis wijk spel test traject
    """
)
_PARTS = words("de den der van ten ter te el al het op in")
# A capital at the start of a sentence does not make these a name.
COMMON = words(
    """
    ik jij je u hij zij ze we wij jullie hen hun haar zijn mijn onze ons de het een en of maar want dus toen dan
    nu daarna daar hier er dit dat deze die wie wat waar waarom hoe als om op in aan bij van voor door met
    zonder naar uit over onder na tot sinds tijdens via volgens niet geen wel ook nog al alles iemand niemand
    iets niets samen soms vaak altijd nooit eerst later vandaag gisteren morgen elke erna ieder iedereen alle
    veel weinig heel zo zelf misschien eindelijk gelukkig helaas ja nee oké bedankt dank help omdat toch thuis
    opeens ineens daarom maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april
    mei juni juli augustus september oktober november december nederland nederlands nederlander turks marokkaans
    surinaams syrisch engels duits frans gemeente god jezus allah kerst pasen wmo jeugdzorg veilig sociale leger
    humanitas movisie
    """
)


def names(text: str) -> Iterator[Found]:
    """Names after a word that says a person follows, first names we know, and every later use of either."""
    small = set(_SMALL.findall(text))
    known: set[str] = set()
    later: list[tuple[int, int]] = []
    for m in _CANDIDATE.finditer(text):
        before = _words_before(text, m.start())
        start = _start(m, before)
        found = _by_what_stands_before(text, start, m.end(), before) or _by_first_name(text, start, m.end(), small)
        if found:
            known |= _tokens(text[found[1] : found[2]])
            yield found
            if before and (before[-1] in _CALLED or before[-1].endswith(("en", "s"))):
                for more in _listed(text, m.end()):
                    known |= _tokens(text[more[0] : more[1]])
                    yield "name", *more, "[naam]"
        elif start < m.end():
            later.append((start, m.end()))
    yield from _again(text, later, known)
    yield from _written_small(text)


def _words_before(text: str, start: int) -> list[str]:
    """Give the last eight words before `start` in the same sentence, small, nearest last."""
    words: list[str] = []
    for raw in reversed(text[max(0, start - 60) : start].split()):
        word = raw.strip(",:;()‘’'\"").lower()
        if word.endswith((".", "!", "?")) and word not in TITLES:
            break
        words.insert(0, word)
    return words[-8:]


def _start(m: re.Match[str], before: list[str]) -> int:
    """Leave out first words that only have their capital from the sentence, and an "in" or "van" that joins."""
    start, title = m.start(), bool(before) and before[-1] in TITLES
    small = _LEADING_SMALL.match(m.group())
    if small and not (title and small.group().startswith(("van", "de", "t", "el", "al", "'t", "’t"))):
        start += small.end()
        before.clear()  # "vrijwilliger van Home-Start": the person word says nothing about what follows
    words = m.string[start : m.end()].split(" ")
    for i, word in enumerate(words[:-1] if before or len(words) > 1 else words):
        person = bool(before) and before[-1] in TITLES | ROLES
        if word.lower() in TITLES | ROLES and not person:
            before.append(word.lower())  # "Juf Zwaantje": the title itself begins the sentence
        elif word.lower() not in COMMON or (
            person and (title or word[0].isupper()) and word.lower() in _PARTS and i + 1 < len(words)
        ):
            break
        else:
            before.clear()
        start += len(word) + 1
    if m.string[start : m.end()].lower() in COMMON:
        start = m.end()
    return min(start, m.end())


def _by_what_stands_before(text: str, start: int, end: int, before: list[str]) -> Found | None:
    if not before or start == end:
        return None
    last, pair = before[-1], before[-2:]
    if last in TITLES:
        head = max(0, start - 60) + text[max(0, start - 60) : start].lower().rindex(last)
        begins = text[:head].rstrip()[-1:] in {"", ".", "!", "?"}
        article = "een" if last in {"mevrouw", "meneer", "mijnheer"} else "de"
        title = _LONG.get(last, last.rstrip("."))
        if len(pair) == 2 and pair[0] in _OWNED:
            return "name", head, end, title
        return "name", head, end, f"{article.capitalize() if begins else article} {title}"
    if last in ROLES:
        return "name", start, end, ""
    called = last in _CALLED and not _THINGS & set(before[:-1])
    named = last in {"is", "was"} and len(pair) == 2 and pair[0].endswith("naam")
    if called or named or (pair == ["ik", "ben"] and " " in text[start:end]):
        return "name", start, end, "[naam]"
    return None


_OWNED = words("de het een mijn onze zijn haar hun die deze je jouw")
_LONG = {
    "dr": "dokter", "dr.": "dokter", "drs": "deskundige", "drs.": "deskundige", "ir.": "ingenieur", "mr.": "jurist",
    "ds.": "dominee", "prof": "professor", "prof.": "professor", "mevr": "mevrouw", "mevr.": "mevrouw",
    "mw": "mevrouw", "mw.": "mevrouw", "dhr": "meneer", "dhr.": "meneer",
}  # fmt: skip


def _by_first_name(text: str, start: int, end: int, small: set[str]) -> Found | None:
    """Take a first name with what follows it, or a surname within a sentence, for there its capital says something.

    A name that is also a word is left where it begins a sentence; so is one that the text itself writes small.
    """
    for word in _ONE.finditer(text, start, end):
        first, begins = re.split(r"-(?=[A-Z])", word.group())[0].lower(), _begins(text, word.start())
        also_word = first in lists.ORDINARY or first in small or first in COMMON
        listed = first in lists.first_names() and (not begins or not also_word or _family(text, word.end(), end))
        family = first in lists.surnames() and not begins and not also_word
        if first in FIRST_NAMES or listed or family:
            return "name", word.start(), end, "iemand"
    return None


def _begins(text: str, start: int) -> bool:
    """Say whether this is where a sentence or a line begins."""
    before = text[max(0, start - 5) : start].rstrip(" \"'‘“(")
    return not before or not (before[-1].isalnum() or before[-1] in ",&/")


def _family(text: str, start: int, end: int) -> bool:
    """Say whether a surname stands behind a first word."""
    return any(word.group().lower() in lists.surnames() for word in _ONE.finditer(text, start, end))


def _listed(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Follow ", Bilal en Noor" behind a name, at most a dozen names."""
    for _step in range(12):
        joint = _NEXT.match(text, end)
        name = joint and _CANDIDATE.match(text, joint.end())
        if not name or name.group().split()[0].lower() in COMMON:
            return
        yield name.start(), name.end()
        end = name.end()


def _tokens(name: str) -> set[str]:
    """Give the parts of a name by which it can come back alone."""
    return {w for w in _ONE.findall(name) if len(w) > 2 and w.lower() not in COMMON | TITLES | ROLES}


def _again(text: str, candidates: list[tuple[int, int]], known: set[str]) -> Iterator[Found]:
    for start, end in candidates:
        for word in _ONE.finditer(text, start, end):
            if word.group() in known or word.group().removesuffix("s") in known:
                yield "name", word.start(), word.end(), "[naam]"


def _written_small(text: str) -> Iterator[Found]:
    """Many people type names without a capital; only names that are no everyday word are taken."""
    for m in _SMALL.finditer(text):
        word = m.group()
        if word in FIRST_NAMES and (word not in ONLY_WITH_CAPITAL or _with(text, m.start())):
            yield "name", m.start(), m.end(), "iemand"
        elif word in lists.first_names() and word not in lists.ORDINARY | COMMON | ROLES and _called(text, m.start()):
            yield "name", m.start(), m.end(), "[naam]"


def _with(text: str, start: int) -> bool:
    """Say whether a short name that is also a word stands where a person does: "blij met kim zij is …"."""
    before = text[max(0, start - 40) : start].split()
    return bool(before) and (before[-1] in _CALLED | ROLES or (before[-1] == "met" and before[-2:-1] != ["wat"]))


def _called(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start].split()
    return bool(before) and before[-1] in _CALLED | ROLES and not _THINGS & set(before[-8:-1])
