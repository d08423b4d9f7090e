"""Store a catalogue that was read: add, change, and leave alone what an editor changed by hand."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import DateField, ForeignKey, ManyToManyField, Model
from django.utils.translation import gettext as _

from knowledge import changes
from knowledge.catalogue.kinds import KINDS, Facts, Kind, key_of, kind_behind
from knowledge.catalogue.reading import BrokenCatalogue, Catalogue
from knowledge.models import CatalogueEntry, StandingChange, WorkingElement


@dataclass
class Outcome:
    """What happened to the records of one kind; the lists hold their keys."""

    kind: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)  # left alone: an editor changed or removed it
    unlisted: list[str] = field(default_factory=list)  # left alone: loaded once, not in the file any more


@transaction.atomic
def load(catalogue: Catalogue, overwrite_edited: bool = False) -> list[Outcome]:
    """Bring the database up to `catalogue`, all of it or nothing.

    A record whose facts differ from what was last loaded was changed by hand, and stays as it is unless
    `overwrite_edited`. Raises BrokenCatalogue when something stored by hand stands in the way.
    """
    stored: dict[str, dict[str, Model]] = {}
    outcomes, touched, merged = [], [], merged_elements()
    for kind in KINDS:
        loading = _Loading(kind, stored, overwrite_edited, merged)
        outcomes.append(loading.run(catalogue[kind.name]))
        touched += loading.touched
    for record in touched:
        changes.changed(record)
    return outcomes


def merged_elements() -> dict[str, str]:
    """Give the address of each element that was joined with another, and the address of that one."""
    merged = WorkingElement.everything.filter(merged_into__isnull=False)
    return dict(merged.values_list("slug", "merged_into__slug"))


class _Loading:
    """One kind on its way into the database."""

    def __init__(
        self, kind: Kind, stored: dict[str, dict[str, Model]], overwrite: bool, merged: dict[str, str]
    ) -> None:
        self.kind, self.stored, self.overwrite = kind, stored, overwrite
        self.touched: list[Model] = []
        self.many = [part.name for part in kind.fields() if isinstance(part, ManyToManyField)]
        self.merged = merged

    def run(self, wanted: dict[str, Facts]) -> Outcome:
        outcome = Outcome(self.kind.name)
        here = self.stored[self.kind.name] = {key_of(record): record for record in self.kind.rows()}
        entries = CatalogueEntry.objects.filter(kind=self.kind.name).values_list("key", "facts")
        stored = dict(entries)
        last = {key: self.kind.complete(facts) for key, facts in stored.items()}
        new: dict[str, Facts] = {}
        loaded: dict[str, Facts] = {}
        for key, listed in wanted.items():
            if self.kind.model is WorkingElement and key in self.merged:  # an editor joined it with another
                outcome.edited.append(key)
                continue
            facts = self._joined(listed)
            before = self._joined(last[key]) if key in last else None
            now = self.kind.facts_of(here[key]) if key in here else None
            by_hand = now != before and now != facts
            if now == facts:
                outcome.same.append(key)
            elif by_hand and not self.overwrite:
                outcome.edited.append(key)
                continue
            elif now is None:
                outcome.added.append(key)
                new[key] = facts
            else:
                outcome.changed.append(key)
                self._change(here[key], facts)
            if stored.get(key) != facts:
                loaded[key] = facts
        self._add(new)
        self._remember(loaded)
        outcome.unlisted = sorted((last.keys() & here.keys()) - wanted.keys())
        return outcome

    def _joined(self, facts: Facts) -> Facts:
        """Give the facts with, for each element that was joined with another, the one that stays."""
        found = dict(facts)
        for part in self.kind.fields() if self.merged else ():
            if not isinstance(part, ForeignKey | ManyToManyField) or part.related_model is not WorkingElement:
                continue
            if isinstance(part, ManyToManyField):
                found[part.name] = sorted({self.merged.get(slug, slug) for slug in found[part.name]})
            else:
                found[part.name] = self.merged.get(found[part.name], found[part.name])
        return found

    def _change(self, record: Model, facts: Facts) -> None:
        before = record.standing if isinstance(record, WorkingElement) else ""
        for name, value in self._columns(facts).items():
            setattr(record, name, value)
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError as error:
            raise self._in_the_way(str(key_of(record)), error) from error
        for name in self.many:
            getattr(record, name).set(self._others(name, facts))
        if isinstance(record, WorkingElement) and record.standing != before:
            reason = _("Zo staat het in de catalogus.")
            StandingChange.objects.create(element=record, before=before, after=record.standing, reason=reason)
        self.touched.append(record)

    def _add(self, new: dict[str, Facts]) -> None:
        records = {key: self.kind.model(**self._columns(facts)) for key, facts in new.items()}
        try:
            with transaction.atomic():
                self.kind.model._default_manager.bulk_create(records.values())
        except IntegrityError as error:
            raise self._in_the_way(", ".join(list(new)[:5]), error) from error
        for name in self.many:
            relation = self.kind.model._meta.get_field(name)
            assert isinstance(relation, ManyToManyField)  # noqa: S101
            through: Any = relation.remote_field.through
            mine, theirs = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
            through._default_manager.bulk_create(
                through(**{mine: records[key].pk, theirs: other.pk})
                for key, facts in new.items()
                for other in self._others(name, facts)
            )
        self.stored[self.kind.name] |= records
        self.touched += records.values()

    def _columns(self, facts: Facts) -> Facts:
        """Give the facts in the form the model has them, without those that live in a table between two."""
        columns: Facts = {}
        for part in self.kind.fields():
            value = facts[part.name]
            if isinstance(part, ForeignKey) and value == "":
                columns[part.name] = None
            elif isinstance(part, ForeignKey):
                behind = kind_behind(part)
                if value not in self.stored[behind.name]:
                    raise BrokenCatalogue(
                        [f"{self.kind.file}, {facts[self.kind.key]}: {part.name}: {value} was removed by hand."]
                    )
                columns[part.name] = self.stored[behind.name][value]
            elif isinstance(part, DateField):
                columns[part.name] = date.fromisoformat(value) if value else None
            elif part.name not in self.many:
                columns[part.name] = "\n".join(value) if part.name in self.kind.lists else value
        return columns

    def _others(self, name: str, facts: Facts) -> list[Model]:
        """Give the stored records a relation names; what an editor removed stays away."""
        part = self.kind.model._meta.get_field(name)
        assert isinstance(part, ManyToManyField)  # noqa: S101
        here = self.stored[kind_behind(part).name]
        return [here[key] for key in facts[name] if key in here]

    def _remember(self, loaded: dict[str, Facts]) -> None:
        CatalogueEntry.objects.bulk_create(
            [CatalogueEntry(kind=self.kind.name, key=key, facts=facts) for key, facts in loaded.items()],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["facts"],
        )

    def _in_the_way(self, entry: str, error: IntegrityError) -> BrokenCatalogue:
        return BrokenCatalogue([f"{self.kind.file}, {entry}: something stored by hand stands in the way ({error})."])
