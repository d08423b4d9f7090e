"""Hints and beginnings help people fill in a case; editors write them for all, facilitators for their practice."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from forums.actions.case_templates import write
from forums.models import CaseTemplate
from tests.forums.conftest import Cast
from tests.forums.test_fuller_case import QUICK
from tests.makers import make_member, make_theme, make_user

WRITTEN = {"name": "Geldzorgen", "hint_situation": "Hoe lang duurt het al?", "begin_interest": "De verhuurder wil …"}


def make_template(cast: Cast | None = None, **facts: object) -> CaseTemplate:
    said = {"hints": {"situation": "Hoe lang duurt het al?"}, "beginnings": {"interest": "De verhuurder wil …"}}
    return CaseTemplate.objects.create(**({"name": "Geldzorgen", "practice": cast and cast.practice} | said | facts))


def test_a_template_gives_hints_and_beginnings_and_loses_no_word(cast: Cast, as_user) -> None:
    template = make_template(cast)
    path = f"/praktijken/{cast.practice.slug}/casussen/nieuw/"
    typed = QUICK | {"pas": str(template.pk), "dilemma": "Doorgaan of laten?"}
    page = as_user(cast.joost).post(path, typed).content.decode()
    for words in ("Hoe lang duurt het al?", "De verhuurder wil …", typed["situation"], typed["dilemma"]):
        assert words in page
    page = as_user(cast.joost).post(path, typed | {"interest": "Ik weet het niet."}).content.decode()
    assert "De verhuurder wil …" not in page, "what was typed goes before a beginning"
    wrong = {"sjabloon": str(template.pk)} | QUICK | {"title": ""}
    assert "Hoe lang duurt het al?" in as_user(cast.joost).post(path, wrong).content.decode()


def test_only_what_fits_the_practice_is_offered(cast: Cast, as_user) -> None:
    theirs, other = make_theme("Schulden"), make_theme("Jeugd")
    cast.practice.themes.add(theirs)
    make_template(name="Bij ons thema", theme=theirs)
    make_template(name="Bij een ander thema", theme=other)
    make_template(name="Voor alles")
    make_template(cast, name="Van onze praktijk")
    page = as_user(cast.joost).get(f"/praktijken/{cast.practice.slug}/casussen/nieuw/", {"verder": "1"})
    words = page.content.decode()
    assert all(name in words for name in ("Bij ons thema", "Voor alles", "Van onze praktijk"))
    assert "Bij een ander thema" not in words


def test_an_editor_writes_for_everybody_and_nobody_else_does(cast: Cast, as_user) -> None:
    fay = make_member(cast.practice, "Fay", is_facilitator=True)
    for who in (cast.samira, fay):
        assert as_user(who).post("/casussen/sjablonen/nieuw/", WRITTEN).status_code == 403
    client = as_user(make_user("Ed", is_editor=True))
    assert client.post("/casussen/sjablonen/nieuw/", WRITTEN).status_code == 302
    template = CaseTemplate.objects.get()
    assert (template.practice, template.hints) == (None, {"situation": "Hoe lang duurt het al?"})
    path = f"/casussen/sjablonen/{template.pk}/"
    assert "De verhuurder wil …" in client.get(path).content.decode()
    client.post(path, WRITTEN | {"name": "Schulden"})
    assert "Schulden" in client.get("/casussen/sjablonen/").content.decode()
    assert client.post(path, WRITTEN | {"name": ""}).status_code == 200
    client.post(path + "weghalen/")
    assert client.get(path).status_code == 404


def test_a_facilitator_writes_for_the_own_practice_only(cast: Cast, as_user) -> None:
    fay = make_member(cast.practice, "Fay", is_facilitator=True)
    path = f"/praktijken/{cast.practice.slug}/casussen/sjablonen/"
    assert as_user(cast.samira).get(path).status_code == 403
    assert as_user(fay).post(path + "nieuw/", WRITTEN).status_code == 302
    template = CaseTemplate.objects.get()
    assert template.practice == cast.practice
    ed = make_user("Ed", is_editor=True)
    assert as_user(ed).get(f"/casussen/sjablonen/{template.pk}/").status_code == 403
    everybody = make_template(name="Voor alles")
    assert as_user(fay).post(f"/casussen/sjablonen/{everybody.pk}/weghalen/").status_code == 403


def test_the_file_brings_them_and_leaves_what_somebody_changed(db) -> None:
    call_command("load_case_templates", verbosity=0)
    count = CaseTemplate.objects.count()
    assert count == len(json.loads((settings.DATA / "case_templates.json").read_text()))
    mine = CaseTemplate.objects.first()
    assert mine
    write(mine, make_user("Ed", is_editor=True), {"name": "Van mij"})
    call_command("load_case_templates", verbosity=0)
    assert CaseTemplate.objects.filter(name="Van mij").exists()
    assert CaseTemplate.objects.count() == count


@pytest.mark.parametrize("wanted", ["x", "999999", "²", "\0"])
def test_a_template_that_is_not_there_changes_nothing(cast: Cast, as_user, wanted) -> None:
    path = f"/praktijken/{cast.practice.slug}/casussen/nieuw/"
    assert as_user(cast.joost).get(path, {"verder": "1", "sjabloon": wanted}).status_code == 200
