"""Example texts fill the demonstration, are marked, and never push away what a source or an editor said."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from knowledge.examples import put_examples
from knowledge.models import Claim, Dossier, Intervention, WorkingElement
from tests.makers import make_element

pytestmark = pytest.mark.django_db


def texts():
    return json.loads((settings.DATA / "demonstration" / "knowledge.json").read_text(encoding="utf-8"))


def test_every_example_belongs_to_a_record_and_is_marked():
    call_command("load_catalogue", verbosity=0)
    given = texts()
    assert put_examples(given) == sum(len(records) for records in given.values())
    for model, kind in ((WorkingElement, "elements"), (Intervention, "interventions"), (Dossier, "dossiers")):
        assert model.objects.filter(has_example_text=True).count() == len(given[kind])


def test_an_example_pretends_no_source_and_no_strong_evidence():
    call_command("load_catalogue", verbosity=0)
    before = set(Claim.objects.values_list("pk", flat=True))
    put_examples(texts())
    assert not Claim.objects.exclude(pk__in=before).filter(sources__isnull=False).exists()
    for facts in texts()["interventions"].values():
        assert {axis["standing"] for axis in facts["axes"]} <= {"unknown", "little"}
    assert not WorkingElement.objects.exclude(standing="unknown").exists()


def test_what_was_written_already_stays():
    element = make_element(slug="vaste-hulpverlener", not_this="Door de redactie.")
    put_examples(texts())
    element.refresh_from_db()
    assert element.not_this == "Door de redactie."
    assert element.for_whom


def test_the_catalogue_leaves_example_texts_alone():
    call_command("load_catalogue", verbosity=0)
    put_examples(texts())
    call_command("load_catalogue", verbosity=0)
    assert WorkingElement.objects.get(slug="vaste-hulpverlener").not_this
