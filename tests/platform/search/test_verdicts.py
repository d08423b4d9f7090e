"""Was this what you looked for: one tap, no person kept."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from search import actions
from search.models import Verdict
from tests.makers import make_user

Put = Callable[..., Group]
TOKEN = "a-page-with-results-of-a-search"


def test_one_tap_is_kept_and_thanked_for(client: Client, put: Put) -> None:
    put("Hulp")
    page = client.get("/zoeken/?q=hulp").content.decode()
    assert "Was dit wat je zocht?" in page
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    typed = {"q": "hulp", "past": "ja", "once": once[1]}
    answer = client.post("/zoeken/oordeel/", typed, follow=True)
    assert "Dank je wel" in answer.content.decode()
    client.post("/zoeken/oordeel/", typed)  # pressed twice
    kept = Verdict.objects.get()
    assert (kept.question, kept.fits, kept.day) == ("hulp", True, timezone.localdate())


def test_who_says_no_can_add_words_once(client: Client) -> None:
    answer = client.post("/zoeken/oordeel/", {"q": "hulp", "past": "nee", "once": TOKEN})
    client.post(answer["Location"], {"words": "Iemand die meegaat naar de balie."})
    client.post(answer["Location"], {"words": "Iets anders."})
    assert Verdict.objects.get().words == "Iemand die meegaat naar de balie."
    assert "We hebben je woorden" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("schulden van Jan Jansen", "schulden van …"),
        ("jan de vries", "…"),
        ("mijn buurvrouw annie bakker drinkt", "mijn buurvrouw … drinkt"),
        ("bel 0612345678", "bel …"),
        ("mail piet@example.org over huur", "mail … over huur"),
        ("wie helpt mij met de deurwaarder", "wie helpt mij met de deurwaarder"),
    ],
)
def test_names_and_numbers_are_not_kept(client: Client, typed: str, kept: str) -> None:
    answer = client.post("/zoeken/oordeel/", {"q": typed, "past": "nee", "once": TOKEN})
    client.post(answer["Location"], {"words": typed})
    verdict = Verdict.objects.get()
    assert (verdict.question, verdict.words) == (kept, kept)


def test_nothing_says_who_it_was(client: Client) -> None:
    client.force_login(make_user("Bea"))
    client.post("/zoeken/oordeel/", {"q": "hulp", "past": "nee", "once": TOKEN})
    names = {field.name for field in Verdict._meta.get_fields()}
    assert names == {"id", "token", "question", "fits", "words", "day"}


def test_editors_read_which_questions_found_no_good_answer(client: Client) -> None:
    for number in range(3):
        actions.give_verdict(f"{TOKEN}{number}", "hondenopvang", fits=False)
    actions.give_verdict(f"{TOKEN}9", "schulden", fits=True)
    client.force_login(make_user("Ed", is_editor=True))
    page = client.get("/zoeken/vragen/").content.decode()
    assert "hondenopvang" in page
    assert "3 keer nee" in page
    assert "schulden" not in page


def test_what_is_a_year_old_goes_and_a_flood_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = timezone.localdate() - timedelta(days=400)
    Verdict.objects.create(token="oud", question="oud", fits=False, day=old)
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    actions.give_verdict(f"{TOKEN}1", "nieuw", fits=False)
    answer = client.post("/zoeken/oordeel/", {"q": "meer", "past": "nee", "once": f"{TOKEN}2"})
    assert answer.status_code == 302
    assert [one.question for one in Verdict.objects.all()] == ["nieuw"]


def test_a_made_up_address_and_a_page_without_token_lead_nowhere(client: Client) -> None:
    assert client.get("/zoeken/oordeel/verzonnen/").status_code == 404
    assert client.post("/zoeken/oordeel/", {"q": "hulp", "past": "nee"}).status_code == 302
    assert not Verdict.objects.exists()
