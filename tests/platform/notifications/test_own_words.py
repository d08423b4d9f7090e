"""What somebody typed themselves in an answer by mail."""

import time
from email import message_from_bytes, policy

import pytest

from notifications.quoting import own_words, without_quotes
from tests.platform.notifications.mails import ANSWERS


@pytest.mark.parametrize("program", ANSWERS)
def test_only_what_was_typed_is_left_of_an_answer(program):
    raw = ANSWERS[program].format(sender="ans@example.org", to="post@doen.example")
    said = own_words(message_from_bytes(raw.encode(), policy=policy.default))
    assert " ".join(said.split()) == "Eerst koffie, dan de post. Café mag ook."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ja\n> wat zei jij\nen nee", "Ja\nen nee"),
        ("Van: hier tot daar\nis ver", "Van: hier tot daar\nis ver"),
        ("Op maandag schreef ik dit zelf, zonder meer.", "Op maandag schreef ik dit zelf, zonder meer."),
        ("-- \nAns", ""),
        ("", ""),
        ("> alleen wat jij zei", ""),
    ],
)
def test_own_lines_that_look_like_a_quote_stay(text, left):
    assert without_quotes(text) == left


def test_a_mail_made_to_keep_us_busy_is_read_quickly():
    start = time.monotonic()
    without_quotes("Op " + "a schreef " * 9_000 + "\n" + "Op x\n" * 9_000)
    assert time.monotonic() - start < 3
