"""Words of danger are seen however people say them; what only looks like it is left alone."""

import time
from pathlib import Path

import pytest

from moderation import crisis

SAID = {
    "death": [
        "Ik dacht elke dag aan zelfmoord.",
        "Mijn broer pleegde zelf moord in 2011.",
        "Na de su\u00efcidepoging kwam er eindelijk hulp.",
        "ik had suicidale gedachten",
        "Ik wilde dood.",
        "Ik wil gewoon niet meer, ik wil liever dood.",
        "Toen wou ik echt dood.",
        "Soms wil ik dood",
        "dat ik dood wilde",
        "Was ik maar dood.",
        "Was ik maar nooit geboren.",
        "Ik wilde niet meer leven.",
        "Ze zei dat ze niet meer wil leven.",
        "Ik hoopte dat ik niet meer wakker zou worden, nooit meer wakker worden.",
        "Ik wilde er niet meer zijn.",
        "Hij maakte een einde aan zijn leven.",
        "Ik heb geprobeerd er een eind aan te maken.",
        "Mijn vader is uit het leven gestapt.",
        "Ik ging mezelf van kant maken.",
        "Ze wilde van het dak springen.",
        "Hij is voor de trein gesprongen.",
        "Ik was bang dat ik mezelf iets aan zou doen, me iets aandoen.",
        "Ik heb toen alle pillen ingenomen.",
        "Er lag een afscheidsbrief op tafel.",
        "Na mijn overdosis lag ik een week op de ic.",
        "Ik had geen zin meer in het leven",
        "ik zag het leven niet meer zitten",
    ],
    "harm": [
        "Ik sneed mezelf, dan voelde ik even niks.",
        "Ze krast zichzelf in haar arm.",
        "Het snijden in mijn armen stopte pas later: ik had in mijn armen gesneden.",
        "Automutilatie, zo noemde de psycholoog het.",
        "Ik begon mezelf pijn te doen.",
        "haar polsen doorgesneden",
        "Aan zelfbeschadiging dacht niemand.",
    ],
    "violence": [
        "Mijn man slaat me.",
        "Hij sloeg mij waar de kinderen bij waren.",
        "Ik werd thuis geslagen.",
        "Mijn vader heeft ons vaak geslagen.",
        "omdat hij me elke dag slaat",
        "Hij heeft me met de dood bedreigd.",
        "Ik word nog steeds bedreigd.",
        "Hij dreigde me te vinden. Hij bedreigde mijn moeder.",
        "Ze is mishandeld door haar ex.",
        "Er was sprake van huiselijk geweld.",
        "Ik ben bang voor mijn ex.",
        "Ik ben bang dat hij ons vindt.",
        "Hij stond met een mes voor me.",
        "Hij zei dat hij me zou vermoorden.",
        "Hij kneep mijn keel dicht, hij heeft mijn keel dichtgeknepen.",
        "Ik voelde me thuis niet veilig.",
        "Hij stalkt mij al twee jaar.",
        "Ze hebben hem in elkaar geslagen.",
        "Mijn stiefvader sloeg haar, elke week.",
        "Hij had een pistool.",
    ],
    "abuse": [
        "Ik ben als kind misbruikt.",
        "Seksueel misbruik, daar praat niemand over.",
        "Ik ben verkracht toen ik zestien was.",
        "Mijn oom zat aan mij.",
        "Ik viel voor een loverboy.",
        "Ze werd uitgehuwelijkt.",
        "Ik werd gedwongen te trouwen.",
    ],
}
NEAR = [
    "Ik lachte me dood.",
    "Ik was doodmoe en doodsbang voor de brief.",
    "Ik schaamde me dood voor de buren.",
    "We woonden in een doodlopende straat.",
    "Mijn moeder was toen al dood.",
    "Na de dood van mijn man kwam er niemand.",
    "De plant wilde niet, hij ging dood.",
    "Het was een dood punt in het gesprek. We wilden uit het dode punt.",
    "Ik kon niet meer leven van 50 euro in de week.",
    "Je kunt niet meer leven met deze regels.",
    "Er kwam een eind aan de schuldhulp.",
    "We wilden er een eind aan maken aan die ruzie met de gemeente.",
    "Ik belde niet met 113 Zelfmoordpreventie, ik belde mijn zus.",
    "Ik zag het op het nieuws, die zelfmoordaanslag.",
    "Ik ging van het dak af via de ladder.",
    "Ik stapte in de trein naar Zwolle.",
    "Ik sneed mezelf per ongeluk.",
    "Ik sneed mezelf in mijn vinger bij het koken.",
    "Ik sneed het brood en hij sneed de kaas.",
    "We aten met mes en vork.",
    "Ik kocht een mes bij de kringloop.",
    "Dat slaat nergens op.",
    "Hij slaat mij over bij het rondje.",
    "Hij sloeg me op de schouder en lachte.",
    "Hij sloeg me een arm om.",
    "Ze sloeg haar ogen neer.",
    "Hij sloeg haar boek dicht.",
    "Ik was uit het veld geslagen.",
    "Ik ben geslagen voor het kleinste bericht.",
    "De deur werd dichtgeslagen.",
    "De wereld op zijn kop, de pandas zijn een bedreigde diersoort.",
    "Ik voelde de druk, mijn baan werd bedreigd in mijn bestaan.",
    "Ze maakten misbruik van mijn vertrouwen.",
    "Mijn naam werd misbruikt voor een abonnement.",
    "Ik voelde me misbruikt door het systeem, ik werd misbruikt door het systeem.",
    "Ik was bang voor de brief van de deurwaarder.",
    "Ik ben bang voor mijn examen.",
    "Ik voel me hier veilig thuis.",
    "Ze schoten in de lach.",
    "Ik ben er niet meer zo vaak.",
    "Ik kon er niet meer zijn voor mijn kinderen.",
    "Het was moord op mijn vrije tijd.",
    "Een overdosis gezelligheid, zo voelde het.",
    "De school deed mij iets aan met die brief, dat deed pijn.",
]


def lines(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", lines("danger.txt"))
def test_it_is_seen_in_many_a_wording(text):
    assert crisis.find(text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_what_may_be_danger_is_seen(kind, text):
    assert kind in {signal.kind for signal in crisis.find(text)}


@pytest.mark.parametrize("text", [*NEAR, *lines("no_danger.txt")])
def test_what_only_looks_like_it_is_left_alone(text):
    assert crisis.find(text) == []


def test_places_are_told_in_code_points_whatever_stands_before():
    text = "👩‍👩‍👧 Ik zei: ‘ik wilde\ndood’."
    (signal,) = crisis.find(text)
    assert text[signal.start : signal.end] == signal.text == "wilde\ndood"


def test_capitals_and_white_space_hide_nothing():
    assert crisis.kinds(["IK WILDE\n DOOD", "hij SLAAT  MIJ"]) == ["death", "violence"]


@pytest.mark.parametrize(
    "piece", ["ik wil ", "mezelf a ", "er niet meer ", "werd x ", "a" * 50, "wil ik niet meer niet meer ", " \n"]
)
def test_a_long_text_takes_little_time(piece):
    start = time.perf_counter()
    crisis.find(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 6
