"""Rules for numbers and addresses. Every pattern starts at a border and is bounded, so time stays linear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.privacy.words import words

Found = tuple[str, int, int, str]  # kind, start, end, suggestion

_GAP = r"[ \u00a0\u202f\t.\-\u2010-\u2015/]"
_EMAIL = re.compile(
    r"(?<![\w.+%'\-])[\w.+%'\-]{1,64}(?:@| ?[(\[](?:at|apenstaartje)[)\]] ?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}", re.I
)
_URL = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"]{1,300}"
    r"|(?<![\w@.\-])[a-z0-9][a-z0-9\-]{1,62}\.(?:nl|com|org|net|eu|be|info)(?![\w\-])(?:/[^\s<>\"]{0,300})?",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,28}[A-Za-z0-9_])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[0-9]{2}(?:[ \u00a0.\-]?[A-Z0-9]){11,30}", re.I)
_IBAN_LENGTH = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "ES": 24, "IT": 27, "PT": 25, "PL": 28, "LU": 20,
    "AT": 20, "CH": 21, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "IE": 22, "TR": 26, "RO": 24, "BG": 22,
    "GR": 27, "HU": 28, "CZ": 24, "SK": 24, "HR": 21, "SI": 19, "LT": 20, "LV": 21, "EE": 20, "UA": 29,
}  # fmt: skip
_DUTCH_IBAN = re.compile(r"NL[0-9]{2}[A-Z]{4}[0-9]{10}", re.I)  # unmistakable, also with a typing mistake
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00)31{_GAP}{{0,3}}(?:\(0\){_GAP}?|0(?=[1-9]))?|\(?0)[1-9]\)?(?:\)?{_GAP}{{0,3}}[0-9]){{8}}(?![0-9])"
    rf"|(?<![\w+])(?:\+|00(?=[1-9]))(?!31)[1-9](?:[()]?{_GAP}{{0,3}}[()]?[0-9]){{7,13}}(?![0-9])"
)
_PUBLIC_NUMBER = re.compile(r"0?(?:800|90[0-9])")
_NINE = re.compile(r"(?<![\w.\-])[0-9](?:[ .\-\u00a0]?[0-9]){8}(?![0-9])")
_BSN_WORD = re.compile(
    r"(?<!\w)(?:bsn|burgerservicenummer|sofi-?nummer)(?!\w)[^0-9\n]{0,20}([0-9](?:[ .\-\u00a0]?[0-9]){7,8})(?![0-9])",
    re.I,
)
_POSTCODE = re.compile(
    r"(?<![\w.,])[1-9][0-9]{3}([ \u00a0]?)([A-Z]{2})(?![\w])"
    r"(?:,? (?:nr\.? ?|nummer |huisnummer )?[0-9]{1,5}(?:-?[a-z])?(?!\w))?",
    re.I,
)
# Two letters that are a word after a year or an amount: "in 2019 is", "1200 km".
_SHORT_WORDS = words(
    """
    al be da de do dr du ed en er eu ex ga ge go ha he hé ho ie ik in is ja je km kg cm mm ml gb mb kb kw me na nr nu of
    om on op or ou pm re te to tv u uu va ve wa we wc ze zo zn mg st wo vr za ma di pk cc wh
    """
)
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan\\.?|feb\\.?|mrt\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|okt\\.?|nov\\.?|dec\\.?"
)
_DATE = re.compile(
    r"(?<![\w.\-/])(?:(?:0?[1-9]|[12][0-9]|3[01])(?P<s>[\-/.]| - )(?:0?[1-9]|1[0-2])(?P=s)"
    r"(?P<y1>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"|(?P<y2>(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    rf"|(?:0?[1-9]|[12][0-9]|3[01])(?:e|ste|de)? ?(?:{_MONTHS}) ?"
    rf"(?P<y3>['’]?(?:(?:19|20)[0-9]{{2}}|(?<=['’])[0-9]{{2}})))(?![\w]|[\-/.][0-9])",
    re.I,
)
_DAY_AND_MONTH = re.compile(rf"(?<![\w.\-/])(?:0?[1-9]|[12][0-9]|3[01])(?:e|ste|de)? ?(?:{_MONTHS})(?!\w)", re.I)
_BIRTH_WORD = re.compile(
    r"(?<!\w)(?:geboren|geb\.?|geboortedatum|geboortedag|jarig|verjaar\w{0,6})(?:\W{1,3}\w{1,8}){0,3}\W{0,3}$", re.I
)
_ADDRESS = re.compile(
    r"(?<![\w\-])([^\W\d_][\w'’\-]{2,40}) ([0-9]{1,5}(?:[ \-]?[a-zA-Z](?!\w))?(?:[\-/][0-9]{1,4})?"
    r"(?:[ \-](?:bis|hs|huis|I{1,3}|IV)(?!\w))?)(?!\w|,[0-9])"
)
_STREET = re.compile(r"(?:straat|laan|plein|gracht|singel|dreef|kade|steeg|plantsoen|straatje|laantje|postbus)$", re.I)
_STREET_CAPITAL = re.compile(
    r"(?:weg|hof|pad|park|markt|dijk|baan|erf|hoek|kamp|veld|wal|brug|poort|haven|ring|burg|horst|akker|weide|berg|tuin"
    r"|rade|hage|es|enk|meent|zoom|oord|wei)$"
)
_STREET_OF = re.compile(r"(?<!\w)(?:Laan|Straat|Weg|Plein|Kade|Hof|Dreef) (?:(?:van|der|de|den|het|'t) ){1,3}$")
_BEFORE_STREET = re.compile(
    r"(?:(?<!\w)[^\W\d_a-zß-öø-ÿ][\w'’.\-]{0,30} (?:(?:van|de|der|den|ten|ter|het) ){0,2}){1,3}$"
)
_SENTENCE_STARTS = words("op in aan bij de het van naar uit ik wij we mijn ons onze adres")
_PLATE = re.compile(
    r"(?<![\w\-])([a-z]{1,3}|[0-9]{1,3})-([a-z]{2,3}|[0-9]{2,3})-([a-z]{1,3}|[0-9]{1,3})(?![\w\-])", re.I
)
_PLATE_SHAPES = words(
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL "
    "DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L L-DD-LLL D-LL-DDD DDD-LL-D"
)


def passes_eleven(digits: str) -> bool:
    """Say whether nine digits pass the test every burgerservicenummer passes (9a+8b+…+2h-i, by eleven)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0 and digits.strip("0") != ""


def passes_97(iban: str) -> bool:
    """Say whether an IBAN without spaces has a true check number (ISO 13616)."""
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def emails(text: str) -> Iterator[Found]:
    for m in _EMAIL.finditer(text):
        yield "email", m.start(), m.end(), "[e-mailadres]"


def urls(text: str) -> Iterator[Found]:
    for m in _URL.finditer(text):
        end = m.start() + len(m.group().rstrip(".,;:!?)]}'’"))
        yield "url", m.start(), end, "[website]"


def handles(text: str) -> Iterator[Found]:
    for m in _HANDLE.finditer(text):
        yield "handle", m.start(), m.end(), "[naam]"


def ibans(text: str) -> Iterator[Found]:
    for m in _IBAN.finditer(text):
        length, seen, end = _IBAN_LENGTH.get(text[m.start() : m.start() + 2].upper(), 0), "", m.start()
        while len(seen) < length and end < m.end():
            seen += text[end] if text[end].isalnum() else ""
            end += 1
        whole = length and len(seen) == length and not text[end : end + 1].isalnum()
        if whole and (passes_97(seen) or _DUTCH_IBAN.fullmatch(seen)):
            yield "iban", m.start(), end, "[rekeningnummer]"


def phones(text: str) -> Iterator[Found]:
    for m in _PHONE.finditer(text):
        digits = re.sub(r"[^0-9]", "", m.group())
        if not _PUBLIC_NUMBER.match(digits):
            yield "phone", m.start(), m.end(), "[telefoonnummer]"


def bsns(text: str) -> Iterator[Found]:
    for m in _BSN_WORD.finditer(text):  # beside the word itself, a typing mistake is still a number to hide
        yield "bsn", m.start(1), m.end(1), "[bsn]"
    for m in _NINE.finditer(text):
        if passes_eleven(re.sub(r"[^0-9]", "", m.group())):
            yield "bsn", m.start(), m.end(), "[bsn]"


def postcodes(text: str) -> Iterator[Found]:
    for m in _POSTCODE.finditer(text):
        letters = m.group(2)
        year = m.group(1) and m.group()[:2] in {"19", "20"}  # "In 2019 Jo …" is no postcode
        if letters.isupper() or not (year or letters.lower() in _SHORT_WORDS):
            yield "postcode", m.start(), m.end(), "[postcode]"


def dates(text: str) -> Iterator[Found]:
    """A whole date is told; a year, a month or a weekday alone is not."""
    for m in _DATE.finditer(text):
        year = (m["y1"] or m["y2"] or m["y3"]).strip("'’")
        birth = _BIRTH_WORD.search(text, max(0, m.start() - 40), m.start())
        # two digits could be any century, and the suggestion should not invent one
        suggestion = f"een dag in {year}" if len(year) == 4 else "[datum]"
        yield ("birthdate" if birth else "date"), m.start(), m.end(), suggestion
    for m in _DAY_AND_MONTH.finditer(text):
        if _BIRTH_WORD.search(text, max(0, m.start() - 40), m.start()):
            yield "birthdate", m.start(), m.end(), "[datum]"


def addresses(text: str) -> Iterator[Found]:
    """A street counts when a house number follows; a weak ending ("weg", "hof") only with a capital."""
    for m in _ADDRESS.finditer(text):
        street, back = m.group(1), max(0, m.start() - 60)
        of = _STREET_OF.search(text, back, m.start())
        if of or _STREET.search(street) or (street[0].isupper() and _STREET_CAPITAL.search(street)):
            before = of or (street[0].isupper() and _BEFORE_STREET.search(text, back, m.start()))
            yield "address", m.start() - len(_street_words(before.group() if before else "")), m.end(), "[adres]"


def _street_words(before: str) -> str:
    """Leave "Op de " and the like out of what stands before the name of a street."""
    while before and before.split(" ", 1)[0].lower() in _SENTENCE_STARTS:
        before = before.split(" ", 1)[1]
    return before


def plates(text: str) -> Iterator[Found]:
    for m in _PLATE.finditer(text):
        shape = "".join("-" if c == "-" else "D" if c.isdigit() else "L" for c in m.group())
        if shape in _PLATE_SHAPES:
            yield "plate", m.start(), m.end(), "[kenteken]"
