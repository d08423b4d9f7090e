"""Methods are data: a file brings them, an editor mends them, and no file undoes that."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from forums.actions import methods as act
from forums.forms.methods import shifted
from forums.models import Input, Method, Seen, Writers
from tests.makers import make_user

pytestmark = pytest.mark.django_db
FILE = settings.DATA / "methods.json"
PROMISED = {"incidentmethode", "roddelmethode", "tien-stappen", "vijf-stappen", "moreel-beraad", "duiden"}


@pytest.fixture
def loaded() -> None:
    assert act.load(FILE) == []


def test_the_file_brings_the_promised_methods_with_their_sources(loaded) -> None:
    assert set(Method.objects.in_use().values_list("slug", flat=True)) >= PROMISED
    assert not Method.objects.filter(source="").exists()


def test_loading_twice_changes_nothing(loaded) -> None:
    before = list(Method.objects.values_list("slug", "steps__name", "steps__prompt").order_by("slug", "steps__order"))
    act.load(FILE)
    assert before == list(
        Method.objects.values_list("slug", "steps__name", "steps__prompt").order_by("slug", "steps__order")
    )


def test_in_the_gossip_method_the_presenter_only_listens_while_others_think_aloud(loaded) -> None:
    step = Method.objects.get(slug="roddelmethode").steps.get(name="Hardop denken")
    assert (step.writers, step.input) == (Writers.OTHERS, Input.TURN)


def test_interpreting_keeps_three_readings_apart_and_ends_with_what_changes_for_people(loaded) -> None:
    steps = list(Method.objects.get(slug="duiden").steps.all())
    readings = [step for step in steps if step.writers in {Writers.LIVED, Writers.WORK, Writers.POLICY}]
    assert [step.writers for step in readings] == [Writers.LIVED, Writers.WORK, Writers.POLICY]
    assert steps[-1].name == "Wat verandert er voor mensen?"
    assert steps[-1].is_required


def test_moral_deliberation_weighs_values_without_names(loaded) -> None:
    anonymous = Method.objects.get(slug="moreel-beraad").steps.filter(is_anonymous=True)
    assert [step.seen for step in anonymous] == [Seen.AFTER]


def test_what_an_editor_changed_stays(loaded) -> None:
    method = Method.objects.get(slug="vijf-stappen")
    editor = make_user("Ed", is_editor=True)
    act.edit(method, editor, {"name": "Vijf stappen"}, [{"name": "Vraag", "prompt": "Vertel.", "minutes": 3}])
    assert act.load(FILE) == ["Vijf stappen"]
    method.refresh_from_db()
    assert (method.name, method.version, method.steps.count()) == ("Vijf stappen", 2, 1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"input": "text", "is_anonymous": True, "seen": "at-once"}, "seen"),
        ({"input": "choice", "options": "Ja"}, "options"),
        ({"input": "dots"}, "shows"),
        ({"input": "turn", "shows": "1"}, "shows"),
    ],
)
def test_a_step_that_cannot_be_run_is_refused(loaded, facts, field) -> None:
    method = Method.objects.get(slug="vijf-stappen")
    with pytest.raises(ValidationError) as wrong:
        act.set_steps(method, [{"name": "Stap", "prompt": "Doe iets.", "minutes": 5} | facts])
    assert field in wrong.value.message_dict


def test_everybody_reads_how_a_method_goes(loaded, client) -> None:
    assert "Incidentmethode" in client.get("/werkvormen/").content.decode()
    page = client.get("/werkvormen/incidentmethode/").content.decode()
    assert "Schrijf in stilte" in page
    assert "Hendriksen" in page


def typed(method: Method) -> dict[str, object]:
    """Give a method as its form sends it."""
    facts: dict[str, object] = {name: getattr(method, name) for name in ("name", "summary", "people", "source")}
    for step in method.steps.all():
        said = {f"stap-{step.order}-{name}": value for name, value in step.facts().items() if value not in (False, "")}
        facts |= said
    for order in (method.steps.count() + 1, method.steps.count() + 2):
        facts |= {f"stap-{order}-minutes": 5, f"stap-{order}-input": "none"}
        facts |= {f"stap-{order}-writers": "all", f"stap-{order}-seen": "after"}
    return facts


def test_only_editors_change_a_method(loaded, client) -> None:
    method = Method.objects.get(slug="vijf-stappen")
    client.force_login(make_user("Sam"))
    assert client.post("/werkvormen/vijf-stappen/aanpassen/", typed(method)).status_code == 403
    client.force_login(make_user("Ed", is_editor=True))
    changed = typed(method) | {"stap-1-name": "Wat wil je vragen?", "stap-5-name": ""}
    assert client.post("/werkvormen/vijf-stappen/aanpassen/", changed).status_code == 302
    method.refresh_from_db()
    assert [step.name for step in method.steps.all()] == ["Wat wil je vragen?", "Verkennen", "De kern", "Raad"]
    assert method.version == 2


def test_a_change_that_cannot_be_run_is_shown_with_all_that_was_typed(loaded, client) -> None:
    method = Method.objects.get(slug="vijf-stappen")
    client.force_login(make_user("Ed", is_editor=True))
    broken = typed(method) | {"stap-3-shows": "4", "stap-1-name": "Wat wil je vragen?"}
    page = client.post("/werkvormen/vijf-stappen/aanpassen/", broken).content.decode()
    assert "Noem alleen nummers van stappen die eerder komen." in page
    assert "Wat wil je vragen?" in page
    method.refresh_from_db()
    assert method.version == 1


def test_a_step_is_moved_with_all_that_was_typed_and_what_refers_to_it_goes_along(loaded, client) -> None:
    method = Method.objects.get(slug="tien-stappen")
    client.force_login(make_user("Ed", is_editor=True))
    where = "/werkvormen/tien-stappen/aanpassen/"
    typed_here = typed(method) | {"stap-2-name": "Vragen bedenken", "schuif": "2-later", "name": "Net anders"}
    page = client.post(where, typed_here).content.decode()
    assert 'name="stap-3-name" value="Vragen bedenken"' in page
    assert 'name="stap-2-name" value="Weeg de vragen"' in page
    assert 'value="Net anders"' in page
    for step in (2, 4):  # both show what is written in the step that is the third now
        assert f'name="stap-{step}-shows" value="3"' in page
    method.refresh_from_db()
    assert method.version == 1  # nothing is kept before it is saved


def test_a_moved_step_is_saved_in_its_new_place_and_the_ends_stay_where_they_are(loaded, client) -> None:
    method = Method.objects.get(slug="vijf-stappen")
    client.force_login(make_user("Ed", is_editor=True))
    where = "/werkvormen/vijf-stappen/aanpassen/"
    moved = shifted(typed(method), 5, earlier=True)
    assert client.post(where, moved).status_code == 302
    assert [step.name for step in method.steps.all()] == ["De vraag", "Verkennen", "De kern", "Terugkijken", "Raad"]
    for way in ("1-eerder", "7-later", "0-later", "99-eerder"):
        page = client.post(where, typed(method) | {"schuif": way}).content.decode()
        assert 'name="stap-1-name" value="De vraag"' in page, way
    client.force_login(make_user("Sam"))
    assert client.post(where, typed(method) | {"schuif": "2-later"}).status_code == 403
