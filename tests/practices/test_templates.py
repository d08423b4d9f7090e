"""Beginning a practice with a frame: one that Movisie published, or that of a practice one leads; never its people."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from practices.actions.cycle import found, move_to
from practices.actions.people import add_partner
from practices.actions.templates import publish_template
from practices.models import Membership, Practice, PracticeTemplate
from tests.makers import make_member, make_municipality, make_user

pytestmark = pytest.mark.django_db
WORDS = {"signs": "Mensen doen open.", "welcome": "Dag.", "join_question": "Wat breng je?", "rules": "Praat uit."}


@pytest.fixture
def marit():
    return make_user("Marit")


@pytest.fixture
def practice(marit):
    made = found(marit, "pro", {"name": "Eerder", "question": "Hoe?", "outcome": "Rust.", "contact": "Bel.", **WORDS})
    make_member(made, "Bea")
    add_partner(made, {"name": "Buurtraad", "sort": "citizens", "brings": ""})
    first, second = made.phases.filter(order__lte=2)
    made.phases.filter(order=3).update(name="Vieren", step="delen", expected="Taart.")
    move_to(second, first.pk, "Dit namen we mee.", marit)
    return made


@pytest.fixture
def editor():
    return make_user("Ed", is_editor=True)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def begin(user, frame: str, **more: str):
    region = make_municipality().labour_region.pk
    typed = {"name": "De nieuwe", "question": "En dan?", "labour_region": region, "joining": "open"}
    answer = signed_in(user).post(
        reverse("practices:practice_create"), typed | {"perspective": "lived", "frame": frame} | more
    )
    return answer, Practice.objects.filter(name="De nieuwe").first()


def is_like_the_first_without_its_people(made: Practice, founder) -> None:
    assert {name: getattr(made, name) for name in WORDS} == WORDS
    assert made.outcome == "Rust."
    assert [one.name for one in made.phases.all()][:3] == ["Vraag", "Weten", "Vieren"]
    assert [one.state for one in made.phases.all()] == ["now"] + ["todo"] * 6
    assert made.phases.get(order=3).step == "delen"
    assert not made.phases.exclude(harvest="").exists()
    assert made.contact == ""
    assert not made.partners.exists()
    assert [one.user for one in Membership.objects.filter(practice=made)] == [founder]


def test_who_leads_begins_another_like_it_without_its_people(practice, marit):
    _answer, made = begin(marit, f"praktijk:{practice.pk}")
    is_like_the_first_without_its_people(made, marit)


def test_anybody_begins_with_what_movisie_published(practice, editor):
    signed_in(editor).post(
        reverse("practices:template_create"), {"practice": practice.pk, "name": "Vroeg erbij", "about": "Voor wie."}
    )
    template = PracticeTemplate.objects.get()
    assert "Vroeg erbij" in Client().get(reverse("practices:templates")).content.decode()
    ans = make_user("Ans")
    _answer, made = begin(ans, f"sjabloon:{template.pk}")
    is_like_the_first_without_its_people(made, ans)


def test_what_was_typed_wins_from_the_frame(practice, marit):
    _answer, made = begin(marit, f"praktijk:{practice.pk}", outcome="Iets anders.")
    assert made.outcome == "Iets anders."


def test_without_a_frame_there_are_the_usual_steps(marit):
    _answer, made = begin(marit, "")
    assert [one.name for one in made.phases.all()][:3] == ["Vraag", "Weten", "Verhaal"]
    assert made.rules_version == 0


@pytest.mark.parametrize("frame", ["praktijk", "praktijk:²", "sjabloon:999", "koning:1"])
def test_a_frame_that_is_not_there_is_refused_and_what_was_typed_stays(marit, frame):
    answer, made = begin(marit, frame)
    assert "Deze opzet is er niet meer. Kies opnieuw." in answer.content.decode()
    assert "De nieuwe" in answer.content.decode()
    assert made is None


def test_nobody_copies_a_practice_they_do_not_lead(practice):
    for person in (make_member(practice, "Dirk"), make_user("Sam")):
        answer, made = begin(person, f"praktijk:{practice.pk}")
        assert answer.status_code == 200
        assert made is None


def test_only_editors_publish_and_take_off(practice, marit, editor):
    template = publish_template(practice, editor, "Vroeg erbij", "Voor wie.")
    typed = {"practice": practice.pk, "name": "Van mij", "about": "x"}
    assert signed_in(marit).post(reverse("practices:template_create"), typed).status_code == 403
    assert signed_in(marit).post(reverse("practices:template_removal", args=[template.pk])).status_code == 403
    assert [one.name for one in PracticeTemplate.objects.all()] == ["Vroeg erbij"]
    signed_in(editor).post(reverse("practices:template_removal", args=[template.pk]))
    assert not PracticeTemplate.objects.exists()


def test_no_practice_takes_the_address_of_the_templates(marit):
    made = found(marit, "pro", {"name": "Sjablonen", "question": "Hoe?"})
    assert signed_in(marit).get(made.get_absolute_url()).context["practice"] == made
