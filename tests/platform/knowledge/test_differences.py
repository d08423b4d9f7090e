"""What changed between two versions, in pieces that people read."""

import time

import pytest

from knowledge.editing.differences import compare, words
from knowledge.editing.shapes import SHAPES
from knowledge.models import Source, Version
from tests.makers import make_theme


def read(before, after):
    signs = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(signs[piece.kind].format(piece.text) for piece in words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Eén mens.", "Eén mens.", "Eén mens."),
        ("", "Nieuw.", "+Nieuw.+"),
        ("Weg.", "", "-Weg.-"),
        ("Wie blijft, helpt.", "Wie lang blijft, helpt.", "Wie +lang +blijft, helpt."),
        ("Een kop koffie.", "Een glas thee.", "Een -kop koffie-+glas thee+."),
        ("a b c d e f g", "a X c d e Y g", "a -b-+X+ c d e -f-+Y+ g"),
        ("a b c d", "X b Y d", "-a b c-+X b Y+ d"),
    ],
)
def test_words_that_came_and_went(before, after, shown):
    assert read(before, after) == shown


def test_nothing_is_lost_between_the_pieces():
    before, after = "De een zegt dit.\n\nDe ander zwijgt.", "De ene zegt dat, en meer.\nDe ander praat!"
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_long_stretches_that_stayed_are_cut_short():
    text = "woord " * 500
    shown = words(f"{text}oud {text}", f"{text}nieuw {text}")
    assert sum(len(piece.text) for piece in shown) < 400


def test_two_long_texts_are_compared_quickly():
    began = time.perf_counter()
    words(" ".join(f"a{n}" for n in range(20_000)), " ".join(f"b{n}" for n in range(20_000)))
    assert time.perf_counter() - began < 2


@pytest.mark.django_db
def test_facts_are_shown_by_the_names_that_readers_know(django_assert_max_num_queries):
    make_theme("Schulden", slug="schulden")
    Source.objects.create(slug="bron", title="Een handboek")
    shape = SHAPES[Version.Of.ELEMENT]
    before = shape.empty() | {"themes": ["schulden"], "standing": "unknown", "verified": False}
    after = shape.empty() | {"standing": "not-working", "verified": True, "sources": ["bron", "verdwenen"]}
    after["claims"] = [{"id": 3, "kind": "effect", "text": "Het helpt.", "sources": ["bron"], "order": 1}]
    with django_assert_max_num_queries(2):
        found = {
            one.label: [[(p.kind, p.text) for p in line] for line in one.lines] for one in compare(shape, before, after)
        }
    assert found == {
        "Hoe zeker is het": [[("removed", "Onbekend"), ("added", "Werkt niet")]],
        "Thema’s": [[("removed", "Schulden")]],
        "Bronnen": [[("added", "Een handboek")], [("added", "verdwenen")]],
        "Nagezocht in een bron": [[("removed", "nee"), ("added", "ja")]],
        "Beweringen": [[("added", "Effectonderzoek\nHet helpt.\nbronnen: Een handboek")]],
    }
