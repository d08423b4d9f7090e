"""A list is narrowed down by theme and recognition; an odd value narrows nothing."""

import pytest
from django.urls import reverse

from knowledge.filters import UNKNOWN, InterventionFilter
from knowledge.models import WorkingElement
from knowledge.models.recognition import Level
from tests.makers import make_element, make_intervention, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Housing First: dakloosheid, nothing known. Home-Start: opvoeden, good. Triple P: opvoeden, nothing known."""
    dakloosheid, opvoeden = make_theme("Dakloosheid", slug="dakloosheid"), make_theme("Opvoeden", slug="opvoeden")
    make_intervention("Housing First", dakloosheid)
    make_intervention("Home-Start", opvoeden, recognition_level=Level.GOOD)
    make_intervention("Triple P", opvoeden)


def names(**asked):
    return [str(found) for found in InterventionFilter.read(asked).found()]


def test_without_a_choice_all_are_shown(three):
    assert names() == ["Home-Start", "Housing First", "Triple P"]


def test_by_theme(three):
    assert names(thema="opvoeden") == ["Home-Start", "Triple P"]


def test_by_recognition(three):
    assert names(erkenning=Level.GOOD) == ["Home-Start"]
    assert names(erkenning=UNKNOWN) == ["Housing First", "Triple P"]


def test_by_both(three):
    assert names(thema="opvoeden", erkenning=UNKNOWN) == ["Triple P"]


def test_each_choice_counts_what_it_would_leave(three):
    chosen = InterventionFilter.read({"thema": "opvoeden"})
    assert [(choice.label, choice.count, choice.chosen) for choice in chosen.themes()] == [
        ("Dakloosheid", 1, False),
        ("Opvoeden", 2, True),
    ]
    assert [(choice.label, choice.count) for choice in chosen.levels()] == [
        ("Goede aanwijzingen dat het werkt", 1),
        ("Dat weten wij nog niet", 1),
    ]


def test_choosing_keeps_the_other_filter_and_choosing_again_takes_away(three):
    chosen = InterventionFilter.read({"thema": "opvoeden", "erkenning": UNKNOWN})
    dakloosheid, opvoeden = chosen.themes()
    assert dakloosheid.url == "?thema=dakloosheid&erkenning=onbekend"
    assert opvoeden.url == "?erkenning=onbekend"


def test_a_choice_that_leaves_nothing_stays_removable(three, client):
    page = client.get(reverse("knowledge:interventions"), {"thema": "dakloosheid", "erkenning": Level.GOOD})
    assert "Niets gevonden met deze keuze." in page.content.decode()
    assert page.content.decode().count("haal filter weg") == 2


ODD = ["", "bestaat-niet", "' OR 1=1 --", "<script>", "\0", "schulden\0", "é", "\U0001f600", "a" * 10_000, "-1", "%00"]


@pytest.mark.parametrize("value", ODD)
def test_an_odd_value_narrows_nothing_and_breaks_nothing(client, three, value):
    for name in ("interventions", "elements"):
        answer = client.get(reverse(f"knowledge:{name}"), {"thema": value, "erkenning": value, "pagina": value})
        assert answer.status_code == 200
        assert "<script>'" not in answer.content.decode()
    assert names(thema=value, erkenning=value) == names()


@pytest.mark.parametrize("page", ["0", "99999", "twee", "9" * 5000, "1.5"])
def test_a_page_that_is_not_there_gives_one_that_is(client, three, page):
    answer = client.get(reverse("knowledge:interventions"), {"pagina": page})
    assert answer.status_code == 200
    assert "Triple P" in answer.content.decode()


def test_leafing_keeps_the_filter(client):
    theme = make_theme("Schulden", slug="schulden")
    for number in range(30):
        make_intervention(f"Aanpak {number}", theme)
    page = client.get(reverse("knowledge:interventions"), {"thema": "schulden"}).content.decode()
    assert 'href="?thema=schulden&amp;pagina=2"' in page


def test_elements_of_a_theme_come_with_those_that_always_count(client):
    schulden = make_theme("Schulden", slug="schulden")
    themed, general = make_element("Eerst rust", schulden), make_element("Iemand die bleef")
    other = make_element("Leren in het echt", make_theme("Taal"))
    assert set(WorkingElement.objects.about(schulden)) == {themed, general}
    page = client.get(reverse("knowledge:elements"), {"thema": "schulden"}).content.decode()
    assert themed.plain_wording in page
    assert general.plain_wording in page
    assert other.plain_wording not in page
