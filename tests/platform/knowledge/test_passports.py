"""A passport says what an element is and is not, how sure we are, and on which kind of knowledge that rests."""

import pytest
from django.urls import reverse

from knowledge.models import Claim, Dossier, DossierGroup, EvidenceAxis, StandingChange, WorkingElement
from knowledge.models.recognition import Level
from tests.makers import make_element, make_intervention, make_source, make_theme

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def read(client):
    def read(thing):
        answer = client.get(thing.get_absolute_url(), headers={"accept-language": "nl"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def claim(text: str, kind: str = "practice", *sources, **about) -> Claim:
    made = Claim.objects.create(text=text, kind=kind, **about)
    made.sources.set(sources)
    return made


# --- the element ---------------------------------------------------------------------------------------
def test_a_passport_shows_what_it_is_not_for_whom_and_what_must_stay(read):
    page = read(
        make_element(
            not_this="Geen vriendschap.",
            for_whom="Wie vaak opnieuw begon.",
            keep="Dezelfde persoon.\nEen bekende vervanger.",
            adapt="Hoe vaak.",
            research_wording="De band zelf werkt.",
        )
    )
    for text in ("Geen vriendschap.", "Wie vaak opnieuw begon.", "De band zelf werkt."):
        assert text in page
    assert "<li>Dezelfde persoon.</li><li>Een bekende vervanger.</li>" in page
    assert page.index("Laat dit staan") < page.index("Dezelfde persoon.") < page.index("Dit mag je aanpassen")


def test_what_a_passport_does_not_know_is_said(read):
    page = read(make_element())
    assert page.count("Dat weten wij nog niet.") == 4
    assert page.count("Hier weten wij nog niets van.") == 4
    assert "voorbeeldtekst" not in page


@pytest.mark.parametrize("standing", WorkingElement.Standing)
def test_how_sure_we_are_is_one_of_four_words(read, standing):
    assert f"<b>{standing.label}</b>" in read(make_element(standing=standing))


def test_every_change_of_how_sure_we_are_is_public_with_its_reason(read):
    element = make_element(standing="disputed")
    StandingChange.objects.create(element=element, before="unknown", after="undisputed", reason="Twee onderzoeken.")
    StandingChange.objects.create(
        element=element, before="undisputed", after="disputed", reason="Een derde weerspreekt."
    )
    page = read(element)
    assert page.index("Een derde weerspreekt.") < page.index("Twee onderzoeken.")
    assert "Eerst: onbekend." in page


def test_claims_stand_under_their_kind_of_knowledge_with_their_sources(read):
    element, source = make_element(), make_source("Het handboek")
    claim("Mensen blijven langer.", "effect", source, element=element)
    claim("Teams zien dit ook.", "practice", element=element)
    page = read(element)
    assert page.index("Teams zien dit ook.") < page.index("Effectonderzoek") < page.index("Mensen blijven langer.")
    assert f'href="{source.get_absolute_url()}"' in page
    assert "Hier is nog geen bron bij." in page


def test_a_merged_element_leads_for_good_to_what_it_lives_on_in(client):
    last = make_element("Het laatste")
    middle = make_element("Het tweede", merged_into=last)
    first = make_element("Het eerste", merged_into=middle)
    for element in (first, middle):
        answer = client.get(element.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (301, last.get_absolute_url())


def test_elements_merged_into_each_other_end_somewhere():
    one = make_element("Eén")
    other = make_element("Twee", merged_into=one)
    WorkingElement.everything.filter(pk=one.pk).update(merged_into=other)
    assert WorkingElement.everything.get(pk=one.pk).current.pk in {one.pk, other.pk}


def test_example_text_says_so_where_it_stands_and_on_top(read):
    page = read(make_element(not_this="Geen vriendschap.", has_example_text=True))
    assert "Voorbeeldtekst, niet nagezocht." in page
    assert page.index("Wat het niet is") < page.rindex("voorbeeldtekst") < page.index("Geen vriendschap.")


def test_a_claim_with_a_source_is_never_called_example_text(read):
    element = make_element(has_example_text=True)
    claim("Met bron.", "effect", make_source(), element=element)
    claim("Zonder bron.", "effect", element=element)
    page = read(element)
    assert "voorbeeldtekst" not in page[page.index("Met bron.") : page.index("Zonder bron.")]
    assert "voorbeeldtekst" in page[page.index("Zonder bron.") :]


# --- the intervention ------------------------------------------------------------------------------------
def test_an_intervention_tells_goal_way_and_who_runs_it(read):
    page = read(
        make_intervention(goal="Een huis.", method="Eerst zoeken.", carried_out_by="Een team.", making_it_work="Tijd.")
    )
    for text in ("Een huis.", "Eerst zoeken.", "Een team.", "Tijd."):
        assert text in page


def test_all_five_sides_stand_in_a_row_and_unknown_is_not_nothing(read):
    intervention = make_intervention()
    EvidenceAxis.objects.create(
        intervention=intervention, axis="effect", standing="some", caveat="Alleen in steden.", note="Twee studies."
    )
    page = read(intervention)
    sides = page[page.index('class="axes"') :].split("</ul>")[0]
    assert sides.count("<li") == 5
    assert sides.count('<p class="unknown"><b>Niet bekend</b></p>') == 4
    assert sides.index("Alleen in steden.") < sides.index("Iets bekend") < sides.index("Twee studies.")
    assert sides.count('class="mark off"') == 1  # two of three


def test_a_side_of_which_is_known_that_nothing_is_known_gets_no_marks(read):
    intervention = make_intervention()
    EvidenceAxis.objects.create(intervention=intervention, axis="cost", standing="unknown")
    page = read(intervention)
    assert 'class="scale"' not in page[page.index('class="axes"') :].split("</ul>")[0]


def test_a_stated_end_goes_before_the_one_that_is_worked_out_and_the_recognition_is_linked(read):
    page = read(
        make_intervention(
            recognition_level=Level.GOOD,
            recognition_date="2019-04-08",
            recognition_until="2099-12-31",
            recognition_address="https://example.org/erkenning",
        )
    )
    assert "Deze erkenning geldt tot en met 31 december 2099." in page
    assert 'href="https://example.org/erkenning" rel="external noopener noreferrer"' in page
    assert "verlopen" not in page


# --- the dossier -------------------------------------------------------------------------------------------
def test_a_dossier_gives_short_and_long_groups_what_fails_and_what_is_open(read):
    theme = make_theme()
    dossier = Dossier.objects.create(
        theme=theme,
        title="Wat werkt",
        summary="Kort.",
        long_text="Lang.",
        not_working="Dreigen.",
        open_questions="Hoe lang?\nVoor wie?",
        reviewed_on="2026-03-01",
    )
    DossierGroup.objects.create(dossier=dossier, name="Jongeren", text="Vraag het hun.")
    source = make_source("Nieuw rapport", year=2025)
    claim("Rust werkt.", "qualitative", source, dossier=dossier)
    dossier.sources.add(source, make_source("Oud rapport", year=1999))
    page = read(theme)
    for text in ("Kort.", "Lang.", "Dreigen.", "Jongeren", "Vraag het hun.", "Rust werkt.", "1 maart 2026"):
        assert text in page
    assert "<li>Hoe lang?</li><li>Voor wie?</li>" in page
    assert page.index("2025: ") < page.index("1999: ")


def test_a_dossier_nobody_reviewed_says_that_the_day_is_not_known(read):
    theme = make_theme()
    Dossier.objects.create(theme=theme, title="Wat werkt", summary="Kort.")
    page = read(theme)
    assert "Laatst nagekeken op</dt><dd>Niet bekend" in page
    assert "Hier staan nog geen open vragen." in page


def test_the_short_version_can_be_read_aloud_and_the_button_waits_for_a_voice(read):
    theme = make_theme()
    Dossier.objects.create(theme=theme, title="Wat werkt", summary="Kort.")
    page = read(theme)
    assert 'data-read-aloud="kort" hidden' in page
    assert "js/read_aloud.js" in page
    assert "read_aloud" not in read(make_theme())


# --- whatever was typed --------------------------------------------------------------------------------------
def test_hostile_text_in_the_new_parts_stays_text(read):
    theme = make_theme()
    facts = dict.fromkeys(("not_this", "for_whom", "keep", "adapt", "research_wording"), HOSTILE)
    element = make_element(**facts, credited_to=HOSTILE[:60])
    facts = dict.fromkeys(("goal", "method", "carried_out_by", "making_it_work"), HOSTILE)
    intervention = make_intervention(**facts)
    EvidenceAxis.objects.create(intervention=intervention, axis="cost", standing="much", caveat=HOSTILE, note=HOSTILE)
    facts = dict.fromkeys(("long_text", "not_working", "open_questions"), HOSTILE)
    dossier = Dossier.objects.create(theme=theme, title="Wat werkt", summary=HOSTILE, **facts)
    DossierGroup.objects.create(dossier=dossier, name=HOSTILE, text=HOSTILE)
    for about in ({"element": element}, {"intervention": intervention}, {"dossier": dossier}):
        claim(HOSTILE, "effect", **about)
    StandingChange.objects.create(element=element, before="unknown", after="disputed", reason=HOSTILE)
    for thing in (element, intervention, theme):
        page = read(thing)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_difference_between_pages_and_lists_holds_for_merged_elements(client):
    kept = make_element("Gebleven")
    make_element("Weg", merged_into=kept)
    page = client.get(reverse("knowledge:elements")).content.decode()
    assert "Gebleven" in page
    assert "‘Weg’" not in page
