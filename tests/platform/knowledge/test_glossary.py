"""Words of the field are explained where they stand, and whatever is written around them stays as safe as it was."""

from time import perf_counter

import pytest
from django.core.cache import caches
from django.template import Context, Template
from django.urls import reverse
from django.utils.safestring import mark_safe

from knowledge import changes, glossary
from knowledge.glossary import KEY, Word, Words, explain
from knowledge.models import Term
from tests.makers import make_element
from ui.text import to_html

CASE = Word("casus", ("casus", "casussen"), "Een situatie uit het werk.")
GOALS = Word("gas", ("GAS",), "Samen een doel kiezen.")
EXPERT = Word("ervaringsdeskundige", ("ervaringsdeskundige",), "Weet het uit eigen leven.")
LONGER = Word("ervaring", ("ervaring", "ervaringsdeskundige inzetten"), "Wat je meemaakte.")
ALL = Words((CASE, GOALS, EXPERT, LONGER))


def linked(html: str) -> list[str]:
    """Give the words that became links."""
    return [
        piece.split("</a>")[0]
        for piece in ALL.explain(html).split('data-about="')[1:]
        for piece in [piece.split(">", 1)[1]]
    ]


# --- what is explained -------------------------------------------------------------------------------
def test_a_word_leads_to_the_glossary_and_carries_its_explanation():
    assert ALL.explain("Een casus.") == (
        'Een <a class="word" href="/kennis/woorden/#casus" data-about="Een situatie uit het werk.">casus</a>.'
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Casus en casus en casussen", ["Casus"]),  # the first only, however it is written
        ("Deze casussen", ["casussen"]),
        ("casusoverleg, casus-overleg, een-casus", []),
        ("Het gas is af", []),
        ("Wij meten met GAS.", ["GAS"]),
        ("een ervaringsdeskundige inzetten", ["ervaringsdeskundige inzetten"]),  # the longest
        ("(casus)", ["casus"]),
        ("ervaring bij een casus", ["ervaring", "casus"]),
    ],
)
def test_whole_words_are_explained_once_and_the_longest_wins(text, words):
    assert linked(text) == words


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x">een casus</a>',
        "<h2>Een casus</h2>",
        "<button>Breng een casus in</button>",
        '<blockquote><p class="quote">Mijn casus</p></blockquote>',
        "<figure><p>casus</p></figure>",
        "<label>casus <input></label>",
        "<textarea>casus</textarea>",
        '<p title="casus">x</p>',
        '<p data-x="a > casus">x</p>',
        "<p data-x='\"> casus'>x</p>",
        "<!-- casus -->",
        "<svg><title>casus</title><text>casus</text></svg>",
        "<nav><ul><li>casus</li></ul></nav>",
        "<details><summary>casus</summary></details>",
    ],
)
def test_nothing_is_explained_inside_what_leads_is_named_or_filled_in(html):
    assert ALL.explain(html) == html


def test_after_a_closed_element_explaining_goes_on():
    assert linked("<h2>casus</h2><p><b>casus</b></p>") == ["casus"]
    assert linked("<blockquote><blockquote>casus</blockquote>casus</blockquote>casus") == ["casus"]
    assert linked('<svg class="icon"><use href="#a"/></svg> casus') == ["casus"]


# --- it never breaks what made the html safe ------------------------------------------------------------
HOSTILE = [
    "<script>casus</script>",
    "casus<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>casus',
    "&lt;script&gt;casus&lt;/script&gt;",
    "casus &amp;casus; &casus;",
    "<casus onclick=alert(1)>",
    "</p></div><h1>casus",
    "https://example.org/casus?a=casus casus",
    "javascript:casus",
    "' casus \" casus < casus > casus",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_stays_the_text_it_was(typed):
    """Taking our links away gives back exactly what the sanitiser gave; nothing else was added."""
    safe = to_html(typed)
    explained = ALL.explain(safe)
    for word in (CASE, EXPERT, LONGER):
        start = f'<a class="word" href="/kennis/woorden/#{word.slug}" data-about="{word.explanation}">'
        for form in ("casus", "ervaring"):
            explained = explained.replace(f"{start}{form}</a>", form)
    assert explained == safe


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
def test_a_plain_text_is_escaped_first(typed):
    Term.objects.create(slug="casus", word="casus", explanation="Een situatie.")
    shown = Template("{{ typed|explained }}").render(Context({"typed": typed}))
    for tag in ("<script", "<img", "<svg", "<casus", "</p>", "<h1"):
        assert tag not in shown


@pytest.mark.django_db
def test_a_hostile_word_or_explanation_stays_text():
    Term.objects.create(
        slug="boos", word="boos<b>", also="werk & inkomen", explanation="\"><script>alert('x')</script>"
    )
    glossary.renew()
    shown = Template("{{ typed|explained }}").render(Context({"typed": "Dit is boos<b> en werk & inkomen ook."}))
    assert "<script" not in shown
    assert "<b>" not in shown
    assert shown.count('<a class="word"') == 1
    assert "boos&lt;b&gt;</a>" in shown


def test_a_long_or_broken_page_takes_no_time():
    many = Words(tuple(Word(f"w{n}", (f"woord{n}", f"woorden{n}"), "Uitleg.") for n in range(200)))
    for html in (
        "<p>gewone woorden in een zin</p>" * 3000,
        '<a "' * 20_000,
        "<" * 100_000,
        "<!--" * 20_000,
        "&" * 90_000,
    ):
        started = perf_counter()
        many.explain(html)
        assert perf_counter() - started < 2


# --- how the words are kept ------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_words_are_asked_for_once_and_again_when_one_changes(django_assert_num_queries):
    term = Term.objects.create(slug="casus", word="casus", explanation="Een situatie.")
    with django_assert_num_queries(1):
        assert "Een situatie." in explain("Een casus")
        explain("Nog een casus")
    term.explanation = "Een verhaal uit het werk."
    term.save()
    changes.changed(term)
    assert "Een verhaal uit het werk." in explain("Een casus")


@pytest.mark.django_db
def test_a_word_changed_elsewhere_is_heard_of_within_minutes():
    explain("Een casus")
    assert glossary.KEPT <= 300
    Term.objects.create(slug="casus", word="casus", explanation="Een situatie.")
    assert "<a" not in explain("Een casus")
    caches["process"].delete(KEY)  # what time does
    assert "<a" in explain("Een casus")


@pytest.mark.django_db
def test_without_words_everything_stays_as_it_is():
    assert explain(mark_safe("<p>Een casus</p>")) == "<p>Een casus</p>"


# --- on the pages ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_page_of_an_element_explains_a_word_once_in_each_part(client):
    Term.objects.create(slug="alliantie", word="alliantie", explanation="De band.")
    page = client.get(make_element(explanation="Een alliantie is een alliantie.").get_absolute_url()).content.decode()
    assert page.count('data-about="De band."') == 1


@pytest.mark.django_db
def test_the_glossary_gives_each_word_a_place_with_its_other_forms(client):
    Term.objects.create(slug="casus", word="casus", also="casussen", explanation="Een <b>situatie</b>.")
    page = client.get(reverse("knowledge:glossary")).content.decode()
    assert 'id="casus"' in page
    assert "casussen" in page
    assert "Een &lt;b&gt;situatie&lt;/b&gt;." in page
    assert "data-about" not in page
