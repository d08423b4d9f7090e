"""Read a catalogue from its files and check all of it before a single record is written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import category

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateField, Field, ForeignKey, IntegerField, ManyToManyField
from django.utils import translation

from knowledge.catalogue.kinds import KINDS, Facts, Kind, kind_behind

Catalogue = dict[str, dict[str, Facts]]  # kind -> key -> facts


class BrokenCatalogue(Exception):
    """A catalogue that must not be loaded; `problems` holds lines of "file, entry: reason"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(folder: Path) -> Catalogue:
    """Give the whole catalogue in `folder`; raises BrokenCatalogue naming each problem that was found."""
    problems: list[str] = []
    catalogue: Catalogue = {}
    with translation.override("en"):
        for kind in KINDS:
            try:
                path = folder / kind.file
                entries = [] if kind.may_be_missing and not path.exists() else _entries(path)
                catalogue[kind.name] = _records(kind, entries, problems)
            except ValueError as error:
                problems.append(f"{kind.file}{error}")
    if not problems:  # a reference into a broken file would only repeat what was said
        problems += [problem for kind in KINDS for problem in _loose_ends(kind, catalogue)]
    if problems:
        raise BrokenCatalogue(problems)
    return catalogue


def _entries(path: Path) -> list[Any]:
    """Read one file; raises ValueError with what is wrong, ready to stand behind its name."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except FileNotFoundError:
        raise ValueError(": the file is missing.") from None
    except OSError as error:
        raise ValueError(f": cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise ValueError(f": not UTF-8 at byte {error.start}.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f", line {error.lineno}, column {error.colno}: not JSON ({error.msg}).") from None
    except RecursionError:
        raise ValueError(": lists within lists without end.") from None
    except _Twice as error:
        raise ValueError(f": {error}") from None
    except ValueError as error:  # a number of thousands of digits
        raise ValueError(f": not JSON ({error}).") from None
    if not isinstance(entries, list):
        raise ValueError(": must hold a list of records.")
    return entries


class _Twice(Exception):
    """One record gives one fact two times."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Twice(f"one record gives {twice!r} twice ({_shown(pairs[0][1])}).")
    return facts


def _records(kind: Kind, entries: list[Any], problems: list[str]) -> dict[str, Facts]:
    """Check every entry of one file by itself; add to `problems` what is wrong."""
    records: dict[str, Facts] = {}
    taken: dict[tuple[str, str], str] = {}
    for number, entry in enumerate(entries, 1):
        key = entry.get(kind.key) if isinstance(entry, dict) else None
        name = key if isinstance(key, str) and key else f"entry {number}"
        found = [*_faults(kind, entry)] if isinstance(entry, dict) else ["must be a record, with names and values"]
        for field in () if found else kind.fields():
            if field.unique and field.name in entry:
                first = taken.setdefault((field.name, entry[field.name]), f"entry {number}")
                if first != f"entry {number}":
                    found.append(f"{field.name}: {entry[field.name]!r} is already the {field.name} of {first}")
        problems += [f"{kind.file}, {name}: {fault}." for fault in found]
        if not found:
            records[entry[kind.key]] = _in_one_order(kind, entry)
    return records


def _faults(kind: Kind, entry: dict[str, Any]) -> Iterator[str]:
    names = {field.name for field in kind.fields()}
    yield from (f"{name}: is missing" for name in sorted(names - kind.optional - entry.keys()))
    yield from (f"{name!r}: is not a fact of {kind.name}" for name in sorted(entry.keys() - names))
    for field in kind.fields():
        if field.name in entry and (fault := _fault(kind, field, entry[field.name])):
            yield f"{field.name}: {fault}"


def _fault(kind: Kind, field: "Field[Any, Any]", value: Any) -> str:
    """Say what is wrong with one value; "" when nothing is."""
    if isinstance(field, ManyToManyField) or field.name in kind.lists:
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            return f"must be a list of texts, not {_shown(value)}"
        if len(set(value)) < len(value):
            return f"holds one thing twice, in {_shown(value)}"
        if fault := next(filter(None, map(_bad_text, value)), ""):
            return fault
        value = "\n".join(value)
    elif isinstance(field, BooleanField):
        if not isinstance(value, bool):
            return f"must be true or false, not {_shown(value)}"
    elif value is None and field.null and isinstance(field, IntegerField | DateField):
        return ""
    elif isinstance(field, IntegerField):
        if isinstance(value, bool) or not isinstance(value, int):
            return f"must be a whole number, not {_shown(value)}"
    elif not isinstance(value, str):
        return f"must be a text, not {_shown(value)}"
    elif fault := _bad_text(value):
        return fault
    if isinstance(field, ForeignKey | ManyToManyField):
        may_be_empty = isinstance(field, ManyToManyField) or field.null
        return "" if value or may_be_empty else "must name something"
    try:
        field.clean(value, None)
    except ValidationError as error:
        return f"{' '.join(error.messages).rstrip('.')} ({_shown(value)})"
    return ""


def _bad_text(text: str) -> str:
    if text != text.strip():
        return f"begins or ends with a space, in {_shown(text)}"
    if odd := next((sign for sign in text if category(sign) in {"Cc", "Cs"} and sign != "\n"), ""):
        return f"holds the control character U+{ord(odd):04X}"
    return ""


def _shown(value: Any) -> str:
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _in_one_order(kind: Kind, entry: dict[str, Any]) -> Facts:
    """Sort what has no order of its own, so that only a change of facts counts as one."""
    many = {field.name for field in kind.fields() if isinstance(field, ManyToManyField)}
    whole = kind.complete(entry)
    return {
        field.name: sorted(whole[field.name]) if field.name in many else whole[field.name] for field in kind.fields()
    }


def _loose_ends(kind: Kind, catalogue: Catalogue) -> Iterator[str]:
    for field in kind.fields():
        if not isinstance(field, ForeignKey | ManyToManyField):
            continue
        behind = kind_behind(field)
        for key, facts in catalogue[kind.name].items():
            named = facts[field.name] if isinstance(field, ManyToManyField) else [facts[field.name]]
            for other in filter(None, named):
                if other not in catalogue[behind.name]:
                    yield f"{kind.file}, {key}: {field.name}: {_shown(other)} is not in {behind.file}."
