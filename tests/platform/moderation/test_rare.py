"""What the check says beyond names and numbers: rare combinations, people at work, others, what the law protects."""

import pytest

from moderation import privacy
from moderation.privacy import find, find_all, lists, replaced
from moderation.privacy.special import LABELS, special

RARE = "Na de brand in {} sliepen wij met drie kinderen in de auto."


def places(text: str) -> list[str]:
    return [mark.text for mark in find(text) if mark.kind == "place"]


@pytest.mark.parametrize(
    ("place", "instead"),
    [
        ("Almelo", "een plaats in het oosten"),
        ("Delfzijl", "een plaats"),
        ("Den Haag", "een plaats in het westen"),
        ("Alphen aan den Rijn", "een plaats in het westen"),
        ("Bergen op Zoom", "een plaats in het zuiden"),
        ("Urk", "een plaats in het midden"),
    ],
)
def test_a_place_beside_family_and_something_rare_is_marked_with_its_region(place, instead):
    text = RARE.format(place)
    (mark,) = [mark for mark in find(text) if mark.kind == "place"]
    assert (mark.text, mark.suggestion) == (place, instead)
    assert replaced(text, mark) == RARE.format(instead)


@pytest.mark.parametrize(
    ("said", "mark", "instead"),
    [
        ("Wij woonden in de wijk Kanaleneiland.", "de wijk Kanaleneiland", "een wijk"),
        ("De Schilderswijk was ons thuis.", "De Schilderswijk", "Een wijk"),
        ("Het stond in het Rotterdamse nieuws.", "Rotterdamse", "plaatselijke"),
        ("De Haagse politie kwam.", "Haagse", "plaatselijke"),
        ("Het was echt Almeloos.", "Almeloos", "plaatselijk"),
        ("Mijn man is een Zwollenaar.", "Zwollenaar", "inwoner"),
        ("Een Rotterdammer nam ons mee.", "Rotterdammer", "inwoner"),
        ("Het stond in de Groningse krant.", "Groningse", "plaatselijke"),
    ],
)
def test_a_neighbourhood_and_a_word_made_of_a_place_complete_a_picture_too(said, mark, instead):
    rare = "Na de brand sliepen wij met drie kinderen in de auto."
    (found,) = [one for one in find(f"{said} {rare}") if one.kind == "place"]
    assert (found.text, found.suggestion) == (mark, instead)
    assert places(said) == [], "alone it points at nobody"


@pytest.mark.parametrize(
    "said",
    [
        "De Beste hulp kwam van Anders.", "De buurt was lief, en de wijk ook.", "Wij zijn Nederlanders.",
        "Toen kwam de Wijkagent. Het Sociaal Wijkteam hielp.", "De Buren hielpen. Haar Moeder ook.",
        "Eerst, Later, Zomer en Winter. Elke Dinsdag. De Gemeente en de Kinderen.",
    ],
)  # fmt: skip
def test_beside_something_rare_ordinary_words_stay(said):
    assert places(f"{said} Na de brand sliepen wij met drie kinderen in de auto.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ik woon in Almelo met mijn kinderen.",
        "Na de brand in Almelo sliep ik in de auto.",
        "Na de brand sliepen wij met drie kinderen in de auto.",
        "Na de brand sliep ik in Een Auto met mijn kinderen.",
    ],
)
def test_one_of_the_three_less_and_the_place_may_stand(text):
    assert places(text) == []


def test_what_stands_in_another_part_of_the_story_counts_too():
    first, second = find_all(["Ik woonde in Almelo.", "Na de brand hielp mijn zus."])
    assert [mark.kind for mark in first] == ["place"]
    assert second == []


def test_nobody_is_called_after_a_river():
    assert find("Wij gingen naar Alphen aan den Rijn.") == []


def test_it_also_knows_places_without_the_lists_of_others(monkeypatch):
    monkeypatch.setattr("moderation.privacy.lists.find_spec", lambda name: None)
    lists.places.cache_clear()
    try:
        assert places(RARE.format("Almelo")) == ["Almelo"]
    finally:
        monkeypatch.undo()
        lists.places.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "Mijn begeleider Dirk kwam.", "Dokter Haverkamp luisterde.", "Marjolein van het wijkteam belde.",
        "Toen kwam Marieke, mijn begeleider.", "Mijn klantmanager (Shirley) gaf me tijd.",
    ],
)  # fmt: skip
def test_who_works_there_is_thanked_by_name_and_never_blamed(text):
    (mark,) = find(text)
    assert mark.is_of_staff
    assert "alleen bij naam als je die bedankt" in str(mark.advice)


@pytest.mark.parametrize("text", ["Mijn zoon Sem ging mee.", "Mijn zus heet Fatiha.", "Mijn man Henk bleef."])
def test_who_is_near_is_no_staff(text):
    (mark,) = find(text)
    assert not mark.is_of_staff


def test_the_others_in_a_story_are_named_once_in_its_own_words():
    assert privacy.others("Mijn dochter huilde. Onze buurvrouw nam mijn dochter mee.") == ["dochter", "buurvrouw"]
    assert privacy.others("De gemeente schreef een brief.") == []


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Ik had een depressie.", "health", "depressie"),
        ("Zij heeft een verstandelijke beperking.", "health", "verstandelijke beperking"),
        ("Ik ben moslim.", "faith", "moslim"),
        ("Wij zijn gevlucht.", "origin", "gevlucht"),
        ("Toen kwam ik uit de kast.", "love", "uit de kast"),
        ("Ik had een strafblad.", "crime", "strafblad"),
        ("De vakbond hielp.", "politics", "vakbond"),
    ],
)
def test_what_the_law_protects_is_told_and_not_marked(text, kind, piece):
    assert [(one.kind, one.text) for one in special(text)] == [(kind, piece)]
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["Ik liep elke dag.", "De brief was dik.", "Het additionele bedrag.", "Ik adviseer dat."]
)
def test_other_words_are_nothing_special(text):
    assert special(text) == []


def test_each_sort_has_a_word():
    assert {one.kind for one in special("depressie moslim gevlucht homo strafblad vakbond")} == set(LABELS)
