"""Who wants to hear that knowledge changed: the search index, from the floor above.

Editors and the catalogue loader tell, in the transaction of the change; listeners subscribe in their `AppConfig.ready`.
"""

from collections.abc import Callable

from django.db.models import Model

Listener = Callable[[Model, bool], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> None:
    """Let `listener(record, gone)` hear of every saved (gone is False) and removed (True) record."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(record: Model) -> None:
    """Tell that `record` was saved, its relations included."""
    for listener in _listeners:
        listener(record, False)


def gone(record: Model) -> None:
    """Tell that `record` is removed; it still carries the `pk` it had."""
    for listener in _listeners:
        listener(record, True)
