"""A case starts at the gate: who may, what is carried along, and what stands with it afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

import search
from practices.actions.contributions import withdraw
from practices.models import Audience, Contribution, Known, Start
from search import fitting
from tests.forums.conftest import Cast
from tests.makers import make_case, make_element, make_intervention, make_story

DIFFERENT = "Hij woont in een dorp."


@pytest.fixture
def gate(cast: Cast) -> str:
    return f"/praktijken/{cast.practice.slug}/casussen/nieuw/"


@pytest.fixture
def key() -> str:
    intervention = make_intervention("Schulden de baas", summary="Over gemiste afspraken.")
    search.index(intervention)
    return f"interventie:{intervention.pk}"


@pytest.fixture
def case_words(cast: Cast) -> dict[str, str]:
    return {
        "title": "Drie keer niet gekomen",
        "situation": "Een vader kwam drie keer niet.",
        "question": "Hoe ga ik door?",
        "audience": "everyone",
        "perspective": "pro",
        "pseudonym": "Joost",
    }


def test_only_members_come_to_the_gate_of_their_practice(cast: Cast, as_user, gate: str) -> None:
    assert Client().get(gate)["Location"].startswith("/inloggen/")
    assert as_user(cast.vera).get(gate).status_code == 403
    assert as_user(cast.joost).get(gate).status_code == 200


def test_a_short_question_becomes_the_question_and_a_long_one_the_situation(cast: Cast, as_user, gate: str) -> None:
    client = as_user(cast.joost)
    short = client.get(gate, {"q": "Hoe ga ik door?", "verder": "1"}).context["form"]
    assert short["question"].value() == "Hoe ga ik door?"
    long = client.get(gate, {"q": "Hij kwam niet. " * 40, "verder": "1"}).context["form"]
    assert long["situation"].value().startswith("Hij kwam niet.")
    assert not long["question"].value()


def test_what_was_linked_and_what_is_different_stand_on_the_case(cast, as_user, gate, key, case_words) -> None:
    client = as_user(cast.joost)
    assert "Wat is hier anders?" in client.get(gate, {"weet": key, "verder": "1"}).content.decode()
    answer = client.post(gate, case_words | {"weet": [key], "different": DIFFERENT})
    page = Client().get(answer["Location"]).content.decode()
    assert "Dit wisten we al" in page
    assert "Schulden de baas" in page
    assert DIFFERENT in page


def test_sent_twice_is_kept_once(cast, as_user, gate, key, case_words) -> None:
    client = as_user(cast.joost)
    once = client.get(gate, {"verder": "1"}).context["form"]["once"].value()
    typed = case_words | {"weet": [key], "once": once}
    first, second = (client.post(gate, typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Known.objects.count() == 1


def test_what_points_at_a_person_is_shown_before_it_is_placed(cast, as_user, gate, key, case_words) -> None:
    answer = as_user(cast.joost).post(gate, case_words | {"weet": [key], "different": "Bel 06-12345678."})
    assert answer.status_code == 200
    assert not Start.objects.exists()
    assert key in answer.content.decode(), "what was linked is not lost on the way"


def test_mending_a_case_unlinks_what_is_unticked_and_keeps_what_was_not_shown(cast, as_user, key) -> None:
    case, kind, pk = cast.case, *key.split(":")
    hidden = make_story(cast.samira, audience=Audience.ME)
    start = Start.objects.create(contribution=case, different="Oud.")
    Known.objects.create(start=start, kind=kind, object_id=pk)
    Known.objects.create(start=start, kind="verhaal", object_id=hidden.pk)
    client = as_user(cast.joost)
    address = f"{case.get_absolute_url()}aanpassen/"
    form = client.get(address)
    assert key in form.content.decode()
    assert hidden.title not in form.content.decode()
    typed = {name: form.context["form"][name].value() or "" for name in ("title", "situation", "question", "audience")}
    client.post(address, typed | {"perspective": "pro", "pseudonym": "Joost", "different": DIFFERENT})
    start.refresh_from_db()
    assert start.different == DIFFERENT
    assert [one.key for one in start.known.all()] == [f"verhaal:{hidden.pk}"]


def test_taking_a_case_back_wipes_what_was_said_at_the_gate(cast, key) -> None:
    case = make_case(cast.practice, cast.joost)
    Start.objects.create(contribution=case, different=DIFFERENT)
    withdraw(case)
    assert not Start.objects.exists()


@pytest.fixture
def writing(cast: Cast) -> dict[str, str]:
    """Words of a case, and an element they fit."""
    make_element("Zij bleef komen", explanation="Elke dinsdag dezelfde mevrouw.", slug="zij-bleef")
    fitting.forget()
    return {"situation": "Elke dinsdag kwam dezelfde mevrouw.", "question": "Wat nu?", "audience": "everyone"}


def test_what_fits_is_suggested_while_writing_and_kept_nowhere(cast, as_user, writing) -> None:
    before = Contribution.objects.count()
    address = f"/praktijken/{cast.practice.slug}/casussen/voorstellen/"
    assert "Zij bleef komen" in as_user(cast.joost).post(address, writing).content.decode()
    assert Contribution.objects.count() == before
    assert as_user(cast.vera).post(address, writing).status_code == 403
    assert Client().post(address, writing).status_code == 302
    assert as_user(cast.joost).get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address, writing).status_code == 403


def test_without_scripts_a_button_suggests_and_everything_typed_stays(cast, as_user, gate, key, writing) -> None:
    typed = writing | {"weet": [key], "different": DIFFERENT, "voorstel": "1", "title": "", "tried": "Bellen"}
    page = as_user(cast.joost).post(gate, typed)
    html = page.content.decode()
    assert "Past bij je casus" in html
    assert html.index("zij-bleef") < html.index("Plaats mijn casus")
    assert not Contribution.objects.filter(title="").exclude(pk=cast.case.pk).filter(kind="case").exists()
    form = page.context["form"]
    assert not form.is_bound, "nothing is called wrong yet"
    for name, words in (writing | {"tried": "Bellen", "different": DIFFERENT}).items():
        assert form[name].value() == words
    assert form["weet"].value() == [key]
    assert form["audience"].value() == "everyone"


def test_suggesting_while_mending_keeps_what_was_typed(cast, as_user, writing) -> None:
    address = f"{cast.case.get_absolute_url()}aanpassen/"
    form = as_user(cast.joost).post(address, writing | {"voorstel": "1"}).context["form"]
    assert form["situation"].value() == writing["situation"]
    cast.case.refresh_from_db()
    assert cast.case.situation != writing["situation"]


@pytest.mark.parametrize("text", ["a" * 10_000, "schuld " * 3000, "<script>alert(1)</script>", "\x00'\";--", ""])
def test_any_words_get_suggestions_or_none(cast, as_user, writing, text) -> None:
    address = f"/praktijken/{cast.practice.slug}/casussen/voorstellen/"
    answer = as_user(cast.joost).post(address, {"situation": text})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
