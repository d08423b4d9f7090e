"""On paper or with a helper: the helper is known as helper, and only the teller says yes."""

import pytest
from django.test import Client

from practices.models import hash_token
from stories import leaflet
from stories.models import Helping, Story
from stories.moderation import StoryReviewable
from tests.makers import make_element, make_member, make_practice, make_user
from tests.stories.conftest import Teller

pytestmark = pytest.mark.django_db
TYPE_IN, PAPER, TOGETHER = "/verhalen/papier/overtypen/", "/verhalen/papier/", "/verhalen/vertel/samen/"
SHEET = {"happened": "Zij bleef komen.", "helped": "Koffie.", "who": "vrijwilliger"}


@pytest.fixture
def helper(client):
    client.force_login(make_user("Hanna"))
    return client


@pytest.fixture
def typed(helper):
    """A sheet that a helper typed in: (number, code)."""
    number = leaflet.new_number()
    assert helper.post(TYPE_IN, {"number": number, **SHEET}).status_code == 302
    return number, leaflet.code_of(number)


def open_with(code):
    visitor = Teller(Client())
    answer = visitor.client.post(PAPER, {"code": code})
    visitor.pk = Story.objects.get().pk
    return visitor, answer


def test_a_sheet_has_a_number_and_a_code_and_printing_stores_nothing(client):
    page = client.get("/verhalen/papier/blad/?aantal=3")
    sheets = page.context["sheets"]
    assert len({number for number, _code in sheets}) == 3
    assert all(leaflet.code_of(number) == code and code in page.content.decode() for number, code in sheets)
    assert page["Referrer-Policy"] == "same-origin"
    assert not Helping.objects.exists()
    assert len(client.get("/verhalen/papier/blad/?aantal=999").context["sheets"]) == 30
    assert client.get("/verhalen/papier/blad/?aantal=²").status_code == 200


def test_a_typing_mistake_in_the_number_is_seen():
    number = leaflet.new_number()
    other = "2" if number[0] != "2" else "3"
    assert leaflet.number_in(f" {number.lower().replace('-', ' ')} ") == number
    assert leaflet.number_in(other + number[1:]) == ""
    assert leaflet.number_in("") == ""


def test_a_sheet_printed_before_the_secret_changed_keeps_its_code(settings):
    number = leaflet.new_number()
    code = leaflet.code_of(number)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een-heel-ander-geheim"
    assert (leaflet.number_in(number), leaflet.code_of(number)) == (number, code)


def test_a_helper_types_and_from_then_on_only_the_teller_opens_it(helper, typed):
    story, (number, code) = Story.objects.get(), typed
    helping = story.helping
    assert (story.author, story.sent_at, story.happened) == (None, None, "Zij bleef komen.")
    assert (helping.helper.pseudonym, helping.who, helping.sheet) == ("Hanna", "vrijwilliger", number)
    assert story.link_hash == hash_token(leaflet.plain_code(code))
    for path in (f"vertel/{story.pk}/gebeurd", f"vertel/{story.pk}/woorden", f"vertel/{story.pk}/nalezen"):
        assert helper.get(f"/verhalen/{path}/").status_code == 404
    assert helper.get(f"/verhalen/{story.pk}/jouw/").status_code == 404
    page = helper.get(TYPE_IN).content.decode()
    assert number in page
    assert code not in page
    assert "Zij bleef komen" not in page
    assert Client().get(TYPE_IN).status_code == 302


def test_the_same_sheet_is_typed_in_once(helper, typed):
    page = helper.post(TYPE_IN, {"number": typed[0], **SHEET, "happened": "Iets anders."}).content.decode()
    assert "Dit blad is al overgetypt." in page
    assert "Iets anders." in page
    assert "Dit nummer klopt niet" in helper.post(TYPE_IN, {"number": "K7M4", **SHEET}).content.decode()
    assert Story.objects.count() == 1


def test_crosses_on_the_sheet_become_cards(helper):
    card = make_element("Iemand die bleef")
    helper.post(TYPE_IN, {"number": leaflet.new_number(), **SHEET, f"card-{card.pk}": "helped"})
    assert [(row.element, row.polarity) for row in Story.objects.get().weighings.all()] == [(card, "helped")]


def test_the_teller_reads_it_back_and_nothing_goes_out_before_they_say_yes(typed):
    teller, answer = open_with(typed[1].lower().replace("-", " "))
    assert answer["Location"] == f"/verhalen/vertel/{teller.pk}/woorden/"
    assert "Zij bleef komen." in teller.read("woorden")
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("nalezen")
    assert teller.story.sent_at is None
    assert f"/verhalen/vertel/{teller.pk}/woorden/" in teller.read("nalezen")
    assert "Zet hier een vinkje" in teller.step("woorden").content.decode()
    teller.step("woorden", mine="on")
    teller.step("nalezen")
    assert teller.story.sent_at is not None


def test_words_changed_after_the_yes_ask_for_a_new_one(typed):
    teller, _answer = open_with(typed[1])
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("woorden", mine="on")
    teller.step("gebeurd", happened="Heel iets anders.")
    teller.step("nalezen")
    assert teller.story.sent_at is None


def test_a_wrong_code_opens_nothing_and_guessing_is_slowed_without_locking_out_others(typed):
    guesser = Client(REMOTE_ADDR="192.0.2.7")
    for _guess in range(20):
        assert "Deze code kennen we niet" in guesser.post(PAPER, {"code": leaflet.new_code()}).content.decode()
    assert guesser.post(PAPER, {"code": typed[1]}).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.8").post(PAPER, {"code": typed[1]}).status_code == 302


def begin_together(client, **typed):
    answer = client.post(TOGETHER, {"happened": "Zij bleef.", "who": "naaste", "ga": "verder", **typed})
    teller = Teller(client)
    teller.pk = Story.objects.latest("pk").pk
    return teller, answer


def test_with_a_helper_beside_them_a_teller_confirms_with_a_tick(client):
    teller, answer = begin_together(client)
    assert answer["Location"] == f"/verhalen/vertel/{teller.pk}/link/"
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("nalezen")
    assert teller.story.sent_at is None
    teller.step("woorden", mine="on")
    teller.step("nalezen")
    story = teller.story
    assert story.sent_at is not None
    assert (story.helping.who, story.helping.helper) == ("naaste", None)


def test_in_the_account_of_a_helper_the_story_is_the_tellers_and_asks_their_code(helper):
    assert "Kies van wie dit account is" in begin_together_page(helper)
    teller, answer = begin_together(helper, account="helper")
    assert answer["Location"] == f"/verhalen/vertel/{teller.pk}/code/"
    code = helper.get(answer["Location"]).context["code"]
    assert "De code is al getoond" in helper.get(answer["Location"]).content.decode()
    story = teller.story
    assert (story.author, story.helping.helper.pseudonym) == (None, "Hanna")
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    assert "Vul hier je code in" in teller.step("woorden", mine="on").content.decode()
    assert "hoort niet bij dit verhaal" in teller.step("woorden", mine="on", code=leaflet.new_code()).content.decode()
    teller.step("nalezen")
    assert teller.story.sent_at is None
    assert teller.step("woorden", mine="on", code=code)["Location"].endswith("/nalezen/")
    teller.step("lezers", audience="everyone", until="2", pseudonym="Iemand anders")  # not what was said yes to
    teller.step("nalezen")
    assert teller.story.sent_at is None
    teller.step("woorden", mine="on", code=code)
    teller.step("kaarten", own="Een hond", own_polarity="helped")  # nor is this
    teller.step("nalezen")
    assert teller.story.sent_at is None
    teller.step("woorden", mine="on", code=code)
    teller.step("nalezen")
    assert teller.story.sent_at is not None
    for address in (f"/verhalen/{teller.pk}/jouw/", f"/verhalen/{teller.pk}/lezers/"):
        assert "alleen open met de code" in helper.get(address).content.decode()
    visitor, _answer = open_with(code)
    assert "Jouw verhaal" in visitor.client.get(f"/verhalen/{teller.pk}/jouw/").content.decode()


def begin_together_page(client) -> str:
    return client.post(TOGETHER, {"happened": "Zij bleef.", "who": "naaste"}).content.decode()


def test_a_helper_cannot_make_a_new_link_to_the_tellers_story(helper):
    teller, _answer = begin_together(helper, account="helper")
    before = teller.story.link_hash
    helper.post(f"/verhalen/{teller.pk}/link/")
    assert teller.story.link_hash == before


def test_in_their_own_account_the_story_is_theirs(helper):
    teller, answer = begin_together(helper, account="verteller")
    assert answer["Location"].endswith("/hielp/")
    assert teller.story.author.pseudonym == "Hanna"
    assert not teller.story.helping.needs_code


def test_a_wiped_story_forgets_who_helped(typed):
    teller, _answer = open_with(typed[1])
    teller.client.post(f"/verhalen/{teller.pk}/terughalen/", {"tekst": "wissen"})
    assert not Helping.objects.exists()


def test_the_sheet_of_a_practice_asks_its_questions(helper):
    practice = make_practice()
    make_member(practice, "Fay", is_facilitator=True)
    page = helper.get(f"/verhalen/papier/blad/?praktijk={practice.slug}").content.decode()
    assert practice.name in page
    helper.post(TYPE_IN, {"number": leaflet.new_number(), **SHEET, "praktijk": practice.slug})
    assert Story.objects.get().practice == practice


def test_who_helped_never_decides_about_it_and_who_reads_along_sees_that_somebody_helped(helper, typed):
    teller, _answer = open_with(typed[1])
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira")
    teller.step("woorden", mine="on")
    teller.step("nalezen")
    hanna, story = teller.story.helping.helper, Story.objects.with_cards().get()
    other = make_user("Mo", is_moderator=True)
    plug = StoryReviewable()
    assert plug.may_decide(other, story)
    assert not plug.may_decide(hanna, story)
    assert "Op papier geschreven" in dict(plug.facts(story)).values()
