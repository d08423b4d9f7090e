"""The difference between two texts in pieces a person can judge, and finding such a piece back."""

import random
import time

import pytest

from moderation.wording import edits, marked_up, place, with_edits

BEFORE = "Truus kwam op dinsdag. Ze bracht soep mee.\n\nDaarna belde ik zelf de gemeente, en dat lukte."


def applied(before: str, after: str) -> str:
    return with_edits(before, [(piece.start, piece.end, piece.becomes) for piece in edits(before, after)])


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("Truus", "Een buurvrouw"),
        BEFORE.replace("op dinsdag", "elke week").replace("de gemeente", "het loket"),
        "Vooraf. " + BEFORE + " Achteraf.",
        BEFORE.replace("Ze bracht soep mee.", "Ze bracht brood en soep mee."),
        "Heel iets anders.",
        BEFORE.replace("\n\n", " "),
        "👩‍👩‍👧 " + BEFORE,
    ],
)
def test_all_pieces_together_make_the_other_text(after):
    assert applied(BEFORE, after) == after


def test_any_two_texts_are_bridged_by_their_pieces():
    chance = random.Random(4)
    words = ["ik", "kwam", "soep", "Truus", ".", "\n", "de", "é", "toen"]
    for _time in range(200):
        one, other = (" ".join(chance.choices(words, k=chance.randint(1, 30))) for _side in range(2))
        assert "".join(applied(one, other).split()) == "".join(other.split())


def test_differences_far_apart_are_judged_apart_and_whole_words_together():
    found = edits(BEFORE, BEFORE.replace("Truus", "Een buurvrouw").replace("gemeente", "gemeenten"))
    assert [(BEFORE[one.start : one.end], one.becomes) for one in found] == [
        ("Truus", "Een buurvrouw"),
        ("gemeente", "gemeenten"),
    ]


def test_a_piece_is_found_back_after_something_else_changed():
    start = BEFORE.index("gemeente")
    now = "Eerst dit. " + BEFORE.replace("soep", "een pan soep")
    spot = place(BEFORE, now, start, start + len("gemeente"))
    assert spot is not None
    assert now[slice(*spot)] == "gemeente"


def test_a_piece_that_was_rewritten_is_not_found():
    start = BEFORE.index("gemeente")
    assert place(BEFORE, BEFORE.replace("de gemeente", "het loket"), start, start + 8) is None


def test_what_is_left_out_leaves_no_double_space():
    assert applied("Ik en Truus en hij.", "Ik en hij.") == "Ik en hij."
    assert with_edits("Dat was Truus echt.", [(8, 13, "")]) == "Dat was echt."


def test_the_marked_up_text_is_escaped():
    html = marked_up("<b>Truus</b> kwam", [(3, 8, "<i>x</i>", 1)])
    assert "<b>" not in html
    assert "<del>Truus</del><ins>&lt;i&gt;x&lt;/i&gt;</ins>" in html


@pytest.mark.parametrize("piece", ["de ", "a b ", "ik kwam en ", "\n"])
def test_long_and_hostile_texts_take_little_time(piece):
    text = piece * (20_000 // len(piece))
    start = time.perf_counter()
    edits(text, text[::-1] + "x")
    place(text, "y" + text[:-7] + "z", 5000, 5003)
    assert time.perf_counter() - start < 6
