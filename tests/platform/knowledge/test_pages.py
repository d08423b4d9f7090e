"""Everybody reads all knowledge; what is not known or not verified says so."""

from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge import glossary
from knowledge.models import (
    AssessmentQuestion,
    Claim,
    Dossier,
    DossierGroup,
    EvidenceAxis,
    Intervention,
    Source,
    StandingChange,
    Term,
    Theme,
)
from knowledge.models.recognition import Level
from tests.makers import make_element, make_instrument, make_intervention, make_source, make_theme
from ui import slots

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch):
    """Only this floor: what upper floors bring to a slot is theirs to test."""
    monkeypatch.setattr(slots, "_fillers", defaultdict(list))


@pytest.fixture
def read(client):
    def read(where):
        url = where if isinstance(where, str) else where.get_absolute_url()
        answer = client.get(url, headers={"accept-language": "nl"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def make_dossier(theme: Theme, **facts) -> Dossier:
    return Dossier.objects.create(theme=theme, title=f"Wat werkt bij {theme.name}", summary="Eerst vragen.", **facts)


# --- recognition ------------------------------------------------------------------------------------
def test_no_recognition_known_is_said_and_not_called_unrecognised(read):
    page = read(make_intervention(recognition_note="Erkenning niet gezien."))
    assert "Hiervan weten wij het nog niet" in page
    assert "Erkenning niet gezien." in page
    assert "niet erkend" not in page.lower()


def test_a_recognition_is_shown_with_its_body_date_and_end(read):
    year = timezone.localdate().year - 1
    page = read(
        make_intervention(
            recognition_level=Level.SUBSTANTIATED, recognition_date=f"{year}-04-08", recognition_body="NJi"
        )
    )
    assert "Goed onderbouwd" in page
    assert f"Erkend op 8 april {year}." in page
    assert "Door: NJi." in page
    assert f"Deze erkenning geldt tot en met 8 april {year + 5}." in page
    assert "verlopen" not in page


def test_an_expired_recognition_says_so(read):
    page = read(make_intervention(recognition_level=Level.DESCRIBED, recognition_date="2015-05-15"))
    assert "verlopen in 2018" in page
    assert "Deze erkenning is verlopen." in page
    assert "Zij gold tot en met 15 mei 2018. Of er een nieuwe is, weten wij niet." in page


def test_a_recognition_of_which_only_the_year_is_known_gets_no_day(read):
    page = read(make_intervention(recognition_level=Level.GOOD, recognition_date="2015"))
    assert "Erkend in 2015." in page
    assert "Erkend op" not in page


def test_a_recognition_without_a_date_says_that_the_date_is_not_known(read):
    page = read(make_intervention(recognition_level=Level.STRONG))
    assert "Wij weten niet sinds wanneer." in page
    assert "geldt tot" not in page


# --- what is and is not verified ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Intervention.Scope.NONE, "Dit is nog niet nagezocht in een bron."),
        (Intervention.Scope.EXISTENCE, "De inhoud zochten wij nog niet na."),
    ],
)
def test_an_intervention_says_what_was_not_looked_up(read, scope, said):
    assert said in read(make_intervention(verified_scope=scope))


def test_a_verified_intervention_carries_no_warning(read):
    page = read(make_intervention(verified_scope=Intervention.Scope.CONTENT, verified=True))
    assert "De inhoud is nagezocht" in page
    assert "Gebruik het met zorg" not in page


def test_an_element_and_a_dossier_say_when_they_were_not_looked_up(read):
    theme = make_theme()
    make_dossier(theme)
    for page in (read(make_element()), read(theme)):
        assert "Dit is nog niet nagezocht in een bron." in page
    assert "nagezocht in een bron. Gebruik" not in read(make_element(verified=True))


# --- an element's passport ---------------------------------------------------------------------------
def test_an_element_speaks_plain_words_first_then_the_field_then_research(read):
    element = make_element("Iemand die bleef", evidence_note="Vele onderzoeken.", name="Alliantie")
    page = read(element)
    places = [page.index(f'data-voice="{voice}"><span') for voice in ("lived", "pro", "research")]
    assert places == sorted(places)
    assert page.index("‘Iemand die bleef’") < page.index(element.professional_wording) < page.index("Vele onderzoeken.")


def test_an_element_names_the_interventions_and_sources_it_is_in(read):
    element, housing = make_element(), make_intervention("Housing First")
    housing.elements.add(element)
    element.sources.add(
        Source.objects.create(slug="a", title="Met adres", address="https://example.org/a?b=1&c=2"),
        Source.objects.create(slug="b", title="Een gesprek", kind=Source.Kind.INTERVIEW),
    )
    page = read(element)
    assert f'href="{housing.get_absolute_url()}"' in page
    assert 'href="https://example.org/a?b=1&amp;c=2" rel="external noopener noreferrer"' in page
    assert "Interview. Wij hebben hiervan geen link." in page


def test_without_sources_that_is_said(read):
    assert "Wij hebben hier nog geen bron bij." in read(make_element())


# --- themes ------------------------------------------------------------------------------------------
def test_a_theme_shows_its_dossier_with_elements_interventions_and_sources(read):
    schulden = make_theme("Schulden")
    dossier = make_dossier(schulden)
    dossier.elements.add(make_element("Eerst rust"))
    dossier.interventions.add(make_intervention("Vroeg Eropaf"))
    dossier.sources.add(Source.objects.create(slug="a", title="De psychologie van schuld"))
    make_intervention("Thuisadministratie", schulden)
    make_intervention("Ander thema", make_theme("Mantelzorg"))
    page = read(schulden)
    for word in ("Wat werkt bij Schulden", "‘Eerst rust’", "Vroeg Eropaf", "Thuisadministratie", "psychologie"):
        assert word in page
    assert "Ander thema" not in page


def test_a_theme_without_a_dossier_shows_what_is_known_elsewhere(read):
    theme = make_theme()
    make_element("Eerst rust", theme)
    page = read(theme)
    assert "Hier is nog geen dossier over." in page
    assert "‘Eerst rust’" in page


def test_the_overview_leads_to_all_of_it(read):
    theme = make_theme()
    page = read(reverse("knowledge:index"))
    for name in ("elements", "interventions", "themes", "sources", "instruments", "glossary"):
        assert f'href="{reverse(f"knowledge:{name}")}"' in page
    assert f'href="{theme.get_absolute_url()}"' in page


# --- what others wrote is text, and what is not there is not found ---------------------------------------
def test_hostile_text_stays_text(read):
    theme = make_theme(HOSTILE[:80], slug="boos")
    element = make_element(
        HOSTILE,
        theme,
        slug="boos",
        name=HOSTILE,
        professional_wording=HOSTILE,
        explanation=HOSTILE,
        evidence_note=HOSTILE,
    )
    intervention = make_intervention(
        HOSTILE,
        theme,
        slug="boos",
        summary=HOSTILE,
        target_groups=HOSTILE,
        owner=HOSTILE,
        databank=HOSTILE,
        recognition_level=Level.GOOD,
        recognition_body=HOSTILE,
        recognition_note=HOSTILE,
    )
    source = Source.objects.create(slug="boos", title=HOSTILE, address='https://example.org/"onclick=alert(1)')
    intervention.elements.add(element)
    for thing in (element, intervention, dossier := make_dossier(theme)):
        thing.sources.add(source)
    Dossier.objects.filter(pk=dossier.pk).update(title=HOSTILE, summary=HOSTILE)
    lists = [reverse(f"knowledge:{name}") for name in ("index", "elements", "interventions", "themes")]
    for where in (element, intervention, theme, *lists):
        page = read(where)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert '"onclick' not in page


@pytest.mark.parametrize("name", ["intervention", "element", "theme", "source", "instrument"])
def test_what_is_not_there_is_not_found(client, name):
    assert client.get(reverse(f"knowledge:{name}", args=["bestaat-niet"])).status_code == 404


def test_every_page_stands_when_nothing_is_loaded(read):
    for name in ("index", "elements", "interventions", "themes", "sources", "instruments", "glossary"):
        read(reverse(f"knowledge:{name}"))


def test_upper_floors_find_room_on_each_page(client, monkeypatch):
    seen = {}
    for name in ("element", "intervention", "theme"):
        slots.slot(f"knowledge.{name}")(lambda context, name=name, **given: seen.setdefault(name, given[name]) and "")
    made = {"element": make_element(), "intervention": make_intervention(), "theme": make_theme()}
    for thing in made.values():
        client.get(thing.get_absolute_url())
    assert seen == made


# --- questions asked of the database ----------------------------------------------------------------------
QUERIES = {
    "index": 6,
    "interventions": 5,
    "elements": 2,
    "themes": 1,
    "sources": 3,
    "instruments": 2,
    "glossary": 1,
    "intervention": 2,
    "element": 2,
    "theme": 3,
    "source": 7,
    "instrument": 3,
}


@pytest.mark.parametrize("rows", [5, 50])
@pytest.mark.parametrize("name", QUERIES)
def test_a_page_asks_as_little_for_many_as_for_few(client, django_assert_num_queries, name, rows):
    theme = make_theme()
    dossier = make_dossier(theme)
    first = make_intervention("Eerste", theme), make_element("Eerste", theme)
    read, scale = make_source("Eerst gelezen"), make_instrument("Eerste", theme)
    for axis in EvidenceAxis.Axis.values:
        EvidenceAxis.objects.create(intervention=first[0], axis=axis, standing="some").sources.add(read)
    for number in range(rows):
        extra = make_theme(f"Thema {number}")
        make_dossier(extra)
        intervention = make_intervention(f"Interventie {number}", theme, extra, recognition_level=Level.GOOD)
        element = make_element(f"Element {number}", theme, extra)
        source = Source.objects.create(slug=f"bron-{number}", title=f"Bron {number}", address="https://example.org/")
        AssessmentQuestion.objects.create(dossier=dossier, element=element, key=f"vraag-{number}", text="?")
        intervention.elements.add(first[1])
        first[0].elements.add(element)
        dossier.elements.add(element)
        dossier.interventions.add(intervention)
        for thing in (*first, dossier, scale):
            thing.sources.add(source)
        for about in ({"element": first[1]}, {"intervention": first[0]}, {"dossier": dossier}):
            claim = Claim.objects.create(kind=Claim.Kind.values[number % 4], text=f"Bewering {number}", **about)
            claim.sources.add(source, read)
        StandingChange.objects.create(element=first[1], before="unknown", after="disputed", reason="Nagezocht.")
        DossierGroup.objects.create(dossier=dossier, name=f"Groep {number}", text="Anders.")
        for thing in (element, intervention, make_instrument(f"Schaal {number}", theme, extra), dossier):
            thing.sources.add(read)
        Term.objects.create(slug=f"woord-{number}", word=f"woord {number}", explanation="Uitleg.")
    things = {"intervention": first[0], "element": first[1], "theme": theme, "source": read, "instrument": scale}
    glossary.current()  # asked once in a while, not once a page
    url = things[name].get_absolute_url() if name in things else reverse(f"knowledge:{name}")
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200
