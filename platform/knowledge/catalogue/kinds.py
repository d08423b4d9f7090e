"""The kinds of record in the catalogue: one file each, in the order in which they lean on one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Field, ForeignKey, ManyToManyField, Model, QuerySet, TextField

from knowledge.models import (
    AssessmentQuestion,
    Claim,
    Dossier,
    Instrument,
    Intervention,
    Source,
    Term,
    Theme,
    WorkingElement,
)
from places.models import LabourRegion, Municipality, Province

Facts = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind: its word (also the name of its file), its model, the fact that names a record, the others."""

    name: str
    model: type[Model]
    key: str
    others: tuple[str, ...]
    lists: frozenset[str] = frozenset()  # kept as one text here, a line each, and as a list in the file
    optional: frozenset[str] = frozenset()  # may be left out of a record: then it is not known
    may_be_missing: bool = False  # a catalogue of before this kind has no such file

    @property
    def file(self) -> str:
        return f"{self.name}.json"

    def fields(self) -> Iterator["Field[Any, Any]"]:
        for name in (self.key, *self.others):
            field = self.model._meta.get_field(name)
            assert isinstance(field, Field)  # noqa: S101
            yield field

    def rows(self) -> "QuerySet[Model]":
        """Give what is stored, with all it leans on, in a fixed number of queries."""
        single = [path for field in self.fields() if isinstance(field, ForeignKey) for path in _way_to_key(field)]
        many = [field.name for field in self.fields() if isinstance(field, ManyToManyField)]
        named = self.model._base_manager.exclude(**{self.key: None})  # what was made here has no name in a file
        return named.select_related(*single).prefetch_related(*many)

    def complete(self, facts: Facts) -> Facts:
        """Give the facts with what was left out as "not known"."""
        return facts | {field.name: self._unknown(field) for field in self.fields() if field.name not in facts}

    def _unknown(self, field: "Field[Any, Any]") -> Any:
        if isinstance(field, ManyToManyField) or field.name in self.lists:
            return []
        if isinstance(field, ForeignKey):
            return ""
        return field.get_default()

    def facts_of(self, record: Model) -> Facts:
        """Give the facts of a stored record in the form the file has them."""
        return {field.name: self._fact(record, field) for field in self.fields()}

    def _fact(self, record: Model, field: "Field[Any, Any]") -> Any:
        value = getattr(record, field.name)
        if isinstance(field, ManyToManyField):
            return sorted(key_of(other) for other in value.all())
        if isinstance(field, ForeignKey):
            return key_of(value) if value else ""
        if isinstance(field, DateField):
            return value.isoformat() if isinstance(value, date) else None
        if isinstance(field, TextField):
            value = value.replace("\r\n", "\n")  # what a browser makes of a line's end is no change
        return value.splitlines() if field.name in self.lists else value


# What records may say beyond what every catalogue says.
PASSPORT = ("research_wording", "not_this", "for_whom", "keep", "adapt", "standing")
APPROACH = ("goal", "method", "carried_out_by", "making_it_work", "recognition_until", "recognition_address")
LONGER = ("long_text", "not_working", "open_questions", "reviewed_on")

KINDS = (
    Kind("provinces", Province, "code", ("name", "slug")),
    Kind("labour_regions", LabourRegion, "code", ("name", "slug")),
    Kind("municipalities", Municipality, "code", ("name", "official_name", "slug", "province", "labour_region")),
    Kind("themes", Theme, "slug", ("name",)),
    Kind("terms", Term, "slug", ("word", "also", "explanation"), lists=frozenset({"also"}), may_be_missing=True),
    Kind(
        "sources",
        Source,
        "slug",
        ("title", "address", "kind", "summary", "year"),
        optional=frozenset({"summary", "year"}),
    ),
    Kind(
        "elements",
        WorkingElement,
        "slug",
        (
            "name",
            "kind",
            "plain_wording",
            "professional_wording",
            "explanation",
            "evidence_note",
            "evidence_strength",
            "themes",
            "sources",
            "verified",
            *PASSPORT,
        ),
        optional=frozenset(PASSPORT),
    ),
    Kind(
        "interventions",
        Intervention,
        "slug",
        (
            "name",
            "summary",
            "themes",
            "target_groups",
            "recognition_level",
            "recognition_date",
            "recognition_body",
            "recognition_note",
            "owner",
            "databank",
            "elements",
            "sources",
            "verified",
            "verified_scope",
            *APPROACH,
        ),
        lists=frozenset({"target_groups"}),
        optional=frozenset(APPROACH),
    ),
    Kind(
        "dossiers",
        Dossier,
        "theme",
        ("title", "summary", "elements", "interventions", "sources", "verified", *LONGER),
        lists=frozenset({"open_questions"}),
        optional=frozenset(LONGER),
    ),
    Kind(
        "questions",
        AssessmentQuestion,
        "key",
        ("dossier", "element", "text", "scope", "order", "groups"),
        lists=frozenset({"groups"}),
        optional=frozenset({"groups"}),
    ),
    Kind(
        "claims",
        Claim,
        "key",
        ("element", "intervention", "dossier", "kind", "text", "sources", "order"),
        optional=frozenset({"element", "intervention", "dossier", "order"}),
        may_be_missing=True,
    ),
    Kind(
        "instruments",
        Instrument,
        "slug",
        (
            "name",
            "goal",
            "target_groups",
            "themes",
            "filled_by",
            "questions",
            "minutes",
            "licence",
            "note",
            "address",
            "sources",
            "verified",
        ),
        lists=frozenset({"target_groups"}),
        optional=frozenset({"filled_by", "questions", "minutes", "licence", "note", "address"}),
        may_be_missing=True,
    ),
)
BY_MODEL = {kind.model: kind for kind in KINDS}


def key_of(record: Model) -> str:
    """Give the word by which the catalogue names a stored record."""
    value = getattr(record, BY_MODEL[type(record)].key)
    return key_of(value) if isinstance(value, Model) else str(value)


def kind_behind(field: "Field[Any, Any]") -> Kind:
    """Give the kind of record that a relation points at."""
    model = field.related_model
    assert isinstance(model, type)  # noqa: S101
    return BY_MODEL[model]


def _way_to_key(field: "ForeignKey[Any, Any]") -> list[str]:
    """Name what must be fetched along to know the key behind a relation: a dossier is named by its theme."""
    behind = kind_behind(field)
    onward = behind.model._meta.get_field(behind.key)
    return [field.name, f"{field.name}__{onward.name}"] if isinstance(onward, ForeignKey) else [field.name]
