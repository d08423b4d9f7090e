"""What the editors know is found, and the index follows what they change."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from knowledge import changes
from knowledge.models import Dossier, Intervention, Theme, WorkingElement
from search.models import IndexEntry
from tests.platform.search.conftest import results

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.create(slug="schulden", name="Schulden")


def test_a_dossier_stands_on_top_under_its_theme(theme: Theme) -> None:
    dossier = Dossier.objects.create(theme=theme, title="Wat werkt bij schulden", summary="Stress maakt kiezen zwaar.")
    changes.changed(dossier)
    found = results("stress", AnonymousUser())
    assert [hit.row.title for hit in found.established] == ["Wat werkt bij schulden"]
    assert found.established[0].row.url == "/kennis/themas/schulden/"


def test_an_element_and_an_intervention_follow_their_editor(theme: Theme) -> None:
    element = WorkingElement.objects.create(
        slug="vast",
        name="Vaste hulpverlener",
        plain_wording="Iemand die bleef",
        professional_wording="Alliantie",
        explanation="x",
    )
    element.themes.add(theme)
    changes.changed(element)
    assert results("alliantie").themes == {"schulden": 1}
    approach = Intervention.objects.create(slug="vroeg", name="Vroeg Eropaf", summary="Iemand komt langs.")
    changes.changed(approach)
    approach.name = "Snel Eropaf"
    approach.save()
    changes.changed(approach)
    assert [hit.row.title for hit in results("eropaf").hits] == ["Snel Eropaf"]
    changes.gone(approach)
    assert results("eropaf").total == 0


def test_reindex_finds_all_knowledge_again(theme: Theme, capsys: pytest.CaptureFixture[str]) -> None:
    Intervention.objects.create(slug="vroeg", name="Vroeg Eropaf", summary="Iemand komt langs.")
    call_command("reindex")
    call_command("reindex")
    assert IndexEntry.objects.count() == 2
    assert "interventie: 1" in capsys.readouterr().out
