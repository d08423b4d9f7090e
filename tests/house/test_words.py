"""Whoever chooses English reads English everywhere, and its sentences fill in the same names."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.words import CATALOGUE, Word, in_code, in_english, in_template, untranslated

NAMES = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
there_is_one = pytest.mark.skipif(not CATALOGUE.exists(), reason="no catalogue yet")


def test_sentences_are_found_in_code() -> None:
    code = """[_("Vertel" " het"), ngettext("%d deel", "%d delen", n), pgettext_lazy("maand", "mei"), print("niet")]"""
    assert list(in_code(code)) == [Word("Vertel het"), Word("%d deel", "%d delen"), Word("mei", "", "maand")]


def test_sentences_are_found_in_templates() -> None:
    template = """{% load i18n %}<p>Los</p>{% translate "Jouw 'eigen' woorden" as a %}{{ x|default:_("Niets") }}
        {% blocktranslate trimmed count n=list|length %}
          {{ n }} verhaal
        {% plural %}
          {{ n }} verhalen
        {% endblocktranslate %}"""
    assert list(in_template(template)) == [
        Word("Jouw 'eigen' woorden"),
        Word("Niets"),
        Word("%(n)s verhaal", "%(n)s verhalen"),
    ]


@there_is_one
def test_every_dutch_sentence_has_english_words() -> None:
    missing = untranslated()
    assert not missing, f"{len(missing)} sentences; `make words` lists them in the catalogue:\n" + "\n".join(missing)


@there_is_one
def test_english_words_fill_in_the_same_names() -> None:
    def names(text: str) -> set[str]:
        return set(NAMES.findall(text))

    wrong = []
    for word, entry in in_english().items():
        for english in [entry.msgstr, *entry.msgstr_plural.values()]:
            # A singular may leave out its number: "one story".
            if english and not names(english) <= names(word.text) | names(word.plural):
                wrong.append((word.text, english))
    assert not wrong


@there_is_one
def test_the_compiled_catalogue_is_up_to_date() -> None:
    def pairs(entries: list[polib.POEntry]) -> set[tuple[str, str, str]]:
        return {(entry.msgctxt or "", entry.msgid, str(entry.msgstr or entry.msgstr_plural)) for entry in entries}

    written = polib.pofile(str(CATALOGUE)).translated_entries()
    compiled = polib.mofile(str(Path(CATALOGUE).with_suffix(".mo")))
    assert pairs(written) == pairs(list(compiled)), "run `make words`"
