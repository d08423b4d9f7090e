"""Text from people comes in clean and goes out harmless."""

import html
import time

import pytest

from ui import text
from ui.text import clean_text, is_clean, to_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>klik</a>",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<b>script>alert(1)<</b>/script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;#60;script&#x3e;",
    "]]><![CDATA[<script>alert(1)</script>]]><!-- <b> --!>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/?a=1&lt=2&copy;=3&amp;b=4",
    "https://user:pass@example.org:80/%22%3E%3Cscript%3E",
    "http://[::1]/ http://exa\u202emple.org/\u200b",
    "naam\x00\x08\x1b\u202etxt.exe\u2066x\ud800",
    "{{ 7 }}{% now 'Y' %} ${7*7} #{7*7}",
    "regel een\r\nregel twee\u2028regel drie\r\rregel vier",
    "שלום עולם 👩‍👩‍👧 ❤️ café cafe\u0301",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_becomes_html_that_both_sanitisers_leave_alone(typed: str) -> None:
    written = to_html(typed)
    assert is_clean(written)
    outside_links = written.replace('<a href="', "").replace(f'" rel="{text.REL}">', "").replace("</a>", "")
    assert "<" not in outside_links.replace("<p>", "").replace("</p>", "").replace("<br>", "")


@pytest.mark.parametrize("typed", HOSTILE)
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    assert clean_text(clean_text(typed)) == clean_text(typed)


@pytest.mark.parametrize("typed", ["Ik hou van hem <3", "Toen zei <naam>: 5 < 6 & 7 > 2", "Hij zei: \"ja\" en 'nee'"])
def test_nothing_anybody_typed_is_lost(typed: str) -> None:
    assert clean_text(typed) == typed
    assert html.unescape(to_html(typed)) == f"<p>{typed}</p>"


def test_characters_that_nobody_can_see_are_taken_out() -> None:
    assert clean_text("naam\x00\x08\x1b\u202etxt.exe\u2066x\ud800") == "naamtxt.exex"
    assert clean_text(" \u200b\u200d\ufe0f\n\u2060 ") == ""


def test_other_scripts_and_emoji_stay_whole() -> None:
    assert clean_text("שלום 👩‍👩‍👧 ❤️") == "שלום 👩‍👩‍👧 ❤️"
    assert clean_text("cafe\u0301") == "café"


def test_lines_and_paragraphs_are_kept_without_wide_gaps() -> None:
    assert to_html("een\r\ntwee\n \n\n\ndrie") == "<p>een<br>twee</p><p>drie</p>"
    assert to_html("  \n ") == ""


def test_an_address_becomes_a_link_and_the_full_stop_stays_outside() -> None:
    assert to_html("Zie https://voorbeeld.nl/a?b=1&c=2.") == (
        '<p>Zie <a href="https://voorbeeld.nl/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
        "https://voorbeeld.nl/a?b=1&amp;c=2</a>.</p>"
    )


def test_where_the_sanitisers_disagree_links_are_left_out_and_only_the_length_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(text, "is_clean", lambda html: "<a" not in html)
    assert to_html("Zie https://voorbeeld.nl") == "<p>Zie https://voorbeeld.nl</p>"
    assert "disagree" in caplog.text
    assert "voorbeeld" not in caplog.text


@pytest.mark.parametrize("piece", ["<", "a ", "\n \n", "http://a.nl/.... ", "<b>", "\u202e", "&"])
def test_a_megabyte_is_cleaned_in_seconds(piece: str) -> None:
    typed = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    clean_text(typed)
    assert time.perf_counter() - start < 3
