"""A broken catalogue is refused whole, with file, entry and reason."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from knowledge.catalogue.reading import BrokenCatalogue, read
from knowledge.models import CatalogueEntry
from places.models import Province

BROKEN = [
    ("elements", {"verified": "ja"}, "elements.json, vaste-hulpverlener: verified: must be true or false, not 'ja'."),
    ("elements", {"verified": ...}, "elements.json, vaste-hulpverlener: verified: is missing."),
    ("elements", {"colour": "red"}, "elements.json, vaste-hulpverlener: 'colour': is not a fact of elements."),
    ("elements", {"explanation": 3}, "elements.json, vaste-hulpverlener: explanation: must be a text, not 3."),
    ("elements", {"explanation": ""}, "explanation: This field cannot be blank"),
    ("elements", {"explanation": "a\x00b"}, "explanation: holds the control character U+0000."),
    ("elements", {"explanation": "\ud800"}, "explanation: holds the control character U+D800."),
    ("elements", {"name": " Nazorg"}, "name: begins or ends with a space, in ' Nazorg'."),
    ("elements", {"name": "a" * 121}, "name: Ensure this value has at most 120 characters"),
    ("elements", {"kind": "anders"}, "kind: Value 'anders' is not a valid choice"),
    ("elements", {"themes": "schulden"}, "themes: must be a list of texts, not 'schulden'."),
    ("elements", {"themes": ["schulden", "schulden"]}, "themes: holds one thing twice"),
    ("elements", {"themes": ["onbekend"]}, "vaste-hulpverlener: themes: 'onbekend' is not in themes.json."),
    ("elements", {"themes": [["schulden"]]}, "themes: must be a list of texts"),
    ("elements", {"slug": "Met Spaties"}, "elements.json, Met Spaties: slug: Enter a valid"),
    ("elements", {"slug": None}, "elements.json, entry 1: slug: must be a text, not None."),
    ("interventions", {"recognition_level": "prima"}, "interventions.json, maatje: recognition_level: Value 'prima'"),
    ("interventions", {"recognition_date": "13-04-2019"}, "recognition_date: "),
    ("interventions", {"recognition_date": "2019-02-30"}, "recognition_date: "),
    ("interventions", {"target_groups": ["", "buren"]}, "target_groups: must be a list of texts"),
    ("sources", {"address": "javascript:alert(1)"}, "sources.json, handboek: address: Enter a valid URL"),
    ("municipalities", {"province": "PV99"}, "municipalities.json, GM0153: province: 'PV99' is not in provinces.json."),
    ("municipalities", {"province": ""}, "municipalities.json, GM0153: province: must name something."),
    ("themes", {"slug": "schulden"}, "themes.json, schulden: slug: 'schulden' is already the slug of entry 1."),
    ("questions", {"order": True}, "questions.json, eenzaamheid--1: order: must be a whole number, not True."),
    ("questions", {"order": -1}, "questions.json, eenzaamheid--1: order: "),
    ("questions", {"groups": ["buren"]}, "questions.json, eenzaamheid--1: groups: We do not know ‘buren’"),
    ("questions", {"dossier": "schulden"}, "dossier: 'schulden' is not in dossiers.json."),
]


@pytest.mark.parametrize(("kind", "facts", "reason"), BROKEN, ids=[reason[:60] for _, _, reason in BROKEN])
def test_a_wrong_fact_is_named_with_its_file_and_entry(files, kind, facts, reason):
    files.change(kind, **facts)
    with pytest.raises(BrokenCatalogue) as refused:
        read(files.folder)
    assert any(reason in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"slug": "a"},\n {"slug" "b"}]', "themes.json, line 2, column 10: not JSON"),
        ("", "themes.json, line 1, column 1: not JSON"),
        ('{"slug": "a"}', "themes.json: must hold a list of records."),
        ('["a"]', "themes.json, entry 1: must be a record"),
        ('[{"slug": "a", "slug": "b", "name": "A"}]', "themes.json: one record gives 'slug' twice"),
        ("[" * 100_000, "themes.json: lists within lists without end."),
        ("[" + "9" * 5000 + "]", "themes.json: not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(files, text, reason):
    files.write("themes", text)
    with pytest.raises(BrokenCatalogue) as refused:
        read(files.folder)
    assert refused.value.problems[0].startswith(reason)


def test_other_letters_than_utf8_are_refused(files):
    (files.folder / "themes.json").write_bytes('[{"slug": "a", "name": "Financiën"}]'.encode("latin-1"))
    with pytest.raises(BrokenCatalogue, match=r"themes\.json: not UTF-8 at byte"):
        read(files.folder)


def test_a_missing_file_is_named(files):
    (files.folder / "sources.json").unlink()
    with pytest.raises(BrokenCatalogue, match=r"sources\.json: the file is missing"):
        read(files.folder)


def test_all_problems_are_told_at_once(files):
    files.change("elements", verified="ja")
    files.change("sources", kind="boek")
    with pytest.raises(BrokenCatalogue) as refused:
        read(files.folder)
    assert len(refused.value.problems) == 2


@pytest.mark.django_db
def test_one_mistake_in_the_last_file_keeps_all_files_out(files):
    files.change("questions", scope="anders")
    with pytest.raises(CommandError, match=r"Nothing was loaded\.\nquestions\.json, eenzaamheid--1: scope"):
        call_command("load_catalogue", files.folder)
    assert not Province.objects.exists()
    assert not CatalogueEntry.objects.exists()


@pytest.mark.django_db
def test_a_long_list_of_problems_is_cut_short(files):
    files.write("themes", json.dumps([{"slug": f"t{number}"} for number in range(30)]))
    with pytest.raises(CommandError, match=r"and 10 more"):
        call_command("load_catalogue", files.folder)
