"""The long lists of Dutch names that the deduce library carries, read as they are; empty when it is not installed."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from moderation.privacy.first_names import FIRST_NAMES
from moderation.privacy.words import words

# In the list of first names and also a word, a month or a feast: at the start of a sentence a capital says nothing.
ORDINARY = words(
    """
    aal adem al alike alle allen amber an anders april art augustus baan baken bars bea beer ben bent berry bin blij
    bloem blue bouw bouwen brabant brand broer brood burger can carry cent constant corona covid daar dag dan dat
    david day de den dina dit do done door dot drenthe duin duurt echt ed eer elke els else engel er erin erna fake
    feest fine fleur flevoland floor friesland geest gelderland geluk genade given god goed groen hang hart has heer
    heet held hemel her hero het hind holland hoop hub ids iris isa jasmijn job jong jonge jonker jouw juli june
    juni just kader kan kans ken kent kerst kind klaar klein knap koe kok koning koos kracht la lach lang last leef
    len lente leuk leven li lie lief liefde lies lieve lijntje limburg linde line lisse long lot lucht lust maart
    maatje made man mark mart master max may mee meer mei mens merel merk meta mild min mine mini moed mooi moord my
    na nam nel nood noor noord normen oktober olijf on onder oost op oud overijssel pap parel pasen paul per pip
    pracht prins raad regen reiger rein rest richt ring roem roos rosa ruim ruimte rust said sem sent serve stap
    ster sterk sterre stil stilte storm take tea teken tel tien tijd tiny to toon trees trots trouw van vast veel
    veer veere vera victor viool vlaanderen vlinder vol voor vos vrede vreugde vriend vrij wal ward warm wees wel
    wereld werk west wet wiel wies wijn wijs wil wild will wilt win wind winter wit woord zee zeeland zeg zes zeven
    ziek ziel zijn zoet zomer zon zorg zuid zus zusje zwart
    """
)


@cache
def first_names() -> frozenset[str]:
    """Give first names in small letters: our own and those of the list."""
    return FIRST_NAMES | _read("names/lst_first_name")


@cache
def surnames() -> frozenset[str]:
    """Give surnames in small letters, without "van" and the like; the name of a disease is none."""
    return _read("names/lst_surname") - _read("whitelist/lst_eponymous_disease/lst_eponymous_single") - places()


@cache
def places() -> frozenset[str]:
    """Give the names of towns and villages in small letters."""
    return _read("locations/lst_placename/lst_residence")


@cache
def municipalities() -> dict[str, str]:
    """Give the code of the province by the name of each municipality in small letters."""
    rows = json.loads((settings.DATA / "catalogue" / "municipalities.json").read_text(encoding="utf-8"))
    return {name.lower(): row["province"] for row in rows for name in (row["name"], row["official_name"]) if name}


@cache
def of_places() -> dict[str, str]:
    """Give what stands for a word that is made of a municipality's name: "rotterdamse", "almeloos", "zwollenaar".

    The forms are made by rule, so some do not exist; a form that is an ordinary word or a first name is left out.
    """
    made: dict[str, str] = {}
    for name in municipalities():
        whole = name.removeprefix("den ").removeprefix("'s-").removeprefix("’s-")
        if not whole.isalpha():
            continue
        stems = {whole, whole.removesuffix("e"), whole.removesuffix("en")}
        for stem in stems:
            made |= dict.fromkeys((f"{stem}se", f"{stem}ose"), "plaatselijke")
            made |= dict.fromkeys((f"{stem}s", f"{stem}os"), "plaatselijk")
            made |= dict.fromkeys((f"{stem}er", f"{stem}{stem[-1]}er", f"{stem}naar", f"{stem}nees"), "inwoner")
    known = ORDINARY | first_names() | places() | set(municipalities())
    return {word: instead for word, instead in made.items() if len(word) > 4 and word not in known}


def _read(folder: str) -> frozenset[str]:
    spec = find_spec("deduce")  # found, not imported: its engine takes 80 MB and 1.4 s, its lists a few hundredths
    if spec is None or spec.origin is None:
        return frozenset()
    file = Path(spec.origin).parent / "data" / "lookup" / "src" / folder / "items.txt"
    if not file.is_file():
        return frozenset()
    return frozenset(line.strip().lower() for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
