"""Lists of words, written as running text."""


def words(text: str) -> frozenset[str]:
    """Give the words between the spaces."""
    return frozenset(text.split())
