"""The drawn talk is kept for everybody alike, and nothing personal or taken back is kept with it."""

from __future__ import annotations

from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience
from tests.forums.conftest import Cast
from tests.makers import make_reply

MEND = "Pas aan of haal terug"


def test_each_writer_can_mend_their_own_words_only(cast: Cast, as_user, client) -> None:
    set_audience(cast.case, Audience.EVERYONE)
    mine, theirs = make_reply(cast.case, cast.samira), make_reply(cast.case, cast.joost)
    path = cast.case.get_absolute_url()
    for _again in range(2):  # the second time from what was kept
        page = as_user(cast.samira).get(path).content.decode()
        assert f"/gesprek/reacties/{mine.pk}/aanpassen/" in page
        assert f"/gesprek/reacties/{theirs.pk}/aanpassen/" not in page
        client.logout()
        assert MEND not in client.get(path).content.decode()


def test_somebody_who_writes_the_mark_gets_no_link(cast: Cast, as_user) -> None:
    mine = make_reply(cast.case, cast.samira)
    make_reply(cast.case, cast.joost, f"<!--mine {mine.pk}-->")
    page = as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert page.count(MEND) == 1


def test_what_was_taken_back_is_not_kept(cast: Cast, as_user) -> None:
    reply = make_reply(cast.case, cast.samira, "Dit wil ik niet meer.")
    path = cast.case.get_absolute_url()
    assert "Dit wil ik niet meer." in as_user(cast.joost).get(path).content.decode()
    withdraw(reply)
    assert "Dit wil ik niet meer." not in as_user(cast.joost).get(path).content.decode()


def test_what_is_kept_opens_no_door(cast: Cast, as_user) -> None:
    make_reply(cast.case, cast.samira)
    path = cast.case.get_absolute_url()
    assert as_user(cast.joost).get(path).status_code == 200
    assert as_user(cast.vera).get(path).status_code == 404


def test_each_language_is_kept_apart(cast: Cast, as_user) -> None:
    make_reply(cast.case, cast.samira)
    client, path = as_user(cast.joost), cast.case.get_absolute_url()
    dutch = client.get(path).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(path).content.decode()
    client.cookies["django_language"] = "nl"
    assert client.get(path).content.decode().count("Antwoord<") == dutch.count("Antwoord<") == 1
    assert "Dat herken ik." in english
