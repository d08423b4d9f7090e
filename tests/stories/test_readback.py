"""Reading back: what may point at a person is shown, replaced with one tap, and put back; never by itself."""

import pytest

from practices.models import Weighing

pytestmark = pytest.mark.django_db
TEXT = "Annie belde op 06-12345678.\n\nMijn zoon Sem zei: bel 0612345678."


def marks(page: str) -> int:
    return page.count('<mark class="m-private"')


def buttons(teller) -> list[str]:
    import re

    return re.findall(r'name="vervang" value="([^"]+)"', teller.read("nalezen"))


def test_every_mark_is_shown_with_advice(teller):
    teller.begin(TEXT)
    page = teller.read("nalezen")
    assert marks(page) == 4
    assert "We zien 4 plekken" in page
    assert "Maak er ‘iemand’ van" in page


def test_nothing_is_changed_by_itself(teller):
    teller.begin(TEXT)
    teller.read("nalezen")
    assert teller.story.happened == TEXT
    teller.ready()
    teller.step("gebeurd", happened=TEXT)
    teller.step("nalezen")
    assert teller.story.happened == TEXT


def test_one_tap_replaces_one_and_the_other_stays(teller):
    teller.begin(TEXT)
    assert teller.step("nalezen", vervang=buttons(teller)[1]).status_code == 302
    assert teller.story.happened == "Annie belde op [telefoonnummer].\n\nMijn zoon Sem zei: bel 0612345678."
    assert teller.story.sent_at is None


def test_all_of_it_replaced_and_put_back_in_any_order(teller):
    teller.begin(TEXT)
    while found := buttons(teller):
        teller.step("nalezen", vervang=found[0])
    assert teller.story.happened == "Iemand belde op [telefoonnummer].\n\nMijn zoon zei: bel [telefoonnummer]."
    assert "‘06-12345678’ werd ‘[telefoonnummer]’" in " ".join(teller.read("nalezen").split())
    for number in (1, 1, 0, 0):
        teller.step("nalezen", zet_terug=number)
    assert teller.story.happened == TEXT
    assert teller.story.undo == []


@pytest.mark.parametrize("value", ["happened:0-5000", "happened:x", "password:0-5", "", "author:0-5", "happened:1-5"])
def test_a_mark_that_is_not_there_changes_nothing(teller, value):
    teller.begin(TEXT)
    teller.step("nalezen", vervang=value)
    assert teller.story.happened == TEXT
    assert "Dit stukje staat er niet meer" in teller.read("nalezen")


@pytest.mark.parametrize("number", ["0", "-1", "9", "x", "²"])
def test_putting_back_what_was_never_replaced_changes_nothing(teller, number):
    teller.begin(TEXT)
    assert teller.step("nalezen", zet_terug=number).status_code == 302
    assert teller.story.happened == TEXT


def test_a_text_rewritten_after_a_replacement_is_not_damaged(teller):
    teller.begin(TEXT)
    teller.step("nalezen", vervang=buttons(teller)[0])
    teller.step("gebeurd", happened="Heel iets anders.")
    teller.step("nalezen", zet_terug=0)
    assert teller.story.happened == "Heel iets anders."


def test_a_mark_on_an_own_card_is_replaced_with_one_tap_and_put_back(teller):
    own = "Mijn zoon Sem belde 06-12345678"
    teller.begin(TEXT)
    teller.step("kaarten", own=own, own_polarity="helped")
    page = teller.read("nalezen")
    assert "We zien 6 plekken" in page
    assert page.count("Op je eigen kaart staat") == 2
    mine = [value for value in buttons(teller) if value.startswith("own-0:")]
    assert len(mine) == 2
    teller.step("nalezen", vervang=mine[1])
    row = Weighing.objects.get()
    assert (row.own_words, row.polarity) == ("Mijn zoon Sem belde [telefoonnummer]", "helped")
    teller.step("nalezen", vervang=next(value for value in buttons(teller) if value.startswith("own-0:")))
    assert Weighing.objects.get().own_words == "Mijn zoon belde [telefoonnummer]"
    assert teller.story.happened == TEXT
    teller.step("nalezen", vervang=buttons(teller)[0])
    assert teller.read("nalezen").count('name="zet_terug"') == 3
    for _one in range(3):
        teller.step("nalezen", zet_terug=0)
    assert (Weighing.objects.get().own_words, teller.story.happened, teller.story.undo) == (own, TEXT, [])


@pytest.mark.parametrize("own", ["06-12345678" + " en dan" * 15, "Sem Jansen"])
def test_a_card_that_would_be_too_full_or_empty_stays_as_it_is_and_that_is_said(teller, own, monkeypatch):
    monkeypatch.setattr(
        "stories.actions.replacing.privacy.replaced", lambda text, mark: "" if text == "Sem Jansen" else text + "x" * 9
    )
    assert len(own) <= 120
    teller.begin("Zij kwam.")
    teller.step("kaarten", own=own, own_polarity="helped")
    teller.step("nalezen", vervang=buttons(teller)[0])
    assert Weighing.objects.get().own_words == own
    assert teller.story.undo == []
    assert "Dat past niet op je kaart." in teller.read("nalezen")


def test_what_was_replaced_on_a_card_cannot_be_put_back_on_another(teller):
    teller.begin(TEXT)
    teller.step("kaarten", own="Bel 06-12345678", own_polarity="helped")
    teller.step("nalezen", vervang=next(value for value in buttons(teller) if value.startswith("own-0:")))
    teller.step("kaarten", own="Een hond", own_polarity="helped")
    teller.step("nalezen", zet_terug=0)
    assert Weighing.objects.get().own_words == "Een hond"
    assert "Dit stukje staat er niet meer" in teller.read("nalezen")


def test_what_was_replaced_is_forgotten_once_sent(teller):
    teller.ready()
    teller.step("gebeurd", happened=TEXT)
    teller.step("nalezen", vervang=buttons(teller)[1])
    assert "06-12345678" in str(teller.story.undo)
    teller.step("nalezen")
    assert teller.story.sent_at is not None
    assert teller.story.undo == []


def test_nobody_replaces_in_anothers_story(teller, another):
    teller.begin(TEXT)
    value = buttons(teller)[0]
    another.pk = teller.pk
    assert another.step("nalezen", vervang=value).status_code == 404
    assert teller.story.happened == TEXT


def test_own_words_on_a_card_are_checked_too(teller):
    teller.begin()
    Weighing.objects.create(contribution=teller.story, own_words="Bel 06-12345678", polarity="helped")
    assert "Op je eigen kaart staat een telefoonnummer" in teller.read("nalezen")


def test_enter_sends_nothing(teller):
    """The first button of a form is the one that enter presses."""
    import re

    teller.ready()
    buttons_ = re.findall(r'<button[^>]*name="(\w+)" value="(\w+)"', teller.read("nalezen"))
    assert buttons_[0] == ("ga", "stop")


def test_without_readers_or_a_name_it_is_not_sent(teller):
    teller.begin()
    page = teller.read("nalezen")
    assert "Je koos nog niet wie het mag lezen" in page
    assert "Stuur mijn verhaal" not in page
    teller.step("nalezen")
    assert teller.story.sent_at is None


def test_a_rare_combination_across_the_story_is_marked_replaced_and_put_back(teller):
    teller.begin("Ik woonde in Almelo.")
    teller.step("hielp", helped="Na de brand nam mijn zus ons mee.")
    page = teller.read("nalezen")
    assert "een plaats, naast familie en iets wat zelden gebeurt" in page
    teller.step("nalezen", vervang=buttons(teller)[0])
    assert teller.story.happened == "Ik woonde in een plaats in het oosten."
    teller.step("nalezen", zet_terug=0)
    assert teller.story.happened == "Ik woonde in Almelo."


def test_the_others_are_asked_about_and_what_the_law_protects_is_told(teller):
    teller.begin("Mijn zus bleef. Ik had een depressie.")
    page = " ".join(teller.read("nalezen").split())
    assert "Je schrijft over: zus. Weet diegene dat je dit vertelt?" in page
    assert "<b>Gezondheid</b>: ‘depressie’" in page
    assert "Dit mag blijven staan." in page
    assert marks(page) == 0


def test_without_others_and_without_such_facts_nothing_is_asked(teller):
    teller.begin("Zij bleef komen.")
    page = teller.read("nalezen")
    assert "Ook iemand anders staat erin" not in page
    assert "Dit is extra van jou" not in page


def test_a_name_of_staff_may_stay_as_thanks(teller):
    teller.begin("Mijn begeleider Dirk bleef komen.")
    assert "Noem een werker alleen bij naam als je die bedankt." in teller.read("nalezen")
    teller.ready()
    teller.step("gebeurd", happened="Mijn begeleider Dirk bleef komen.")
    teller.step("nalezen")
    assert teller.story.happened == "Mijn begeleider Dirk bleef komen."
    assert teller.story.sent_at is not None
