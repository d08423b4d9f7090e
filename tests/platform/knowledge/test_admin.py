"""A keeper finds and changes knowledge, and what listens hears of it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from knowledge import changes, models
from tests.makers import make_element, make_intervention, make_theme

pytestmark = pytest.mark.django_db
KINDS = ["theme", "source", "workingelement", "intervention", "dossier", "assessmentquestion"]


@pytest.fixture
def keeper(client):
    client.force_login(User.objects.create_superuser("keeper@example.org", pseudonym="Kee"))
    return client


@pytest.fixture
def heard(monkeypatch):
    said = []
    monkeypatch.setattr(changes, "_listeners", [lambda record, gone: said.append((record, record.pk, gone))])
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_listed_searched_and_added(keeper, kind):
    make_intervention("Buurtcirkel", make_theme())
    assert keeper.get(reverse(f"admin:knowledge_{kind}_changelist"), {"q": "buurt"}).status_code == 200
    assert keeper.get(reverse(f"admin:knowledge_{kind}_add")).status_code == 200


@pytest.mark.parametrize("kind", ["province", "labourregion", "municipality"])
def test_places_can_be_listed_and_searched(keeper, kind):
    assert keeper.get(reverse(f"admin:places_{kind}_changelist"), {"q": "ens"}).status_code == 200


def test_a_change_is_heard_with_its_relations(keeper, heard):
    theme, element = make_theme(), make_element()
    answer = keeper.post(
        reverse("admin:knowledge_workingelement_change", args=[element.pk]),
        {
            "slug": element.slug,
            "name": "Nieuw",
            "kind": "themed",
            "plain_wording": "Ze bleef",
            "professional_wording": "Alliantie",
            "explanation": "Uitleg",
            "evidence_strength": "practice",
            "standing": "unknown",
            "themes": [theme.pk],
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert [(str(record), list(record.themes.all()), gone) for record, _, gone in heard] == [
        ("Ze bleef", [theme], False)
    ]


def test_a_removal_is_heard_with_the_number_it_had(keeper, heard):
    element = make_element()
    keeper.post(reverse("admin:knowledge_workingelement_delete", args=[element.pk]), {"post": "yes"})
    assert heard == [(element, element.pk, True)]
    assert not models.WorkingElement.objects.exists()


def test_removing_a_list_is_heard_one_by_one(keeper, heard):
    pks = [make_intervention(name).pk for name in ("Een", "Twee")]
    keeper.post(
        reverse("admin:knowledge_intervention_changelist"),
        {"action": "delete_selected", "_selected_action": pks, "post": "yes"},
    )
    assert sorted((pk, gone) for _, pk, gone in heard) == [(pk, True) for pk in pks]


def test_a_source_may_not_lead_to_a_script(keeper):
    form = admin.site.get_model_admin(models.Source).get_form(None)(
        {"slug": "a", "title": "A", "kind": "page", "address": "javascript:alert(1)"}
    )
    assert "address" in form.errors


def test_somebody_without_the_keys_is_sent_away(client):
    assert client.get(reverse("admin:knowledge_intervention_changelist")).status_code == 302
