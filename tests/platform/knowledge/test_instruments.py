"""Four questions lead to an instrument that fits, with why; what is not known is said and nothing is a dead end."""

import pytest
from django.urls import reverse

from knowledge.choosing import Wish, fitting
from knowledge.models import Instrument
from tests.makers import make_instrument, make_source, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    def read(address):
        answer = client.get(address, headers={"accept-language": "nl"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def choose(**asked):
    """Give the names of what fits, what may fit and what comes near."""
    known = list(Instrument.objects.prefetch_related("themes"))
    found = fitting(known, Wish.read(asked, known))
    return [[fit.instrument.name for fit in fits] for fits in (found.fits, found.maybe, found.near)]


@pytest.fixture
def three():
    loneliness = make_theme("Eenzaamheid", slug="eenzaamheid")
    make_instrument("Kort", loneliness, target_groups="ouderen", filled_by="self", minutes=5, licence="free")
    make_instrument("Lang", loneliness, target_groups="ouderen", filled_by="professional", minutes=60, licence="paid")
    make_instrument("Vaag", loneliness)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"over": "eenzaamheid"}, [["Kort", "Lang", "Vaag"], [], []]),
        ({"wie": "ouderen"}, [["Kort", "Lang"], ["Vaag"], []]),
        ({"invuller": "self"}, [["Kort"], ["Vaag"], []]),
        ({"grens": "kort"}, [["Kort"], ["Vaag"], []]),
        ({"grens": "gratis"}, [["Kort"], ["Vaag"], []]),
        ({"over": "eenzaamheid", "invuller": "professional", "grens": "kort"}, [[], ["Vaag"], ["Kort", "Lang"]]),
        ({"over": "onzin", "invuller": "onzin"}, [["Kort", "Lang", "Vaag"], [], []]),
    ],
)
def test_each_answer_keeps_what_fits_and_what_may_fit(three, asked, found):
    assert choose(**asked) == found


def test_what_fits_says_why_and_what_does_not_says_why_not(three, read):
    page = read(reverse("knowledge:instruments") + "?over=eenzaamheid&invuller=professional&grens=kort")
    assert "Gaat over: eenzaamheid" in page
    assert "Niet bekend: hoe lang het duurt" in page
    assert "Past niet: Duurt ongeveer 60 minuten" in page
    assert '<option value="professional" selected>' in page


def test_without_answers_all_instruments_are_shown(three, read):
    page = read(reverse("knowledge:instruments"))
    for name in ("Kort", "Lang", "Vaag"):
        assert name in page


def test_hostile_answers_narrow_nothing(three, read):
    page = read(reverse("knowledge:instruments") + "?over=%00&wie=<script>&invuller=%27&grens=" + "x" * 3000)
    assert "<script>&" not in page
    assert "Alle meetinstrumenten" in page


def test_an_instrument_says_what_is_known_and_what_is_not(read):
    page = read(make_instrument("Schaal").get_absolute_url())
    assert page.count("Niet bekend") == 5
    assert "Dit is nog niet nagezocht in een bron." in page
    known = make_instrument("Lijst", questions=11, minutes=1, filled_by="together", licence="permission", verified=True)
    known.sources.add(make_source("De handleiding"))
    page = read(known.get_absolute_url())
    for text in (">11<", "1 minuut", "Samen", "Vraag eerst toestemming", "De handleiding"):
        assert text in page
    assert "Niet bekend" in page  # for whom
    assert "nog niet nagezocht" not in page
