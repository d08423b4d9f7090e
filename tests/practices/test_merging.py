"""Two elements that are one: everything goes along, nothing counts twice, every old address still leads somewhere."""

import threading

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import ForeignKey, ManyToManyField, OneToOneField
from django.urls import reverse

from accounts.models import Perspective
from forums.actions.replies import Words, reply
from forums.models import Intent
from knowledge.catalogue.kinds import KINDS
from knowledge.editing.actions import start_draft
from knowledge.models import AssessmentQuestion, Claim, Dossier, Source, Version, WorkingElement
from practices.actions.merging import OWN_HISTORY, CannotMerge, merge_elements
from practices.actions.remarks import Words as RemarkWords
from practices.actions.remarks import remark
from practices.actions.weighing import unweigh, weigh
from practices.difference.rows import Map
from practices.difference.scopes import ThemeScope
from practices.models import Audience, ElementMerge, Polarity, Weighing
from search.models import IndexEntry
from tests.makers import (
    make_contribution,
    make_element,
    make_intervention,
    make_practice,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("Bram", is_editor=True)


@pytest.fixture
def theme():
    return make_theme("Schulden")


@pytest.fixture
def stayed(theme):
    return make_element("Iemand die bleef", theme)


@pytest.fixture
def present(theme):
    return make_element("Iemand die er was", theme)


def said(element, person, polarity=Polarity.HELPED, quote="", theme=None, contribution=None):
    contribution = contribution or make_contribution(make_user(person), perspective=Perspective.LIVED)
    if theme:
        contribution.themes.add(theme)
    Weighing.objects.create(contribution=contribution, element=element, polarity=polarity, quote=quote)
    return contribution


def page(client, address):
    return client.get(address).content.decode()


def counted(element):
    """Give how many different people say each thing of the element."""
    found = {}
    for person, polarity in element.weighings.values_list("contribution__person", "polarity"):
        found.setdefault(polarity, set()).add(person)
    return {polarity: len(people) for polarity, people in found.items()}


def people_on_the_map(theme, reader):
    return {side.perspective: side.people for side in Map(ThemeScope(theme, reader)).people}


def test_every_weighing_goes_along_and_a_person_counts_once(editor, theme, stayed, present):
    for n in range(7):
        both = said(stayed, f"Mens {n}", quote=f"Zij bleef, keer {n}.", theme=theme)
        if n < 3:  # these chose both cards
            said(present, "", contribution=both, quote=f"Zij was er, keer {n}.")
    for n in range(6):
        said(present, f"Ander {n}", quote="Zij was er.", theme=theme)
    said(present, "Derde", Polarity.MISSING, theme=theme)
    before, quotes = Weighing.objects.count(), set(Weighing.objects.values_list("quote", flat=True))
    people = people_on_the_map(theme, editor)
    assert people == {"lived": 14}
    merge_elements(present, stayed, editor, "Het is hetzelfde.")
    assert counted(stayed) == {"helped": 13, "missing": 1}
    assert Weighing.objects.count() == before
    assert set(Weighing.objects.values_list("quote", flat=True)) == quotes
    assert people_on_the_map(theme, editor) == people


def test_the_map_moves_at_once(editor, theme, stayed, present):
    for n in range(6):
        said(stayed, f"Mens {n}", theme=theme)
    for n in range(6):
        said(present, f"Ander {n}", theme=theme)
    people = {row.line.element.pk: row.sides["lived"].people for row in Map(ThemeScope(theme, editor)).all_rows}
    merge_elements(present, stayed, editor, "Hetzelfde.")
    after = {row.line.element: row.sides["lived"] for row in Map(ThemeScope(theme, editor)).all_rows}
    assert set(after) == {stayed}
    assert after[stayed].people == people[stayed.pk]
    assert (after[stayed].answer("helped").people or 0) > 6


def test_what_points_at_it_goes_along(editor, theme, stayed, present):
    other = make_theme("Dakloos")
    present.themes.add(other)
    source = Source.objects.create(slug="studie", title="Studie")
    present.sources.add(source)
    housing, welfare = make_intervention("Housing First"), make_intervention("Welzijn op recept")
    housing.elements.add(present)
    welfare.elements.add(present, stayed)
    dossier = Dossier.objects.create(theme=theme, title="Dossier", summary="Kort.")
    dossier.elements.add(present)
    question = AssessmentQuestion.objects.create(dossier=dossier, element=present, key="q", text="Blijft iemand?")
    claim = Claim.objects.create(element=present, kind="practice", text="Blijven helpt.")
    words = RemarkWords("right", "Zo is het.", Audience.EVERYONE, "lived", "Vlinder")
    said_ = remark(present, make_user("Roos"), words)
    merge_elements(present, stayed, editor, "Hetzelfde.")
    assert set(stayed.themes.all()) == {theme, other}
    assert list(stayed.sources.all()) == [source]
    assert list(housing.elements.all()) == list(welfare.elements.all()) == [stayed]
    assert list(dossier.elements.all()) == [stayed]
    for row in (question, claim, said_):
        row.refresh_from_db()
        assert row.element == stayed
    merge = ElementMerge.objects.get()
    assert (merge.element.pk, merge.into, merge.by, merge.why) == (present.pk, stayed, editor, "Hetzelfde.")
    assert {v.author for v in Version.objects.of("intervention", housing.pk)} == {None, editor}


def test_no_relation_to_an_element_is_forgotten():
    pointing = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField) and field.related_model is WorkingElement
    }
    followed = {(one.related_model, one.field.name) for one in WorkingElement._meta.related_objects}
    assert pointing <= followed
    assert {one.get_accessor_name() for one in WorkingElement._meta.related_objects} >= OWN_HISTORY


def test_every_old_address_leads_to_what_it_is_now(client, editor, stayed, present):
    story = make_story(make_user("Roos"))
    said(present, "", contribution=story)
    merge_elements(present, stayed, editor, "Hetzelfde.")
    for name in ("difference_element", "remarks_element"):
        answer = client.get(reverse(f"practices:{name}", args=[present.slug]) + "?stem=lived")
        assert answer.status_code == 301
        assert answer.url == reverse(f"practices:{name}", args=[stayed.slug]) + "?stem=lived"
    assert story.heading in page(client, f"/verhalen/?element={present.slug}")
    client.force_login(editor)
    for name in ("weigh", "merge", "remarks_element_new"):
        answer = client.get(reverse(f"practices:{name}", args=[present.slug]))
        assert (answer.status_code, answer.url) == (301, reverse(f"practices:{name}", args=[stayed.slug]))
    assert client.get("/kennis/elementen/bestaat-niet/verschilkaart/").status_code == 404


def test_search_has_only_the_one_that_stays(editor, stayed, present):
    from knowledge import changes

    for element in (stayed, present):
        changes.changed(element)
    assert IndexEntry.objects.filter(kind="element").count() == 2
    merge_elements(present, stayed, editor, "Hetzelfde.")
    assert IndexEntry.objects.get(kind="element").object_id == stayed.pk
    call_command("reindex", verbosity=0)
    assert IndexEntry.objects.get(kind="element").object_id == stayed.pk


def test_a_story_keeps_its_highlights_and_names_the_one_that_stays(
    client, editor, stayed, present, django_capture_on_commit_callbacks
):
    both = make_story(make_user("Roos"), happened="Zij was er steeds. Zij bleef ook toen het misging.")
    said(present, "", contribution=both, quote="Zij was er steeds.")
    said(stayed, "", contribution=both, quote="Zij bleef ook toen het misging.")
    one = make_story(make_user("Jaap"), happened="Zij was er steeds.", pseudonym="Jaap")
    said(present, "", contribution=one, quote="Zij was er steeds.")
    answered = reply(one, make_user("Sam"), Words("Bij mij ook.", Intent.RECOGNITION, "lived", "Sam", None, present,
                                                  "helped"))  # fmt: skip
    for story in (both, one):
        page(client, story.get_absolute_url())  # drawn once, and kept
    with django_capture_on_commit_callbacks(execute=True):
        merge_elements(present, stayed, editor, "Hetzelfde.")
    shown = page(client, both.get_absolute_url())
    for quote in ("Zij was er steeds.", "Zij bleef ook toen het misging."):
        assert f"{quote}</a></mark>" in shown
    shown = page(client, one.get_absolute_url())
    assert "Zij was er steeds.</a></mark>" in shown
    assert stayed.get_absolute_url() in shown
    assert present.get_absolute_url() not in shown
    answered.refresh_from_db()
    assert answered.weighings.get().element == stayed


def test_what_one_said_on_both_pages_can_still_be_taken_back(editor, stayed, present):
    roos = make_user("Roos")
    weigh(roos, stayed, "helped", "lived")
    weigh(roos, present, "missing", "lived")
    merge_elements(present, stayed, editor, "Hetzelfde.")
    assert counted(stayed) == {"helped": 1, "missing": 1}
    weigh(roos, stayed, "hindered", "lived")
    assert counted(stayed) == {"hindered": 1}
    weigh(roos, stayed, "helped", "lived")
    unweigh(roos, stayed)
    assert counted(stayed) == {}


def test_what_was_merged_before_follows(client, editor, stayed, present):
    third = make_element("Iemand die belde")
    merge_elements(third, present, editor, "Hetzelfde.")
    merge_elements(present, stayed, editor, "Ook hetzelfde.")
    third = WorkingElement.everything.get(pk=third.pk)
    assert third.merged_into == stayed
    answer = client.get(reverse("practices:difference_element", args=[third.slug]))
    assert answer.url == reverse("practices:difference_element", args=[stayed.slug])


def test_no_element_goes_into_itself_or_into_what_is_gone(editor, stayed, present):
    with pytest.raises(CannotMerge):
        merge_elements(stayed, stayed, editor, "x")
    merge_elements(present, stayed, editor, "Hetzelfde.")
    for pair in ((present, stayed), (stayed, present)):
        with pytest.raises(CannotMerge):
            merge_elements(*pair, editor, "Nog eens.")
    with pytest.raises(ValueError, match="reason"):
        merge_elements(stayed, make_element("Anders"), editor, " ")


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_join_them_the_other_way_round_at_once_make_no_circle():
    one, other = make_element("Een"), make_element("Ander")
    editors = [make_user("Bram", is_editor=True), make_user("Els", is_editor=True)]
    start, late = threading.Barrier(2), []

    def join(pair, by):
        start.wait()
        try:
            merge_elements(*pair, by, "Hetzelfde.")
        except CannotMerge:
            late.append(by)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=join, args=(pair, by))
        for pair, by in zip([(one, other), (other, one)], editors, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(late) == 1
    assert WorkingElement.objects.count() == 1


def test_an_open_draft_of_what_is_gone_is_laid_aside(editor, stayed, present):
    draft = start_draft(editor, present, {}, "Beter")
    merge_elements(present, stayed, editor, "Hetzelfde.")
    draft.refresh_from_db()
    assert draft.state == Version.State.DROPPED


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_only_editors_join_elements(client, stayed, present, who):
    people = {"member": make_user("Sam"), "moderator": make_user("Mo", is_moderator=True)}
    if who in people:
        client.force_login(people[who])
    address = reverse("practices:merge", args=[present.slug])
    assert "samenvoegen" not in page(client, present.get_absolute_url())
    assert client.get(address).status_code == (302 if who == "visitor" else 403)
    client.post(address, {"into": stayed.slug, "why": "Hetzelfde."})
    assert WorkingElement.objects.count() == 2


def test_an_editor_joins_them_with_a_reason(client, editor, stayed, present):
    client.force_login(editor)
    address = reverse("practices:merge", args=[present.slug])
    assert address in page(client, present.get_absolute_url())
    shown = client.post(address, {"into": present.slug, "why": ""}).content.decode()
    assert "Schrijf waarom dit hetzelfde is" in shown
    assert WorkingElement.objects.count() == 2
    answer = client.post(address, {"into": stayed.slug, "why": "Hetzelfde."})
    assert answer.url == stayed.get_absolute_url()
    assert WorkingElement.objects.get() == stayed


def test_loading_the_catalogue_again_brings_nothing_back(editor):
    call_command("load_catalogue", verbosity=0)
    one, other = WorkingElement.objects.filter(interventions__isnull=False).distinct().order_by("slug")[:2]
    intervention = one.interventions.first()
    theme_count = WorkingElement.objects.count()
    merge_elements(one, other, editor, "Hetzelfde.")
    kind = next(kind for kind in KINDS if kind.name == "interventions")
    facts = kind.facts_of(intervention)
    for more in ({}, {"overwrite_edited": True}):
        call_command("load_catalogue", verbosity=0, **more)
        gone = WorkingElement.everything.get(pk=one.pk)
        assert gone.merged_into == other
        assert WorkingElement.objects.count() == theme_count - 1
        intervention.refresh_from_db()
        assert kind.facts_of(intervention) == facts
        assert other in intervention.elements.all()
        assert not AssessmentQuestion.objects.filter(element=one).exists()


def test_what_is_inside_a_practice_moves_too_though_the_editor_does_not_see_it(editor, stayed, present):
    inside = make_story(make_user("Roos"), Audience.PRACTICE, practice=make_practice())
    said(present, "", contribution=inside)
    merge_elements(present, stayed, editor, "Hetzelfde.")
    assert inside.weighings.get().element == stayed
