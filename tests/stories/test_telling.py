"""Telling, one question a screen: every step is kept, back and forward work, nothing is sent by accident."""

import pytest

from practices.models import Polarity
from stories import names
from stories.models import STEPS, Story
from tests.makers import make_element, make_intervention, make_municipality, make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db


def test_the_first_words_make_a_draft_only_its_teller_sees(teller, another):
    teller.begin("Zo begon het.")
    story = teller.story
    assert (story.happened, story.published_at, story.sent_at, story.author) == ("Zo begon het.", None, None, None)
    for step in STEPS:
        assert teller.client.get(f"/verhalen/vertel/{story.pk}/{step}/").status_code == 200
        assert another.client.get(f"/verhalen/vertel/{story.pk}/{step}/").status_code == 404
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 404
    assert another.client.get(f"/verhalen/{story.pk}/jouw/").status_code == 404


def test_the_whole_walk_without_an_account(teller):
    theme, other = make_theme("Schulden"), make_theme("Armoede")
    element = make_element("Iemand die bleef", theme)
    town, help_ = make_municipality("Enschede"), make_intervention("Housing First")
    assert teller.begin()["Location"] == f"/verhalen/vertel/{teller.pk}/link/"
    assert teller.step("hielp", helped="Ze bleef komen.")["Location"].endswith("/waarover/")
    about = {"themes": [theme.pk, other.pk], "title": "Tas", "municipality": "enschede", "intervention": help_.pk}
    assert teller.step("waarover", **about)["Location"].endswith("/kaarten/")
    cards = {f"card-{element.pk}": "helped", "own": "Een hond", "own_polarity": "missing"}
    assert teller.step("kaarten", **cards)["Location"].endswith("/zinnen/")
    assert teller.step("zinnen")["Location"].endswith("/betekenis/")
    assert teller.step("betekenis")["Location"].endswith("/lezers/")
    chosen = {"audience": "everyone", "until": "1", "purposes": ["education"], "pseudonym": "Samira"}
    assert teller.step("lezers", **chosen)["Location"].endswith("/nalezen/")
    assert teller.story.sent_at is None
    assert teller.step("nalezen")["Location"] == f"/verhalen/{teller.pk}/jouw/"
    story = teller.story
    assert story.sent_at is not None
    assert (story.helped, story.title, story.municipality, story.intervention) == (
        "Ze bleef komen.",
        "Tas",
        town,
        help_,
    )
    assert set(story.themes.all()) == {theme, other}
    said = {(row.element, row.own_words, row.polarity, row.intervention) for row in story.weighings.all()}
    assert said == {(element, "", "helped", help_), (None, "Een hond", "missing", help_)}
    assert (story.audience, story.pseudonym, story.perspective) == ("everyone", "Samira", "lived")


def test_going_back_keeps_what_stands_there(teller):
    teller.begin()
    answer = teller.step("hielp", ga="terug", helped="Half een zin")
    assert answer["Location"].endswith("/gebeurd/")
    assert teller.story.helped == "Half een zin"
    assert "Half een zin" in teller.read("hielp")
    teller.step("gebeurd", happened="Toch anders.")
    assert teller.story.happened == "Toch anders."
    assert teller.story.helped == "Half een zin"


def test_half_an_answer_may_be_left(teller):
    teller.begin()
    assert teller.step("waarover", ga="terug", title="Tas")["Location"].endswith("/hielp/")
    assert teller.story.title == "Tas"
    assert teller.step("lezers", ga="stop", pseudonym="Samira")["Location"].endswith("/jouw/")
    story = teller.story
    assert (story.pseudonym, story.readers_at) == ("Samira", None)
    teller.step("nalezen")
    assert teller.story.sent_at is None


def test_stopping_and_finding_it_again(teller):
    teller.begin()
    teller.step("hielp", ga="stop", helped="Ze bleef.")
    page = teller.client.get("/verhalen/vertel/").content.decode()
    assert "Er ligt nog een verhaal" in page
    assert f"/verhalen/vertel/{teller.pk}/waarover/" in page
    assert "<textarea" in teller.client.get("/verhalen/vertel/?nieuw=1").content.decode()


def test_a_signed_in_teller_finds_it_on_their_own_place(client, another, teller):
    ans = make_user("Ans")
    client.force_login(ans)
    assert teller.begin()["Location"].endswith("/hielp/")
    assert teller.story.author == ans
    assert teller.story.link_hash is None
    another.client.force_login(make_user("Bea"))
    assert f"/verhalen/{teller.pk}/jouw/" in client.get("/mijn/").content.decode()
    assert f"/verhalen/{teller.pk}/jouw/" not in another.client.get("/mijn/").content.decode()
    assert another.client.get(f"/verhalen/{teller.pk}/jouw/").status_code == 404
    assert another.client.post(f"/verhalen/vertel/{teller.pk}/hielp/", {"helped": "x"}).status_code == 404


def test_empty_gets_a_sentence(teller):
    page = teller.begin("  \n ").content.decode()
    assert "Eén zin is al genoeg" in page
    assert not Story.objects.exists()


def test_a_megabyte_gets_a_sentence_and_stays(teller):
    words = "Heel lang verhaal. " * 55_000
    page = teller.begin(words).content.decode()
    assert "Dit is te lang" in page
    assert words.strip() in page
    assert not Story.objects.exists()
    teller.begin()
    page = teller.step("hielp", ga="terug", helped=words).content.decode()
    assert "Dit is te lang" in page
    assert words.strip() in page
    assert teller.story.helped == ""


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "שלום <b>עולם</b>", "🙂" * 50, "' OR 1=1 --", "\u202eomgekeerd", "{{ 7*7 }}"]
)
def test_hostile_words_are_words(teller, text):
    teller.begin(text)
    own = teller.client.get(f"/verhalen/{teller.pk}/jouw/").content.decode()
    for page in (teller.read("gebeurd"), teller.read("nalezen"), own):
        assert "<script>alert" not in page
        assert "<b>עולם" not in page


def test_the_first_question_sent_twice_makes_one_story(teller):
    token = teller.client.get("/verhalen/vertel/").context["form"]["once"].value()
    first = teller.begin(once=token)
    second = teller.begin(once=token)
    assert first["Location"] == second["Location"]
    assert Story.objects.count() == 1


def test_at_most_three_two_two_cards(teller):
    theme = make_theme()
    elements = [make_element(f"Kaart {number}", theme) for number in range(8)]
    teller.begin()
    teller.step("waarover", themes=[theme.pk])
    for polarity, most in ((Polarity.HELPED, 3), (Polarity.HINDERED, 2), (Polarity.MISSING, 2)):
        too_many = {f"card-{element.pk}": polarity.value for element in elements[: most + 1]}
        page = teller.step("kaarten", **too_many).content.decode()
        assert f"Kies hoogstens {most} kaarten" in page
        assert not teller.story.weighings.exists()
        assert page.count(" checked") >= most + 1  # what was chosen stays chosen
    kinds = ["helped"] * 3 + ["hindered"] * 2 + ["missing"] * 2
    allowed = {f"card-{element.pk}": kind for element, kind in zip(elements, kinds, strict=False)}
    assert teller.step("kaarten", **allowed).status_code == 302
    assert teller.story.weighings.count() == 7
    teller.step("kaarten", **allowed)
    assert teller.story.weighings.count() == 7


def test_a_card_of_another_theme_or_a_made_up_answer_counts_for_nothing(teller):
    theme = make_theme()
    other = make_element("Ergens anders", make_theme("Armoede"))
    mine = make_element("Hier", theme)
    teller.begin()
    teller.step("waarover", themes=[theme.pk])
    teller.step("kaarten", **{f"card-{other.pk}": "helped"})
    assert not teller.story.weighings.exists()
    assert teller.step("kaarten", **{f"card-{mine.pk}": "geweldig"}).status_code == 200
    assert not teller.story.weighings.exists()


def test_the_cards_are_those_of_the_theme_in_plain_words(teller):
    theme = make_theme()
    make_element("Iemand die bleef", theme, name="Vaste hulpverlener")
    make_element("Telt altijd")
    make_element("Hoort elders", make_theme("Armoede"))
    teller.begin()
    teller.step("waarover", themes=[theme.pk])
    page = teller.read("kaarten")
    assert "‘Iemand die bleef’" in page
    assert "‘Telt altijd’" in page
    assert "Hoort elders" not in page
    assert "Vaste hulpverlener" not in page


def test_own_words_need_what_they_did(teller):
    teller.begin()
    page = teller.step("kaarten", own="Een hond").content.decode()
    assert "Kies ook wat je eigen kaart deed" in page
    assert "Een hond" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"municipality": "Enschde"}, "Bedoel je Enschede?"),
        ({"municipality": "Atlantis"}, "kennen we niet als gemeente"),
        ({"title": "x" * 121}, "Dit is te lang"),
        ({"themes": [999]}, ""),
        ({"intervention": 999}, ""),
    ],
)
def test_what_it_is_about_says_what_is_wrong(teller, typed, sentence):
    make_municipality("Enschede")
    teller.begin()
    answer = teller.step("waarover", **({"themes": [make_theme().pk]} | typed))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_nothing_but_the_words_and_who_reads_them_has_to_be_answered(teller):
    make_element("Telt altijd")
    teller.begin("Zij bleef.")
    assert teller.step("hielp")["Location"].endswith("/waarover/")
    assert teller.step("waarover")["Location"].endswith("/kaarten/")
    assert "‘Telt altijd’" in teller.read("kaarten")
    assert teller.step("kaarten")["Location"].endswith("/betekenis/")
    assert teller.step("betekenis")["Location"].endswith("/lezers/")
    offered = names.suggestions(teller.pk)[0]
    assert f"Dan wordt het {offered}." in teller.read("lezers")
    assert teller.step("lezers", audience="everyone", until="1", pseudonym="")["Location"].endswith("/nalezen/")
    teller.step("nalezen")
    assert teller.story.sent_at is not None
    assert teller.story.pseudonym == offered
    assert not teller.story.themes.exists()


def test_no_more_than_three_themes(teller):
    teller.begin()
    themes = [make_theme(f"Thema {number}").pk for number in range(4)]
    assert "hoogstens drie" in teller.step("waarover", themes=themes).content.decode()


def test_a_story_told_from_a_practice_knows_it(teller):
    practice = make_practice()
    assert practice.slug in teller.client.get(f"/verhalen/vertel/?praktijk={practice.slug}").content.decode()
    teller.begin(praktijk=practice.slug)
    assert teller.story.practice == practice


def test_words_typed_after_access_ended_are_shown_again(teller):
    teller.begin()
    teller.client.post("/verhalen/sluiten/")
    words = "Dit typte ik een dag lang door, en ik wil het niet kwijt."
    here = {"Sec-Fetch-Site": "same-origin"}
    answer = teller.client.post(f"/verhalen/vertel/{teller.pk}/hielp/", {"helped": words}, headers=here)
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert teller.story.helped == ""


def test_sending_twice_is_one_story(teller):
    teller.ready()
    assert teller.step("nalezen").status_code == 302
    sent = teller.story.sent_at
    assert sent is not None
    assert teller.step("nalezen").status_code == 302
    assert teller.story.sent_at == sent
    assert Story.objects.count() == 1


def test_a_sent_story_is_not_changed_by_an_old_screen(teller):
    teller.tell()
    answer = teller.step("gebeurd", happened="Iets heel anders.")
    assert answer["Location"] == f"/verhalen/{teller.pk}/jouw/"
    assert teller.story.happened.startswith("Ik deed mijn post")


def test_many_cards_cost_no_more_queries(teller, django_assert_max_num_queries):
    theme = make_theme()
    for number in range(30):
        make_element(f"Kaart {number}", theme)
    teller.begin()
    teller.step("waarover", themes=[theme.pk])
    with django_assert_max_num_queries(12):
        teller.read("kaarten")
