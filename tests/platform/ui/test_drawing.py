"""Icons, voices and cloth are drawn the same each time, and escape what they are given."""

import re
from pathlib import Path
from xml.dom.minidom import parseString

import pytest
from django.conf import settings
from django.template import Context, Template

from ui import charts, weave
from ui.templatetags import ui

CARDS = [("helped", "vaste-hulpverlener"), ("hindered", "heldere-taal"), ("missing", "nazorg")]
HOSTILE = '"><script>alert(1)</script>'


def well_formed(drawn: str) -> None:
    parseString(drawn)  # noqa: S318 (our own picture)


def draw(source: str, **facts: object) -> str:
    return Template(source).render(Context(facts))


def test_the_same_cards_weave_the_same_cloth() -> None:
    assert weave.cloth(CARDS, "1") == weave.cloth(list(CARDS), "1")


def test_another_story_or_other_cards_weave_another_cloth() -> None:
    assert weave.cloth(CARDS, "1") != weave.cloth(CARDS, "2")
    assert weave.cloth(CARDS, "1") != weave.cloth(CARDS[:2], "1")
    assert weave.cloth([], "1") != weave.cloth([], "2")


@pytest.mark.parametrize("cards", [CARDS, [], [("helped", HOSTILE)], [(HOSTILE, "x")]])
@pytest.mark.parametrize("size", ["card", "cover"])
def test_cloth_is_a_small_well_formed_picture(cards: list[tuple[str, str]], size: str) -> None:
    drawn = weave.cloth(cards, HOSTILE, size)
    well_formed(drawn)
    assert "script" not in drawn
    assert "style=" not in drawn
    assert len(drawn) < 6000


def test_a_towel_is_as_wide_as_what_helped() -> None:
    assert weave.towel([10, 5, 5]) != weave.towel()
    well_formed(weave.towel([3, 0, 0]))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon text %}",
        "{% mark text %}",
        "{% voice text %}",
        "{% voice 'lived' label=text %}",
        "{% kind text %}",
        "{% who text text %}",
        "{% dumbbell 70 30 text %}",
        "{% bar 12 text text %}",
    ],
)
def test_tags_escape_what_they_are_given(source: str) -> None:
    drawn = draw(source, text=HOSTILE)
    assert "<script" not in drawn
    well_formed(drawn)


def test_a_dumbbell_says_in_words_what_it_shows() -> None:
    drawn = charts.dumbbell(71, 31, "Iemand die bleef", "/icons.svg")
    assert "Iemand die bleef: 71 van de 100 mensen met ervaring en 31 van de 100 professionals" in drawn


def test_shares_of_one_whole_are_said_in_words() -> None:
    assert 'aria-label="Ervaring 60 procent, Beleid 40 procent"' in draw(
        "{% balance parts %}", parts=[("lived", 60), ("policy", 40)]
    )


def test_a_word_stands_beside_every_shape() -> None:
    for name, label in [*ui.VOICES.items()]:
        assert str(label) in ui.voice(name)
    assert "Ging mis" in ui.kind("hindered")


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (Path(settings.ROOT) / "static/icons.svg").read_text()))
    for page in (Path(settings.ROOT) / "templates").rglob("*.html"):
        source = page.read_text()
        named = {f"i-{name}" for name in re.findall(r'{% icon "([\w-]+)"', source)}
        named |= set(re.findall(r'{% mark "([\w-]+)"', source))
        assert named <= drawn, page
