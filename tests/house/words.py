"""Every Dutch sentence in code and templates, and the English catalogue beside it; needs no gettext programs.

`make words` adds what is missing to the catalogue (empty, for a person to fill), drops what nobody says any more,
and compiles it.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).parent.parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
FLOORS = ("platform", "practices", "stories", "forums")
# How many words each function takes: its context, its message, its plural.
FUNCTIONS = {"gettext": (0, 1), "ngettext": (0, 2), "pgettext": (1, 1), "npgettext": (1, 2)}
STRING = r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*u?({STRING}(?:\s*,\s*u?{STRING})*)", re.DOTALL)


class Word(NamedTuple):
    """One sentence as the catalogue knows it."""

    text: str
    plural: str = ""
    context: str | None = None


def spoken() -> dict[Word, str]:
    """Give every sentence with the file where it is first said."""
    found: dict[Word, str] = {}
    for path in sources():
        words = in_template(path.read_text()) if path.suffix in {".html", ".txt"} else in_code(path.read_text())
        for word in words:
            found.setdefault(word, str(path.relative_to(ROOT)))
    return found


def sources() -> Iterator[Path]:
    for floor in FLOORS:
        yield from sorted(path for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted((ROOT / "templates").rglob("*.html"))
    yield from sorted((ROOT / "templates").rglob("*.txt"))


def in_code(text: str) -> Iterator[Word]:
    """Find what is given to gettext and its family, as `_` or under the names they are imported by."""
    tree = ast.parse(text)
    known = {"_": "gettext"} | {
        alias.asname or alias.name: re.sub(r"_(lazy|noop)$", "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = known.get(called, re.sub(r"_(lazy|noop)$", "", called))
        if name in FUNCTIONS:
            said = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            yield from words(name, said)


def in_template(text: str) -> Iterator[Word]:
    """Find what the translation tags of a template say, with Django's own reading of them."""
    from django.utils.translation.template import templatize

    for name, strings in CALL.findall(templatize(text)):
        said = [ast.literal_eval(string) for string in re.findall(STRING, strings)]
        yield from words("gettext" if name == "_" else name, said)


def words(name: str, said: list[str]) -> Iterator[Word]:
    contexts, messages = FUNCTIONS[name]
    if len(said) >= contexts + messages:
        context, texts = (said[0] if contexts else None), said[contexts : contexts + messages]
        yield Word(texts[0], texts[1] if messages == 2 else "", context)


def in_english() -> dict[Word, polib.POEntry]:
    """Give what the catalogue holds, finished or not."""
    entries = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else []
    return {Word(entry.msgid, entry.msgid_plural, entry.msgctxt): entry for entry in entries if not entry.obsolete}


def untranslated() -> list[str]:
    """Give each sentence that has no finished English words, with where it is said."""
    known = in_english()
    return [
        f"{place}: {word.text!r}"
        for word, place in spoken().items()
        if word not in known or not known[word].translated() or known[word].fuzzy
    ]


def update() -> None:
    """Bring the catalogue in step with what is said, and compile it."""
    said, known = spoken(), in_english()
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": "en",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for word, place in sorted(said.items(), key=lambda item: (item[1], item[0].text)):
        entry = known.get(word) or polib.POEntry(msgid=word.text, msgid_plural=word.plural, msgctxt=word.context)
        if word.plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if "%(" in word.text and "python-format" not in entry.flags:
            entry.flags.append("python-format")
        entry.occurrences = [(place, "")]
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = sum(not entry.translated() for entry in catalogue)
    sys.stdout.write(f"{len(catalogue)} sentences, {missing} without English words.\n")


if __name__ == "__main__":
    update()
