"""The register says in plain words what each source is and what leans on it."""

import pytest
from django.urls import reverse

from knowledge.models import Claim, Dossier, Source
from tests.makers import make_element, make_instrument, make_intervention, make_source, make_theme

pytestmark = pytest.mark.django_db
HERE = "/kennis/bronnen/"


@pytest.fixture
def read(client):
    def read(address):
        answer = client.get(address, headers={"accept-language": "nl"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def test_a_source_tells_what_it_is_and_everything_that_leans_on_it(read):
    source = make_source("Het handboek", summary="Een boek voor teams.", year=2016, address="https://example.org/boek")
    element, intervention, theme = make_element("Iemand die bleef"), make_intervention("Huis eerst"), make_theme()
    dossier = Dossier.objects.create(theme=theme, title="Wat werkt bij schulden", summary="Kort.")
    instrument = make_instrument("De schaal")
    for thing in (element, intervention, dossier, instrument):
        thing.sources.add(source)
    claim = Claim.objects.create(element=element, kind="effect", text="Blijven helpt.")
    claim.sources.add(source)
    page = read(source.get_absolute_url())
    for text in ("Een boek voor teams.", "2016", "Iemand die bleef", "Huis eerst", "De schaal", "5 stukken"):
        assert text in page
    assert f'href="{claim.get_absolute_url()}"' in page
    assert 'href="https://example.org/boek" rel="external noopener noreferrer"' in page


def test_a_source_without_summary_year_or_link_says_so(read):
    page = read(make_source().get_absolute_url())
    for text in ("Wij schreven hier nog geen samenvatting bij.", "Niet bekend", "Wij hebben hiervan geen link."):
        assert text in page
    assert "Op deze bron rust nog niets." in page


def test_what_was_merged_away_does_not_lean_on_a_source_any_more(read):
    source, element = make_source(), make_element("Oud", merged_into=make_element("Nieuw"))
    element.sources.add(source)
    Claim.objects.create(element=element, kind="effect", text="Oude bewering.").sources.add(source)
    page = read(source.get_absolute_url())
    assert "‘Oud’" not in page
    assert "Oude bewering." not in page


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", {"Gesprek over schulden", "Rapport over wonen"}),
        ("?soort=interview", {"Gesprek over schulden"}),
        ("?woord=WONEN", {"Rapport over wonen"}),
        ("?woord=over+schulden", {"Gesprek over schulden"}),
        ("?woord=huizen", {"Rapport over wonen"}),  # in its summary
        ("?soort=interview&woord=wonen", set()),
        ("?soort=onzin", {"Gesprek over schulden", "Rapport over wonen"}),
        ("?woord=%00", {"Gesprek over schulden", "Rapport over wonen"}),
        ("?woord=" + "a" * 5000, set()),
        ("?woord=%25", set()),
    ],
)
def test_the_register_is_narrowed_by_kind_and_by_word(read, asked, titles):
    make_source("Gesprek over schulden", kind=Source.Kind.INTERVIEW)
    make_source("Rapport over wonen", kind=Source.Kind.REPORT, summary="Te weinig huizen.")
    page = read(HERE + asked)
    found = {title for title in ("Gesprek over schulden", "Rapport over wonen") if title in page}
    assert found == titles


def test_nothing_found_leads_back_to_all(read):
    make_source()
    page = read(HERE + "?woord=<script>hond")
    assert "Niets gevonden over ‘&lt;script&gt;hond’." in page
    assert f'href="{reverse("knowledge:sources")}"' in page
