"""Loading the catalogue: repeatable, and an editor's hand is respected."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from knowledge import changes
from knowledge.catalogue.loading import load
from knowledge.catalogue.reading import read
from knowledge.models import AssessmentQuestion, Dossier, Intervention, Source, Theme, WorkingElement
from places.models import LabourRegion, Municipality, Province

pytestmark = pytest.mark.django_db


def run(folder, **options):
    """Load a folder and give, per kind, how many were added, changed, the same and left alone."""
    said = StringIO()
    call_command("load_catalogue", folder, stdout=said, **options)
    lines = [line.split() for line in said.getvalue().splitlines() if not line.startswith("  ")]
    return {line[0]: (int(line[1]), int(line[3]), int(line[5]), int(line[8])) for line in lines}


def test_the_whole_catalogue_comes_in():
    call_command("load_catalogue", stdout=StringIO())
    models = (Province, LabourRegion, Municipality, Theme, WorkingElement, Intervention, Dossier, AssessmentQuestion)
    assert [model.objects.count() for model in models] == [12, 35, 342, 15, 41, 50, 15, 219]
    enschede = Municipality.objects.get(code="GM0153")
    assert (enschede.name, enschede.province.name, enschede.labour_region.name) == ("Enschede", "Overijssel", "Twente")
    housing = Intervention.objects.get(slug="housing-first")
    assert housing.elements.filter(slug="eerst-een-woning").exists()
    assert not housing.recognition


def test_records_lean_on_each_other_as_the_files_say(files):
    assert run(files.folder)["interventions"] == (1, 0, 0, 0)
    maatje = Intervention.objects.get()
    assert [theme.slug for theme in maatje.themes.all()] == ["eenzaamheid", "schulden"]
    assert maatje.groups == ["ouderen", "buren"]
    dossier = Dossier.objects.get()
    assert (dossier.theme.slug, dossier.interventions.get(), dossier.questions.get().text) == (
        "eenzaamheid",
        maatje,
        "Blijft er iemand?",
    )


def test_a_second_time_changes_nothing(files, django_assert_max_num_queries):
    first = run(files.folder)
    assert all(added and not changed for added, changed, _, _ in first.values())
    with django_assert_max_num_queries(64):
        again = run(files.folder)
    assert all(counts == (0, 0, first[kind][0], 0) for kind, counts in again.items())


def test_what_the_catalogue_changed_is_changed_here(files):
    run(files.folder)
    files.change("interventions", summary="Anders.", themes=["schulden"], elements=[])
    assert run(files.folder)["interventions"] == (0, 1, 0, 0)
    maatje = Intervention.objects.get()
    assert (maatje.summary, maatje.themes.get().slug, maatje.elements.count()) == ("Anders.", "schulden", 0)


def test_what_the_catalogue_says_of_how_sure_an_element_is_stands_in_its_public_history(files, client):
    run(files.folder)
    files.change("elements", explanation="Anders gezegd.")
    run(files.folder)
    element = WorkingElement.objects.get()
    assert not element.standing_changes.exists()  # nothing of how sure it is was changed
    files.change("elements", standing="disputed")
    run(files.folder)
    run(files.folder)
    told = element.standing_changes.get()
    assert (told.before, told.after, told.reason) == ("unknown", "disputed", "Zo staat het in de catalogus.")
    assert "Zo staat het in de catalogus." in client.get(element.get_absolute_url()).content.decode()


def test_what_an_editor_changed_stays(files):
    run(files.folder)
    Intervention.objects.update(summary="Door de redactie geschreven.")
    files.change("interventions", summary="Uit het bestand.")
    assert run(files.folder)["interventions"] == (0, 0, 0, 1)
    assert Intervention.objects.get().summary == "Door de redactie geschreven."


def test_a_changed_relation_is_an_editors_change_too(files):
    run(files.folder)
    Intervention.objects.get().themes.set([])
    files.change("interventions", summary="Uit het bestand.")
    assert run(files.folder)["interventions"] == (0, 0, 0, 1)
    assert not Intervention.objects.get().themes.exists()


def test_when_told_to_the_catalogue_wins(files):
    run(files.folder)
    Intervention.objects.update(summary="Door de redactie geschreven.")
    assert run(files.folder, overwrite_edited=True)["interventions"] == (0, 1, 0, 0)
    assert Intervention.objects.get().summary == "Samen iets doen."
    files.change("interventions", summary="Later.")
    assert run(files.folder)["interventions"] == (0, 1, 0, 0)


def test_what_an_editor_removed_does_not_come_back(files):
    run(files.folder)
    Intervention.objects.all().delete()
    assert run(files.folder)["interventions"] == (0, 0, 0, 1)
    assert not Intervention.objects.exists()
    assert run(files.folder, overwrite_edited=True)["interventions"] == (1, 0, 0, 0)


def test_what_left_the_catalogue_stays_and_is_told(files):
    run(files.folder)
    files.write("questions", "[]")
    assert run(files.folder)["questions"] == (0, 0, 0, 1)
    assert AssessmentQuestion.objects.exists()


def test_line_ends_of_a_browser_are_no_change(files):
    run(files.folder)
    Intervention.objects.update(target_groups="ouderen\r\nburen")
    assert run(files.folder)["interventions"] == (0, 0, 1, 0)


def test_a_record_made_by_hand_is_not_taken_over(files):
    Source.objects.create(slug="handboek", title="Ons eigen handboek")
    assert run(files.folder)["sources"] == (0, 0, 0, 1)
    assert Source.objects.get().title == "Ons eigen handboek"


def test_a_record_made_by_hand_with_a_name_that_is_wanted_refuses_all(files):
    Province.objects.create(code="PV99", name="Zelfgemaakt", slug="overijssel")
    with pytest.raises(CommandError, match=r"provinces\.json, PV23: something stored by hand stands in the way"):
        run(files.folder)
    assert not Theme.objects.exists()


def test_who_listens_hears_of_what_changed_and_of_nothing_else(files, monkeypatch):
    heard = []
    monkeypatch.setattr(changes, "_listeners", [lambda record, gone: heard.append((str(record), gone))])
    load(read(files.folder))
    assert ("Maatje", False) in heard
    heard.clear()
    files.change("elements", plain_wording="Iemand bleef")
    load(read(files.folder))
    assert heard == [("Iemand bleef", False)]


def test_the_catalogue_of_the_house_names_no_theme_twice_or_not_at_all():
    themes = read(settings.DATA / "catalogue")["dossiers"]
    assert len(themes) == 15
