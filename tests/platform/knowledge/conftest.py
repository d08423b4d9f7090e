"""A small catalogue on disk, one or two records of each kind."""

import json
from pathlib import Path
from typing import Any

import pytest

SMALL: dict[str, list[dict[str, Any]]] = {
    "provinces": [{"code": "PV23", "name": "Overijssel", "slug": "overijssel"}],
    "labour_regions": [{"code": "AM05", "name": "Twente", "slug": "twente"}],
    "municipalities": [
        {
            "code": "GM0153",
            "name": "Enschede",
            "official_name": "Enschede",
            "slug": "enschede",
            "province": "PV23",
            "labour_region": "AM05",
        }
    ],
    "terms": [{"slug": "casus", "word": "casus", "also": ["casussen"], "explanation": "Een situatie uit het werk."}],
    "themes": [{"slug": "eenzaamheid", "name": "Eenzaamheid"}, {"slug": "schulden", "name": "Schulden"}],
    "sources": [
        {"slug": "handboek", "title": "Handboek", "address": "https://example.org/handboek", "kind": "publication"}
    ],
    "elements": [
        {
            "slug": "vaste-hulpverlener",
            "name": "Vaste hulpverlener",
            "kind": "general",
            "plain_wording": "Iemand die bleef",
            "professional_wording": "Alliantie",
            "explanation": "Eén vertrouwd gezicht.",
            "evidence_note": "",
            "evidence_strength": "practice",
            "themes": [],
            "sources": ["handboek"],
            "verified": True,
        }
    ],
    "interventions": [
        {
            "slug": "maatje",
            "name": "Maatje",
            "summary": "Samen iets doen.",
            "themes": ["schulden", "eenzaamheid"],
            "target_groups": ["ouderen", "buren"],
            "recognition_level": "",
            "recognition_date": "",
            "recognition_body": "",
            "recognition_note": "",
            "owner": "",
            "databank": "",
            "elements": ["vaste-hulpverlener"],
            "sources": [],
            "verified": False,
            "verified_scope": "none",
        }
    ],
    "dossiers": [
        {
            "theme": "eenzaamheid",
            "title": "Wat werkt bij eenzaamheid",
            "summary": "Eerst vragen.",
            "elements": ["vaste-hulpverlener"],
            "interventions": ["maatje"],
            "sources": [],
            "verified": True,
        }
    ],
    "questions": [
        {
            "key": "eenzaamheid--1",
            "dossier": "eenzaamheid",
            "element": "vaste-hulpverlener",
            "text": "Blijft er iemand?",
            "scope": "element",
            "order": 1,
        }
    ],
    "claims": [
        {
            "key": "vaste-hulpverlener--1",
            "element": "vaste-hulpverlener",
            "kind": "practice",
            "text": "Wie blijft, hoort meer.",
            "sources": ["handboek"],
        }
    ],
    "instruments": [
        {
            "slug": "schaal",
            "name": "Schaal",
            "goal": "Meet hoe het gaat.",
            "target_groups": ["volwassenen"],
            "themes": ["eenzaamheid"],
            "sources": ["handboek"],
            "verified": True,
        }
    ],
}


class Files:
    """The catalogue in a folder, to be broken or changed file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, entries in SMALL.items():
            self.write(name, json.dumps(entries))

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.json").write_text(text, encoding="utf-8")

    def change(self, name: str, /, **facts: Any) -> None:
        """Give the first record of a file other facts; `...` takes one away."""
        first = {key: value for key, value in (SMALL[name][0] | facts).items() if value is not ...}
        self.write(name, json.dumps([first, *SMALL[name][1:]]))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)
