"""What can be edited: each kind of record with its facts and its rows, taken down and put back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils.text import slugify

from knowledge.catalogue.kinds import Facts, Kind
from knowledge.models import (
    Claim,
    Dossier,
    DossierGroup,
    EvidenceAxis,
    Instrument,
    Intervention,
    Source,
    Term,
    Version,
    WorkingElement,
)

Of = Version.Of


@dataclass(frozen=True)
class Part:
    """Rows that belong to one record: under which name, by which relation, and what tells them apart.

    `by` is the fact that names a row among its sisters; "id" where only its number does.
    """

    name: str
    parent: str
    kind: Kind
    by: str = "id"

    @property
    def fields(self) -> list[Field[Any, Any]]:
        return [field for field in self.kind.fields() if not field.primary_key]

    def rows(self, record: Model) -> list[Model]:
        """Give the rows of a stored record, in their order."""
        return list(
            self.kind.rows().filter(**{self.parent: record}).order_by(*self.kind.model._meta.ordering or [self.by])
        )


@dataclass(frozen=True)
class Shape:
    """One kind of record: its word, its place in the addresses, its facts, its rows, the fact that is its title."""

    word: Version.Of
    place: str
    kind: Kind
    title: str
    parts: tuple[Part, ...] = ()

    @property
    def model(self) -> type[Model]:
        return self.kind.model

    @property
    def fields(self) -> list[Field[Any, Any]]:
        return list(self.kind.fields())

    @property
    def names(self) -> list[str]:
        """Name every fact, those of the rows included."""
        return [field.name for field in self.fields] + [part.name for part in self.parts]

    def facts_of(self, record: Model) -> Facts:
        """Take down what a stored record says, in words that JSON can hold."""
        facts = _plain(self.kind.facts_of(record))
        for part in self.parts:
            facts[part.name] = [_plain(part.kind.facts_of(row)) for row in part.rows(record)]
        return facts

    def empty(self) -> Facts:
        """Give the facts of a record of which nothing is known yet."""
        facts = {field.name: [] if isinstance(field, ManyToManyField) else _start(field) for field in self.fields}
        return facts | {part.name: [] for part in self.parts}

    def title_of(self, facts: Facts) -> str:
        return str(facts.get(self.title) or "")


def _names(model: type[Model], *leave_out: str) -> tuple[str, ...]:
    """Name every fact an editor may change; a new column of the model is one of them by itself."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return tuple(
        field.name for field in fields if field.editable and not field.primary_key and field.name not in leave_out
    )


def _claims(parent: str) -> Part:
    return Part("claims", parent, Kind("claims", Claim, "id", _names(Claim, "element", "intervention", "dossier")))


def _kind(model: type[Model], key: str = "slug") -> Kind:
    return Kind(model._meta.model_name or "", model, key, _names(model, key))


GROUPS = Part("groups", "dossier", Kind("groups", DossierGroup, "id", _names(DossierGroup, "dossier")))
AXES = Part("axes", "intervention", Kind("axes", EvidenceAxis, "id", _names(EvidenceAxis, "intervention")), by="axis")

SHAPES = {
    shape.word: shape
    for shape in (
        Shape(Of.ELEMENT, "elementen", _kind(WorkingElement), "plain_wording", (_claims("element"),)),
        Shape(Of.INTERVENTION, "interventies", _kind(Intervention), "name", (_claims("intervention"), AXES)),
        Shape(Of.DOSSIER, "themas", _kind(Dossier, "theme"), "title", (GROUPS, _claims("dossier"))),
        Shape(Of.SOURCE, "bronnen", _kind(Source), "title"),
        Shape(Of.INSTRUMENT, "meten", _kind(Instrument), "name"),
        Shape(Of.TERM, "woorden", _kind(Term), "word"),
    )
}
BY_MODEL = {shape.model: shape for shape in SHAPES.values()}


def shape_of(thing: Model | type[Model] | Version) -> Shape:
    """Give the shape of a record, of a model or of what a version is about; raises KeyError for what is not edited."""
    if isinstance(thing, Version):
        return SHAPES[Version.Of(thing.kind)]
    return BY_MODEL[thing if isinstance(thing, type) else type(thing)]


def put(shape: Shape, facts: Facts, record: Model | None) -> Model:
    """Make the record say these facts, its rows included; a fact that is not among them stays as it is.

    A row that is meant again keeps its key, for others hang their marks on it. Raises ValidationError where the
    record would not be whole.
    """
    if record is None:
        record = shape.model()
        if shape.kind.key == "slug" and not facts.get("slug"):
            facts = facts | {"slug": _free_address(shape, shape.title_of(facts))}
    _put_columns(record, shape.fields, facts)
    record.full_clean()
    record.save()
    _put_relations(record, shape.fields, facts)
    for part in shape.parts:
        if part.name in facts:
            _put_rows(part, record, facts[part.name])
    _forget_fetched(record)
    return record


def _free_address(shape: Shape, title: str) -> str:
    """Make an address word of a title that no record has, merged ones included; "" of no letters at all."""
    longest = next(field.max_length for field in shape.fields if field.name == "slug") or 50
    wish = slugify(title)[: longest - 4].strip("-")
    taken = set(shape.model._base_manager.filter(slug__startswith=wish).values_list("slug", flat=True))
    return next((one for n in range(1, 1000) if (one := wish if n == 1 else f"{wish}-{n}") not in taken), wish)


def _put_columns(record: Model, fields: Iterable[Field[Any, Any]], facts: Facts) -> None:
    for field in fields:
        if field.name not in facts or isinstance(field, ManyToManyField):
            continue
        value = facts[field.name]
        if isinstance(field, ForeignKey):
            value = next(iter(others(field, [value])), None)
        setattr(record, field.name, value if isinstance(field, ForeignKey) else field.to_python(value))


def _put_relations(record: Model, fields: Iterable[Field[Any, Any]], facts: Facts) -> None:
    for field in fields:
        if isinstance(field, ManyToManyField) and field.name in facts:
            getattr(record, field.name).set(others(field, facts[field.name]))


def _put_rows(part: Part, record: Model, wanted: list[Facts]) -> None:
    here = {getattr(row, part.by): row for row in part.rows(record)}
    meant = [(facts, here.pop(facts.get(part.by), None)) for facts in wanted]
    for row in here.values():
        row.delete()
    for facts, found in meant:
        row = found or part.kind.model(**{part.parent: record})
        if found is None and part.by == "id" and (key := facts.get("id")):
            # A row that comes back after it was taken away: its old number is free and its own.
            row.pk = None if part.kind.model._base_manager.filter(pk=key).exists() else key
        _put_columns(row, part.fields, facts)
        row.full_clean(exclude=["id"])
        row.save()
        _put_relations(row, part.fields, facts)


def others(field: ForeignKey[Any, Any] | ManyToManyField[Any, Any], slugs: Iterable[Any]) -> list[Model]:
    """Give the records a relation names; what is gone stays away, what was merged is what it was merged into."""
    model: Any = field.related_model
    found = getattr(model, "everything", model._default_manager).filter(slug__in=[slug for slug in slugs if slug])
    return list({one.pk: one for one in (getattr(one, "current", one) for one in found)}.values())


def _forget_fetched(record: Model) -> None:
    record._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def fingerprint(facts: Any) -> str:
    """Give a short sign that tells whether two sets of facts, or two facts, say the same."""
    said = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:16]


def _plain(facts: Facts) -> Facts:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _start(field: Field[Any, Any]) -> Any:
    value = field.get_default()
    return "" if value is None and not field.null else value


def rows_of(shape: Shape, facts: Facts) -> Iterator[tuple[Part, list[Facts]]]:
    """Give each part with the rows these facts have of it."""
    for part in shape.parts:
        yield part, list(facts.get(part.name) or [])
