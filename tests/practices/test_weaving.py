"""Where two people change one text, a paragraph that only one of them changed is theirs; the same one stays mine."""

import pytest

from practices.weaving import woven


@pytest.mark.parametrize(
    ("began", "mine", "theirs", "both"),
    [
        ("a b c", "a b c", "a B c", "a B c"),
        ("a b c", "a B c", "a b c", "a B c"),
        ("a b c", "A b c", "a b C", "A b C"),
        ("a b", "A b", "a B", "A B"),
        ("a b c", "a B1 c", "a B2 c", "a B1 c"),
        ("a b c", "a b c d", "x a b c", "x a b c d"),
        ("a b c", "a c", "a b C", "a c"),
        ("a b c", "a b c", "c", "c"),
        ("a", "A", "a b", "A"),
        ("a b c d", "a c d", "a b c D", "a c D"),
        ("", "a", "b", "a"),
        ("a", "a", "", ""),
    ],
)
def test_what_only_one_changed_is_taken_over(began, mine, theirs, both):
    texts = ("\n\n".join(text.split(" ")) for text in (began, mine, theirs))
    assert woven(*texts).split("\n\n") == both.split(" ")
