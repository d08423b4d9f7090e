"""What the screens say is plain Dutch: "je", short sentences, the same everyday word for the same thing."""

import re

from tests.house.words import spoken

LONGEST = 16  # words in a sentence; 10 to 15 reads best
# What is not said here, and what to say for it.
INSTEAD = {
    "u|uw": "je, jouw",
    "opslaan|opgeslagen": "bewaren, bewaard",
    "verwijder(en|d|t)?": "weghalen, weggehaald",
    "inzending(en)?|ingediend|indienen": "verhaal, verstuurd",
    "gemodereerd|modereren": "iemand leest mee",
    "gebruikers?|cliënt(en)?": "mensen, or who they are",
    "pagina|pagina’s": "bladzijde",
    "e-mailadres(sen)?": "mailadres",
    "ongeldig|foutief|vereist": "what is wrong, and what to do",
    "dient|indien|reeds|teneinde|middels|tevens|echter|betreffende": "a word you would say aloud",
    "klik(ken)? hier": "where the link leads",
}
# A button says what it does: "Bewaar je verhaal".
BARE = {"ok", "oké", "submit", "bevestigen", "verzenden", "versturen", "annuleren"}
SPACING = re.compile(r" [.,!?]|\S  +\S|'|\.\.\.")
PAUSE = re.compile(r"(?<=[.!?:;])\s+|\n")


def test_sentences_are_short() -> None:
    long = [
        f"{place}: {sentence!r}"
        for text, place in texts()
        for sentence in PAUSE.split(text)
        if len(sentence.split()) > LONGEST
    ]
    assert not long, "\n".join(long)


def test_words_are_plain_and_always_the_same() -> None:
    stiff = [
        f"{place}: {text!r}: say {instead}"
        for text, place in texts()
        for words, instead in INSTEAD.items()
        if re.search(rf"\b({words})\b", text, re.IGNORECASE)
    ]
    assert not stiff, "\n".join(stiff)


def test_a_button_says_what_it_does() -> None:
    bare = [f"{place}: {text!r}" for text, place in texts() if text.casefold() in BARE]
    assert not bare, "\n".join(bare)


def test_spaces_and_quotes_are_set_with_care() -> None:
    careless = [f"{place}: {text!r}" for text, place in texts() if SPACING.search(text)]
    assert not careless, "\n".join(careless)


def texts() -> list[tuple[str, str]]:
    """Give what is said without tags, with one word for each name that is filled in, and where it is said."""
    return [
        (re.sub(r"%\(\w+\)[sd]", "iets", re.sub(r"<[^>]+>", "", text)), place)
        for word, place in spoken().items()
        for text in (word.text, word.plural)
    ]
