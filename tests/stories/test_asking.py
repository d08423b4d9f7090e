"""A facilitator composes what a practice asks from tested blocks, and sets its line."""

import pytest
from django.test import Client

from stories import blocks, leaflet
from stories.models import Asking, Slider, Story
from tests.makers import make_member, make_practice, make_theme, make_user
from tests.stories.conftest import Teller

EVERY = [block for group in (blocks.OPENINGS, blocks.HINTS) for several in group.values() for block in several]
OPEN = ("Wat", "Wie", "Wanneer", "Hoe", "Welke")
CHOICE = {"wat": "vragen", "happened": "begin", "helped": "nodig", "hints_happened": ["wachten"], "hints_helped": []}
LINE = {"wat": "lijn", "question": "Hoe snel kwam er hulp?", "left": "veel te laat", "right": "op tijd"}


@pytest.mark.parametrize("block", EVERY, ids=lambda block: block.key)
def test_every_block_is_one_short_open_question_that_blames_nobody(block):
    text = str(block.text)
    assert text.startswith(OPEN)
    assert text.endswith("?")
    assert text.count("?") == 1
    assert len(text.split()) <= 10
    assert not {"waarom", "schuld", "probleem", "moest", "fout"} & set(text.lower().strip("?").split())


def test_keys_are_kept_apart():
    for group in (*blocks.OPENINGS.values(), *blocks.HINTS.values()):
        keys = [block.key for block in group]
        assert len(set(keys)) == len(keys)


@pytest.fixture
def practice(db):
    practice = make_practice()
    practice.themes.add(make_theme("Schulden"), make_theme("Wonen"))
    return practice


@pytest.fixture
def leader(client, practice):
    make_member(practice, "Bea")
    client.force_login(make_member(practice, "Fay", is_facilitator=True))
    return client


def here(practice):
    return f"/praktijken/{practice.slug}/vragen/"


def test_only_a_facilitator_chooses(leader, practice):
    other = Client()
    assert other.get(here(practice)).status_code == 302
    other.force_login(make_user("Cor"))
    assert other.get(here(practice)).status_code == 403
    assert other.post(here(practice), CHOICE).status_code == 403
    assert not Asking.objects.exists()
    assert here(practice) in leader.get(practice.get_absolute_url()).content.decode()


def test_a_teller_of_this_practice_is_asked_what_was_chosen_and_others_are_not(leader, practice, teller):
    assert leader.post(here(practice), CHOICE).status_code == 302
    page = teller.client.get(f"/verhalen/vertel/?praktijk={practice.slug}").content.decode()
    assert "Hoe begon het?" in page
    assert "Hoe lang wachtte je" in page
    assert "Wat speelde er toen?" not in page
    teller.begin(praktijk=practice.slug)
    assert "Wat had je nodig?" in teller.read("hielp")
    assert "Wat gebeurde er?" in Client().get("/verhalen/vertel/").content.decode()
    assert "Hoe begon het?" in Client().get(f"/verhalen/papier/blad/?praktijk={practice.slug}").content.decode()


def test_a_theme_may_have_its_own_questions(leader, practice, teller):
    debts, living = (theme.slug for theme in practice.themes.order_by("pk"))
    leader.post(here(practice), CHOICE)
    leader.post(f"{here(practice)}?thema={debts}", {**CHOICE, "happened": "zoeken"})
    address = f"/verhalen/vertel/?praktijk={practice.slug}&thema={debts}"
    assert "Hoe was het om hulp te zoeken?" in teller.client.get(address).content.decode()
    assert "Hoe begon het?" in teller.client.get(address.replace(debts, living)).content.decode()
    teller.begin(praktijk=practice.slug, thema=debts)
    assert [theme.slug for theme in teller.story.themes.all()] == [debts]
    assert "Hoe was het om hulp te zoeken?" in teller.read("gebeurd")
    leader.post(f"{here(practice)}?thema={debts}", {"wat": "gewoon"})
    assert "Hoe begon het?" in teller.read("gebeurd")


WAYS = [
    "/verhalen/vertel/",
    "/verhalen/vertel/vrij/",
    "/verhalen/vertel/gesproken/",
    "/verhalen/vertel/samen/",
    "/verhalen/papier/blad/",
    "/verhalen/papier/overtypen/",
]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_tell_asks_what_the_practice_chose_for_the_theme(leader, practice, way):
    debts, living = (theme.slug for theme in practice.themes.order_by("pk"))
    leader.post(here(practice), CHOICE)
    leader.post(f"{here(practice)}?thema={debts}", {**CHOICE, "happened": "zoeken"})

    def read(query: str) -> str:
        return leader.get(f"{way}{query}").content.decode()

    of_practice, of_theme = "Hoe begon het?", "Hoe was het om hulp te zoeken?"
    assert "Wat gebeurde er?" in read("")
    for query in (f"?praktijk={practice.slug}", f"?praktijk={practice.slug}&thema={living}"):
        assert of_practice in read(query)
        assert of_theme not in read(query)
        assert "Wat gebeurde er?" not in read(query)
    assert of_theme in read(f"?praktijk={practice.slug}&thema={debts}")
    assert of_practice not in read(f"?praktijk={practice.slug}&thema={debts}")
    if way not in {WAYS[0], WAYS[3]}:  # these ask it on the next page
        assert "Wat had je nodig?" in read(f"?praktijk={practice.slug}")
    assert "Wat gebeurde er?" in read("?praktijk=x%00&thema=%00")


@pytest.mark.parametrize("way", [WAYS[0], WAYS[1], WAYS[3], WAYS[5]])
def test_whoever_tells_keeps_the_theme_and_finds_the_other_ways_with_it(leader, practice, way):
    debts = practice.themes.order_by("pk").first().slug
    query = f"?praktijk={practice.slug}&thema={debts}"
    page = leader.get(f"{way}{query}").content.decode()
    assert f'name="thema" value="{debts}"' in page
    if way != WAYS[5]:
        assert f'/verhalen/papier/?praktijk={practice.slug}&amp;thema={debts}"' in page
        paper = leader.get(f"/verhalen/papier/{query}").content.decode()
        assert f'/verhalen/papier/blad/?praktijk={practice.slug}&amp;thema={debts}"' in paper
    more = {"who": "naaste", "account": "verteller", "number": leaflet.new_number(), "ga": "verder"}
    typed = {"happened": "Zij bleef.", "praktijk": practice.slug, "thema": debts, **more}
    if way == WAYS[1]:
        typed["themes"] = [theme.pk for theme in practice.themes.filter(slug=debts)]
        assert f'value="{typed["themes"][0]}" id="id_themes_0" checked' in page
    assert leader.post(way, typed).status_code == 302
    assert [theme.slug for theme in Story.objects.get().themes.all()] == [debts]


def test_what_is_no_block_or_too_many_is_refused(leader, practice):
    many = ["speelde", "kwam", "merkte", "eerst"]
    assert "hoogstens drie" in leader.post(here(practice), {**CHOICE, "hints_happened": many}).content.decode()
    assert leader.post(here(practice), {**CHOICE, "happened": "verzonnen"}).status_code == 200
    assert not Asking.objects.exists()


def test_the_line_of_a_practice_is_asked_and_a_changed_one_leaves_answers_alone(leader, practice, teller):
    leader.post(here(practice), LINE)
    teller.begin(praktijk=practice.slug)
    page = teller.read("betekenis")
    assert "Hoe snel kwam er hulp?" in page
    assert "Helemaal: veel te laat" in page
    teller.step("betekenis", line="7")
    leader.post(here(practice), {**LINE, "question": "Hoe vaak kwam er iemand?", "left": "nooit", "right": "vaak"})
    story = teller.story
    assert (story.slider.question, story.decided) == ("Hoe snel kwam er hulp?", "Helemaal: op tijd")
    assert "Hoe snel kwam er hulp?" in teller.read("betekenis")
    another = Teller(Client())
    another.begin(praktijk=practice.slug)
    assert "Hoe vaak kwam er iemand?" in another.read("betekenis")
    plain = Teller(Client())
    plain.begin()
    assert "Wie besliste wat er gebeurde?" in plain.read("betekenis")


def test_a_line_needs_a_question_and_two_different_ends(leader, practice):
    assert "Vul de vraag en beide einden in." in leader.post(here(practice), {**LINE, "right": ""}).content.decode()
    assert (
        "De twee einden zijn hetzelfde."
        in leader.post(here(practice), {**LINE, "right": LINE["left"]}).content.decode()
    )
    assert not Slider.objects.exists()
    leader.post(here(practice), LINE)
    leader.post(here(practice), {"wat": "lijn"})
    assert not Slider.objects.filter(ended_at=None).exists()
