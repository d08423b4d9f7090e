"""What somebody wrote in a practice, as a plain file they can keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practices import kinds
from practices.models import Contribution, Practice

DRAWN = ("html",)  # made from the words, which stand in the file already


def as_file(practice: Practice, pieces: Iterable[Contribution]) -> str:
    """Give every piece with its date and all its words, as text that any computer opens."""
    told = [f"{practice.name}\n{_('Wat jij hier schreef')}, {date_format(timezone.localdate(), 'j F Y')}"]
    for piece in pieces:
        when = date_format(piece.made_at, "j F Y")
        head = f"{kinds.called(piece.kind)}, {when}, {_('als')} {piece.pseudonym}"
        told.append("\n".join([head, *_words(piece)]))
    return "\ufeff" + "\n\n----------\n\n".join(told) + "\n"


def _words(piece: Contribution) -> Iterator[str]:
    if piece.title:
        yield piece.title
    for relation in Contribution._meta.related_objects:
        if not (relation.one_to_one and issubclass(relation.related_model, Contribution)):
            continue
        child = relation.related_model._base_manager.filter(pk=piece.pk).first()
        if child is None:
            continue
        for field in child._meta.local_fields:
            text = getattr(child, field.attname)
            if isinstance(field, models.TextField) and field.name not in DRAWN and text:
                yield f"{str(field.verbose_name).capitalize()}:\n{text}"
