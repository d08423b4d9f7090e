"""Whatever is typed: a calm answer, never an error, never slow, nothing that runs."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.queries import MOST_FIRM, MOST_SYNONYMS, MOST_WORDS, parse, typed_along
from search.snippets import light, snippet
from tests.platform.search.conftest import results

Put = Callable[..., Group]
HOSTILE = [
    "' OR 1=1 --",
    "'; DROP TABLE search_indexentry; --",
    '"',
    '""',
    '"open',
    "a* OR b*",
    "NEAR(a b, 3)",
    "t : hulp",
    "{t b} : hulp",
    "hulp AND NOT hulp",
    "^hulp",
    "hulp & ! | ( ) <-> :*",
    "\\' \\ %s %(x)s {} {0}",
    "<script>alert(1)</script>",
    "-",
    "--",
    "-hulp",
    '-"hulp bij"',
    "de het een",
    '"de het"',
    "…!?;",
    "\x00hulp\x00",
    "\u202ehulp\u200b",
    "😀😀",
    "مساعدة",
    "ٱلْعَرَبِيَّة",
    "हिन्दी",
    "𝔥𝔲𝔩𝔭",
    "𞤀𞤣",
    "²³ ½",
    "ﬁets",
    "a",
    "1",
    "hulp " * 40,
    "x" * 10_000,
    "hulp " * 2_000,
    '"hulp" ' * 25,
    "-a " * 60,
    "\ud800",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_anything_typed_is_answered_calmly(put: Put, typed: str) -> None:
    put("Hulp <script>alert(1)</script>", "de hulp")
    start = time.perf_counter()
    query = parse(typed)
    if query.groups:
        results(typed)
    else:
        assert query.problem in {"long", "common", "excluded", "empty"}
    typed_along(typed)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("typed", HOSTILE)
def test_the_page_and_its_typing_answer_200(client: Client, put: Put, typed: str) -> None:
    put("Hulp <script>alert(1)</script>", "de hulp")
    text = typed.replace("\ud800", "")
    for address in ("/zoeken/", "/zoeken/aanvullen/"):
        answer = client.get(address, {"q": text, "soort": text, "thema": text, "pagina": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_five_hundred_filters_are_ignored_politely(client: Client, put: Put) -> None:
    put("Hulp", themes=["wonen"])
    names = ("soort", "thema", "wie", "regio", "jaar", "pagina", "q", "onzin")
    many = "&".join(f"{names[number % len(names)]}=x{number}" for number in range(500))
    answer = client.get(f"/zoeken/?{many}&q=hulp&thema=&regio=&pagina=1")
    assert answer.status_code == 200
    assert "1 ding gevonden." in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["hulp schuld " * 16, '"hulp bij" ' * 18, "-hulp " * 33, "schulden huurachterstand " * 8]
)
def test_the_work_for_a_query_is_bounded(put: Put, typed: str) -> None:
    put("Hulp")
    query = parse(typed)
    ways = [phrase for group in (*query.groups, *query.excluded) for phrase in group.phrases]
    assert len(query.groups) <= MOST_WORDS + MOST_FIRM
    assert len(query.excluded) <= MOST_FIRM
    assert len(ways) <= (MOST_WORDS + 2 * MOST_FIRM) * (MOST_SYNONYMS + 2)
    with CaptureQueriesContext(connection) as asked:
        results(typed)
    assert len(asked) <= 8
    assert max(len(one["sql"]) for one in asked) < 60_000


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%ff%fe", "%00", "hulp%ED%A0%80hulp", "%F0%9F%98%80"])
def test_bytes_that_are_no_text_are_answered(client: Client, raw: str) -> None:
    for address in ("/zoeken/", "/zoeken/aanvullen/"):
        assert client.get(address, QUERY_STRING=f"q={raw}&thema={raw}&wie={raw}&regio={raw}").status_code == 200


def test_long_text_gets_a_sentence(client: Client) -> None:
    assert "Dat is te lang om te zoeken" in client.get("/zoeken/", {"q": "x" * 10_000}).content.decode()


def test_common_words_get_a_sentence(client: Client) -> None:
    assert "Deze woorden staan overal" in client.get("/zoeken/", {"q": "de het een"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-hulp", "Je zegt alleen wat je niet zoekt."), ('-"hulp bij"', "Je zegt alleen wat je niet zoekt.")]
    + [(marks, "We zien geen woord om op te zoeken.") for marks in ("…!?;", '""', "***", "(){}|&")],
)
def test_what_leaves_nothing_to_look_for_gets_a_sentence(client: Client, typed: str, said: str) -> None:
    assert said in client.get("/zoeken/", {"q": typed}).content.decode()


def test_marks_are_the_only_tags() -> None:
    query = parse('schuld "onerror"')
    assert light('<img onerror=1> Schulden & "zo"', query) == (
        "&lt;img <mark>onerror</mark>=1&gt; <mark>Schulden</mark> &amp; &quot;zo&quot;"
    )
    assert "<b" not in snippet("<b>vet</b> " * 300 + "schuld" + " <b>x" * 300, query)


def test_a_snippet_stands_around_the_word() -> None:
    text = "Eerst iets heel anders. " * 20 + "Toen kwam de schuldeiser aan de deur. " + "En later weer wat. " * 20
    shown = snippet(text, parse("schuldeiser"))
    assert "Toen kwam de <mark>schuldeiser</mark> aan de <mark>deur</mark>" not in shown
    assert "Toen kwam de <mark>schuldeiser</mark> aan de deur." in shown
    assert len(shown) < 300


def test_a_post_is_refused(client: Client) -> None:
    assert client.post("/zoeken/").status_code == 405
