"""Whoever chooses English reads English everywhere, and its sentences fill in the same names."""

import re
from pathlib import Path

import polib

from tests.house.words import CATALOGUE, ROOT, Word, in_code, in_english, in_template, sources, spoken, untranslated

NAMES = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
# Tags with where they lead, and whether the text starts or ends on a new line.
SHAPE = re.compile(r"</?\w[^>]*>|\A\n|\n\Z")
OUTSIDE = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"{%\s*comment.*?endcomment\s*%}|{#.*?#}",
        r"{%\s*blocktrans.*?endblocktrans\w*\s*%}",
        r"{%.*?%}|{{.*?}}",
        r"<(style|script)\b.*?</\1>",
        r"<[^>]*>",
        r"Doen wat helpt|Nederlands|English",
    )
]


def test_sentences_are_found_in_code() -> None:
    code = """[_("Vertel" " het"), ngettext("%d deel", "%d delen", n), pgettext_lazy("maand", "mei"), print("niet")]"""
    assert list(in_code(code)) == [Word("Vertel het"), Word("%d deel", "%d delen"), Word("mei", "", "maand")]


def test_sentences_are_found_under_any_name_of_gettext() -> None:
    code = """from django.utils.translation import gettext as _now, ngettext_lazy as _many
[_now("Tot ik stop"), _many("%d deel", "%d delen", n)]"""
    assert list(in_code(code)) == [Word("Tot ik stop"), Word("%d deel", "%d delen")]


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


def test_every_dutch_sentence_has_english_words() -> None:
    missing = untranslated()
    assert not missing, f"{len(missing)} sentences; `make words` lists them in the catalogue:\n" + "\n".join(missing)


def test_nothing_is_left_of_sentences_nobody_says_any_more() -> None:
    left = in_english().keys() - spoken().keys()
    assert not left, "run `make words`"


def test_english_words_fill_in_the_same_names() -> None:
    wrong = []
    for word, entry in in_english().items():
        several = entry.msgstr_plural
        pairs = [(word.plural, several.get(1, ""))] if several else [(word.text, entry.msgstr)]
        wrong += [(dutch, english) for dutch, english in pairs if english and names(dutch) != names(english)]
        # A singular may leave out its number: "one story".
        wrong += [(word.text, several[0])] if several and not names(several[0]) <= names(word.text) else []
    assert not wrong


def test_english_words_keep_the_links_and_lines_of_the_dutch() -> None:
    wrong = []
    for word, entry in in_english().items():
        english = entry.msgstr or entry.msgstr_plural.get(0, "")
        if english and sorted(SHAPE.findall(word.text)) != sorted(SHAPE.findall(english)):
            wrong.append((word.text, english))
    assert not wrong


def test_the_compiled_catalogue_is_up_to_date() -> None:
    def pairs(entries: list[polib.POEntry]) -> set[tuple[str, str, str]]:
        return {(entry.msgctxt or "", entry.msgid, str(entry.msgstr or entry.msgstr_plural)) for entry in entries}

    written = polib.pofile(str(CATALOGUE)).translated_entries()
    compiled = polib.mofile(str(Path(CATALOGUE).with_suffix(".mo")))
    assert pairs(written) == pairs(list(compiled)), "run `make words`"


def test_every_word_on_a_page_goes_through_translation() -> None:
    bare = {
        f"{path.relative_to(ROOT)}: {' '.join(said)}"
        for path in sources()
        if path.suffix in {".html", ".txt"} and (said := re.findall(r"[^\W\d_]{2,}", bare_text(path.read_text())))
    }
    assert not bare, "\n".join(sorted(bare))


def bare_text(template: str) -> str:
    """Give what a template says outside its tags, without names that are the same in every language."""
    for own in OUTSIDE:
        template = own.sub(" ", template)
    return template


def names(text: str) -> set[str]:
    return set(NAMES.findall(text))
