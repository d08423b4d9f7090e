"""The index: what an app brings (`Document`), and the two calls its actions make (`index`, `remove`)."""

from typing import TYPE_CHECKING

from search.plugs import Document, Entry, reader_keys, without_people

if TYPE_CHECKING:
    from django.db import models

__all__ = ["Document", "Entry", "index", "reader_keys", "remove", "without_people"]


# The index has models, and models may only be imported once every app is loaded: hence the inner imports.
def index(thing: "models.Model") -> None:
    """Write what the database now says of a thing into the index; call it inside the transaction of the change."""
    from search import indexing

    indexing.index(thing)


def remove(thing: "models.Model") -> None:
    """Take a thing out of the index; call it inside the transaction of the change, before a delete."""
    from search import indexing

    indexing.remove(thing)
