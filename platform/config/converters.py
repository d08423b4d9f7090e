"""What may stand in an address."""

from django.urls.converters import IntConverter


class Key(IntConverter):
    """A number that the database can hold; a longer one leads nowhere, like any unknown number."""

    regex = "[0-9]{1,18}"
