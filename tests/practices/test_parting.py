"""Undoing that two elements were joined: each has again what was its own, and the history says who and why."""

import pytest
from django.urls import reverse

from knowledge import changes
from knowledge.models import Claim, Dossier, Source, Version, WorkingElement
from practices.actions.contributions import withdraw
from practices.actions.merging import merge_elements
from practices.actions.parting import CannotPart, part_elements
from practices.actions.weighing import weigh
from practices.difference.keeping import differences
from practices.difference.rows import Map
from practices.difference.scopes import ThemeScope
from practices.models import ElementMerge, Polarity, Weighing
from search.models import IndexEntry
from tests.makers import make_contribution, make_element, make_intervention, make_story, make_theme, make_user

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


def said(element, person, theme, polarity=Polarity.HELPED, quote="", contribution=None):
    contribution = contribution or make_contribution(make_user(person), perspective="lived")
    contribution.themes.add(theme)
    Weighing.objects.create(contribution=contribution, element=element, polarity=polarity, quote=quote)
    return contribution


def weighings():
    return set(Weighing.objects.values_list("pk", "element", "contribution", "polarity", "quote"))


def relations(*elements):
    """Give what each element has, read anew."""
    names = ("themes", "sources", "interventions", "dossiers", "claims", "candidate_decisions")
    return {
        (one.slug, name): set(getattr(WorkingElement.everything.get(pk=one.pk), name).values_list("pk", flat=True))
        for one in elements
        for name in names
    }


def page(client, address):
    return client.get(address).content.decode()


def test_weighings_and_the_map_are_what_they_were(editor, theme, stayed, present):
    for n in range(7):
        both = said(stayed, f"Mens {n}", theme, quote="Zij bleef." if n % 2 else "")
        if n < 4:  # these chose both cards: one keeps its sentence, one takes over that of the other
            said(present, "", theme, quote=f"Zij was er, keer {n}.", contribution=both)
    for n in range(6):
        said(present, f"Ander {n}", theme, Polarity.MISSING)
    before, shown = weighings(), figures(theme, editor)
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    assert weighings() != before
    assert figures(theme, editor) != shown
    part_elements(merge, editor, "Bij nader inzien niet.")
    assert weighings() == before
    assert figures(theme, editor) == shown
    assert differences() == 0


def figures(theme, reader):
    rows = Map(ThemeScope(theme, reader)).all_rows
    return {row.line.element.pk: {side: (it.people, it.answer("helped").people) for side, it in row.sides.items()}
            for row in rows}  # fmt: skip


def test_relations_are_what_they_were(editor, theme, stayed, present):
    housing, welfare = make_intervention("Housing First"), make_intervention("Welzijn op recept")
    housing.elements.add(present)
    welfare.elements.add(present, stayed)
    present.themes.add(make_theme("Dakloos"))
    present.sources.add(Source.objects.create(slug="studie", title="Studie"))
    Dossier.objects.create(theme=theme, title="Dossier", summary="Kort.").elements.add(present)
    Claim.objects.create(element=present, kind="practice", text="Blijven helpt.")
    kept = Claim.objects.create(element=stayed, kind="practice", text="Blijven helpt ook.")
    before = relations(stayed, present)
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    assert relations(stayed, present) != before
    part_elements(merge, editor, "Toch niet.")
    assert relations(stayed, present) == before
    kept.refresh_from_db()
    assert kept.element == stayed


def test_two_went_along_and_one_comes_back(editor, theme, stayed, present):
    """What both brought stays for as long as one of them is there."""
    third, housing = make_element("Iemand die belde"), make_intervention("Housing First")
    housing.elements.add(present, third)
    first = merge_elements(present, stayed, editor, "Hetzelfde.")
    second = merge_elements(third, stayed, editor, "Ook.")
    part_elements(first, editor, "Toch niet.")
    assert set(housing.elements.all()) == {present, stayed}
    part_elements(second, editor, "Ook niet.")
    assert set(housing.elements.all()) == {present, third}


def test_a_chain_is_undone_from_its_end(editor, theme, stayed, present):
    third = make_element("Iemand die belde")
    voice = said(third, "Roos", theme)
    first = merge_elements(third, present, editor, "Hetzelfde.")
    second = merge_elements(present, stayed, editor, "Ook.")
    with pytest.raises(CannotPart):
        part_elements(first, editor, "Kan nu niet.")
    part_elements(second, editor, "Toch niet.")
    assert voice.weighings.get().element == present
    assert WorkingElement.everything.get(pk=third.pk).merged_into == present
    part_elements(ElementMerge.objects.get(pk=first.pk), editor, "Toch niet.")
    assert voice.weighings.get().element == third
    assert differences() == 0


def test_what_was_said_afterwards_stays_and_what_was_taken_back_stays_away(editor, theme, stayed, present):
    roos, gone = make_user("Roos"), said(present, "Jaap", theme, quote="Zij was er.")
    weigh(roos, present, "helped", "lived")
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    withdraw(gone)
    weigh(roos, stayed, "hindered", "lived")  # of the joined element: it is what she says now
    part_elements(merge, editor, "Toch niet.")
    assert list(stayed.weighings.values_list("polarity", flat=True)) == ["hindered"]
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None
    assert differences() == 0


def test_the_address_and_the_search_give_both_again(client, editor, stayed, present):
    for element in (stayed, present):
        changes.changed(element)
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    moved = client.get(present.get_absolute_url())
    assert (moved.status_code, moved["Cache-Control"]) == (301, "no-cache")
    part_elements(merge, editor, "Toch niet.")
    assert client.get(present.get_absolute_url()).status_code == 200
    assert client.get(reverse("practices:difference_element", args=[present.slug])).status_code == 200
    assert IndexEntry.objects.filter(kind="element").count() == 2


def test_a_story_names_what_its_teller_chose_again(
    client, editor, theme, stayed, present, django_capture_on_commit_callbacks
):
    told = make_story(make_user("Roos"), happened="Zij was er steeds.")
    said(present, "", theme, quote="Zij was er steeds.", contribution=told)
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    assert stayed.get_absolute_url() in page(client, told.get_absolute_url())
    with django_capture_on_commit_callbacks(execute=True):
        part_elements(merge, editor, "Toch niet.")
    shown = page(client, told.get_absolute_url())
    assert present.get_absolute_url() in shown
    assert stayed.get_absolute_url() not in shown


def test_the_history_of_both_says_who_and_why(client, editor, stayed, present):
    part_elements(merge_elements(present, stayed, editor, "Hetzelfde."), editor, "Er is verschil.")
    for element in (stayed, present):
        last = Version.objects.of("element", element.pk).published().first()
        assert (last.author, "Er is verschil." in last.reason) == (editor, True)
        history = page(client, reverse("knowledge:versions", args=["elementen", element.slug]))
        assert "Er is verschil." in history
    assert "hoort nu bij" in page(client, reverse("knowledge:versions", args=["elementen", stayed.slug]))
    merge = ElementMerge.objects.get()
    assert (merge.why, merge.undone_by, merge.undone_why) == ("Hetzelfde.", editor, "Er is verschil.")


def test_a_name_that_was_taken_away_meanwhile_stays_away(editor, stayed, present):
    present.credited_to = "Vlinder"
    present.save()
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    stayed.refresh_from_db()
    assert stayed.credited_to == "Vlinder"
    WorkingElement.objects.filter(pk=stayed.pk).update(credited_to="")
    assert part_elements(merge, editor, "Toch niet.").credited_to == ""


def test_it_is_undone_once_and_can_be_joined_again(editor, stayed, present):
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    part_elements(merge, editor, "Toch niet.")
    with pytest.raises(CannotPart):
        part_elements(merge, editor, "Nog eens.")
    again = merge_elements(WorkingElement.objects.get(pk=present.pk), stayed, editor, "Toch wel.")
    assert ElementMerge.objects.filter(undone_at=None).get() == again
    with pytest.raises(ValueError, match="reason"):
        part_elements(again, editor, " ")


def test_an_editor_undoes_it_in_the_site_with_a_reason(client, editor, stayed, present):
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    client.force_login(editor)
    address = reverse("practices:part", args=[merge.pk])
    assert address in page(client, stayed.get_absolute_url())
    assert "Schrijf waarom dit er toch twee zijn" in client.post(address, {"why": ""}).content.decode()
    assert client.post(address, {"why": "Er is verschil."}).url == present.get_absolute_url()
    assert address not in page(client, stayed.get_absolute_url())
    assert "Dit is al teruggedraaid" in page(client, address)


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_nobody_else_undoes_it(client, editor, stayed, present, who):
    merge = merge_elements(present, stayed, editor, "Hetzelfde.")
    people = {"member": make_user("Sam"), "moderator": make_user("Mo", is_moderator=True)}
    if who in people:
        client.force_login(people[who])
    address = reverse("practices:part", args=[merge.pk])
    assert address not in page(client, stayed.get_absolute_url())
    assert client.post(address, {"why": "Toch niet."}).status_code == (302 if who == "visitor" else 403)
    assert WorkingElement.objects.count() == 1
