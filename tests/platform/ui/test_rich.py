"""A little form for words of people: harmless, readable as it was typed, and nothing else than what was meant."""

import pytest

from tests.platform.ui.test_text import HOSTILE
from ui import rich
from ui.rich import RICH, spoken, to_rich_html
from ui.text import REL, is_clean


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Gewoon.", "<p>Gewoon.</p>"),
        ("Dit is **echt** zo.", "<p>Dit is <strong>echt</strong> zo.</p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("Eerst:\n* een\n\n1. a\n2) b", "<p>Eerst:</p><ul><li>een</li></ul><ol><li>a</li><li>b</li></ol>"),
        ("> Zij zei\n> - dit\nJa.", "<blockquote><p>Zij zei</p><ul><li>dit</li></ul></blockquote><p>Ja.</p>"),
        (
            "[lees](https://voorbeeld.nl/x)",
            f'<p><a href="https://voorbeeld.nl/x" rel="{REL}">lees</a> (voorbeeld.nl)</p>',
        ),
        ("een\ntwee\n\ndrie", "<p>een<br>twee</p><p>drie</p>"),
    ],
)
def test_signs_become_form(typed: str, drawn: str) -> None:
    assert to_rich_html(typed) == drawn


@pytest.mark.parametrize(
    "typed", ["2 ** 3 ** 4", "** los **", "-3 graden", "1.5 uur", "[x](javascript:alert(1))", "a*b*c", "[x](http://[)"]
)
def test_signs_that_mean_something_else_stay_as_they_are(typed: str) -> None:
    assert to_rich_html(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize("around", ["{}", "**{}**", "- {}", "> {}", "[{}](https://x.nl/)", "[x](https://x.nl/{})"])
@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_in_any_form_stay_words(typed: str, around: str) -> None:
    drawn = to_rich_html(around.format(typed))
    assert is_clean(drawn, RICH)
    assert "<script" not in drawn
    assert "<img" not in drawn


def test_where_the_sanitisers_disagree_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rich, "is_clean", lambda html, tags: False)
    assert to_rich_html("- **een**") == "<p>- **een**</p>"


def test_only_the_words_are_left_to_search_and_quote() -> None:
    typed = "> Zij zei **nee**.\n- [lees](https://x.nl/a)\n2. drie"
    assert spoken(typed) == "Zij zei nee.\nlees\ndrie"


@pytest.mark.parametrize("piece", ["**", "> ", "- ", "[a](https://", "**a", "\n"])
def test_a_long_row_of_signs_is_drawn_in_a_moment(piece: str) -> None:
    assert is_clean(to_rich_html(piece * 20_000), RICH)
