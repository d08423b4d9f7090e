"""Two people write about the same help; neither sees the other's words until both said yes, on no way out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import search
from accounts.models import User
from forums.actions import duo
from forums.actions.states import move
from forums.duo_notifications import DuoMatter
from forums.forms.cards import CARDS
from forums.kinds import SideKind
from forums.models import Case, Side
from forums.models.state import Step
from moderation.models import Review
from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.models import Audience, Contribution, Weighing
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_element, make_member, make_reply

MINE, THEIRS = "Ik belde elke week zqmijnkantqz.", "Niemand belde mij zqhunkantqz."
BEGIN = {
    "title": "Elke week bellen",
    "situation": "Hulp bij geldzorgen.",
    "question": "Wat helpt echt?",
    "audience": "everyone",
    "perspective": "pro",
    "pseudonym": "Joost",
    "invited": "link",
}


def side_words(text: str, name: str, perspective: str = "lived", **more: str) -> dict[str, str]:
    return {"happened": text, "meant": "", "perspective": perspective, "pseudonym": name} | more


class Duo:
    """Joost began, and the other has a link and no account."""

    def __init__(self, cast: Cast, **change: str) -> None:
        self.cast = cast
        self.joost, self.other = Client(), Client()
        self.joost.force_login(cast.joost)
        self.mine = self.joost.post(f"/praktijken/{cast.practice.slug}/casussen/duo/", BEGIN | change)["Location"]
        self.case: Case = Case.objects.latest("pk")
        self.page = self.case.get_absolute_url()
        self.first, self.second = Side.objects.filter(root=self.case).order_by("-is_first")
        self.theirs = f"/casussen/duo/{self.second.pk}/"

    def link(self) -> str:
        self.joost.post(self.mine + "link/")
        page = self.joost.get(self.mine).content.decode()
        return "/casussen/duo/link/" + page.split("/casussen/duo/link/")[1].split("<")[0].strip()

    def write(self, mine: str = MINE, theirs: str = THEIRS, **more: str) -> Duo:
        self.joost.post(self.mine, side_words(mine, "Joost", "pro", **more))
        self.other.get(self.link())
        self.other.post(self.theirs, side_words(theirs, "Sam", **more))
        return self

    def agree(self) -> Duo:
        self.joost.post(self.mine + "ja/")
        self.other.post(self.theirs + "ja/")
        self.case.refresh_from_db()
        return self


@pytest.fixture
def pair(cast: Cast) -> Duo:
    return Duo(cast)


def everything_said_to(user: User | None, pair: Duo) -> str:
    """Give all that somebody is told: pages, lists, search, the map, feeds of the talk, what they were notified of."""
    client = Client()
    if user:
        client.force_login(user)
    practice = pair.cast.practice.slug
    paths = [pair.page, "/casussen/", f"/praktijken/{practice}/casussen/", f"/praktijken/{practice}/", "/mijn/"]
    paths += ["/zoeken/?q=zqmijnkantqz", "/zoeken/?q=zqhunkantqz", "/zoeken/?q=geldzorgen", "/", "/verschilkaart/"]
    paths += ["/moderatie/", pair.mine, pair.theirs, pair.page + "stand/", f"/gesprek/{pair.case.pk}/reacties/"]
    paths += [f"/live/gemist/forums.talk:{pair.case.pk}/", "/meldingen/", "/casussen/?q=zqhunkantqz"]
    said = "".join(client.get(path, follow=True).content.decode(errors="replace") for path in paths)
    told = Notification.objects.filter(user=user) if user else Notification.objects.none()
    return said + "".join(f"{one.text}{one.facts}" for one in told)


def test_neither_sees_the_other_before_both_said_yes(pair: Duo) -> None:
    pair.write()
    fay = make_member(pair.cast.practice, "Fay", is_facilitator=True)
    assert THEIRS not in pair.joost.get(pair.mine).content.decode()
    assert MINE not in pair.other.get(pair.theirs).content.decode()
    assert pair.joost.get(pair.theirs).status_code == 404
    assert pair.other.get(pair.mine).status_code == 404
    pair.joost.post(pair.mine + "ja/")
    for reader in (pair.cast.joost, pair.cast.samira, pair.cast.vera, fay, None):
        said = everything_said_to(reader, pair)
        assert "zqhunkantqz." not in said
        if reader != pair.cast.joost:
            assert "zqmijnkantqz." not in said
    assert MINE not in pair.other.get(pair.theirs).content.decode()
    assert not IndexEntry.objects.filter(body__contains="zqmijnkantqz").exists()
    assert not Review.objects.exists()


def test_nothing_of_a_side_counts_before_both_said_yes(pair: Duo) -> None:
    element = make_element("Iemand die belde")
    pair.write(element_1=element.slug, polarity_1="helped")
    assert Weighing.objects.count() == 2
    assert not Weighing.objects.visible_to(pair.cast.joost).exists()
    pair.agree()
    assert Weighing.objects.visible_to(pair.cast.vera).count() == 2


def test_when_both_said_yes_the_sides_stand_beside_each_other(pair: Duo) -> None:
    pair.write().agree()
    page = Client().get(pair.page).content.decode()
    assert page.index(MINE) < page.index(THEIRS)
    assert "zqhunkantqz" in IndexEntry.objects.get(kind="casus", object_id=pair.case.pk).body


def test_the_elements_of_each_side_are_compared(cast: Cast, pair: Duo) -> None:
    alike, other, alone = (make_element(words) for words in ("Iemand die bleef", "Een brief", "Koffie"))
    cards = {"element_1": alike.slug, "polarity_1": "helped", "element_2": other.slug}
    pair.joost.post(pair.mine, side_words(MINE, "Joost", "pro", **cards, polarity_2="helped"))
    pair.other.get(pair.link())
    more = cards | {"polarity_2": "hindered", "element_3": alone.slug, "polarity_3": "missing"}
    pair.other.post(pair.theirs, side_words(THEIRS, "Sam", **more))
    pair.agree()
    table = Client().get(pair.page).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    rows = {
        words: row
        for row in table.split("<tr>")
        for words in ("Iemand die bleef", "Een brief", "Koffie")
        if words in row
    }
    assert "Hetzelfde" in rows["Iemand die bleef"]
    assert "Anders" in rows["Een brief"]
    assert "Eén noemt dit" in rows["Koffie"]
    assert CARDS >= 3


def test_one_yes_is_not_enough_and_new_words_want_both_again(pair: Duo) -> None:
    pair.write()
    assert pair.joost.post(pair.mine + "ja/").status_code == 302
    assert Client().get(pair.page).status_code == 404
    pair.agree()
    assert Client().get(pair.page).status_code == 200
    pair.other.post(pair.theirs, side_words("Heel andere woorden.", "Sam"))
    assert Client().get(pair.page).status_code == 404
    assert not Side.objects.filter(agreed_at__isnull=False).exists()
    pair.joost.post(pair.mine + "ja/")
    assert Client().get(pair.page).status_code == 404
    pair.other.post(pair.theirs + "ja/")
    assert "Heel andere woorden." in Client().get(pair.page).content.decode()


def test_changing_who_reads_it_wants_both_again(pair: Duo) -> None:
    pair.write().agree()
    typed = {name: BEGIN[name] for name in ("title", "situation", "question", "perspective", "pseudonym")}
    pair.joost.post(pair.page + "aanpassen/", typed | {"audience": "practice"})
    assert not Side.objects.filter(agreed_at__isnull=False).exists()
    assert pair.joost.get(pair.page)["Location"] == pair.mine


@pytest.mark.parametrize("way", ["outcome", "look back"])
def test_what_is_told_later_is_read_by_the_other_and_wants_both_again(cast: Cast, way: str) -> None:
    pair = Duo(cast, invited=str(cast.samira.pk))
    pair.other.force_login(cast.samira)
    pair.joost.post(pair.mine, side_words(MINE, "Joost", "pro"))
    pair.other.post(pair.theirs, side_words(THEIRS, "Samira"))
    pair.agree()
    assert Client().get(pair.page).status_code == 200
    later = "Zij neemt weer op zqlaterqz."
    if way == "outcome":
        answer = pair.joost.post(pair.page + "uitkomst/", {"outcome": later}, follow=True)
    else:
        answer = pair.joost.post(pair.page + "terugblik/", {"did": later, "helped": "ja"}, follow=True)
    assert "De ander leest dit eerst." in answer.content.decode()
    assert "zqlaterqz" not in everything_said_to(cast.vera, pair)
    assert Client().get(pair.page).status_code == 404
    news = Notification.objects.filter(user=cast.samira, kind="duo").latest("pk")
    assert "Er staat iets nieuws bij" in news.text
    assert later in pair.other.get(pair.theirs).content.decode()
    pair.other.post(pair.theirs + "ja/")
    assert Client().get(pair.page).status_code == 404
    pair.joost.post(pair.mine + "ja/")
    assert later in Client().get(pair.page).content.decode()


@pytest.mark.parametrize("way", ["outcome", "state", "reply", "again"])
def test_no_other_deed_shows_what_was_not_agreed(pair: Duo, way: str) -> None:
    pair.write()
    match way:
        case "outcome":
            pair.joost.post(pair.page + "uitkomst/", {"outcome": "Hij kwam."})
        case "state":
            move(pair.case, pair.cast.joost, Step.ARCHIVED, "")
        case "reply":
            make_reply(pair.case, pair.cast.joost)
        case "again":
            duo.ask_again(pair.case)
    search.index(Case.objects.get(pk=pair.case.pk))
    SideKind().changed(Contribution.objects.get(pk=pair.case.pk))
    assert "zqhunkantqz." not in everything_said_to(pair.cast.joost, pair)
    assert "zqmijnkantqz." not in everything_said_to(pair.cast.samira, pair)


def test_taking_a_side_back_leaves_the_other_and_a_tombstone(pair: Duo) -> None:
    element = make_element("Iemand die belde")
    pair.write(element_1=element.slug, polarity_1="helped").agree()
    assert pair.other.post(pair.theirs + "terughalen/").status_code == 302
    page = Client().get(pair.page).content.decode()
    assert THEIRS not in page
    assert "Sam" not in page.split("<main")[1]
    assert MINE in page
    assert "Deze kant is teruggehaald." in page
    assert "zqhunkantqz" not in IndexEntry.objects.get(kind="casus", object_id=pair.case.pk).body
    assert Weighing.objects.count() == 1
    assert pair.other.get(pair.theirs).status_code == 404
    told = Notification.objects.filter(user=pair.cast.joost, kind="duo").latest("pk")
    assert "haalde de eigen kant terug" in told.text


def test_taken_back_before_it_was_shown_nothing_is_ever_shown(pair: Duo) -> None:
    pair.write()
    pair.joost.post(pair.mine + "ja/")
    pair.other.post(pair.theirs + "terughalen/")
    pair.joost.post(pair.mine + "ja/")
    assert Client().get(pair.page).status_code == 404
    assert Side.objects.get(pk=pair.second.pk).happened == ""
    assert "De ander haalde de eigen kant terug." in pair.joost.get(pair.mine).content.decode()


def test_the_last_side_takes_the_case_along_and_so_does_who_began(pair: Duo, cast: Cast) -> None:
    pair.write().agree()
    pair.other.post(pair.theirs + "terughalen/")
    pair.joost.post(pair.mine + "terughalen/")
    assert Client().get(pair.page).status_code == 404
    assert Case.objects.get(pk=pair.case.pk).situation == ""
    again = Duo(cast).write().agree()
    withdraw(again.case)
    assert not Side.objects.exclude(happened="").exists()


def test_a_link_opens_one_side_once_made_and_never_for_who_began(pair: Duo, client) -> None:
    old = pair.link()
    new = pair.link()
    assert Client().get(old).status_code == 404
    assert Client().get("/casussen/duo/link/iets-anders/").status_code == 404
    assert pair.joost.get(new).status_code == 403
    assert pair.joost.get(pair.theirs).status_code == 404
    answer = client.get(new)
    assert answer["Location"] == pair.theirs
    assert answer["Referrer-Policy"] == "same-origin"
    assert BEGIN["situation"] in client.get(pair.theirs).content.decode()
    assert new.rsplit("/", 2)[1] not in str(list(Side.objects.values_list("link_hash", flat=True)))


def test_a_member_is_asked_and_nobody_else_opens_it(cast: Cast) -> None:
    pair = Duo(cast, invited=str(cast.samira.pk))
    samira, vera = Client(), Client()
    samira.force_login(cast.samira)
    vera.force_login(cast.vera)
    news = Notification.objects.get(user=cast.samira, kind="duo")
    assert news.url == pair.theirs
    assert samira.get(pair.theirs).status_code == 200
    assert vera.get(pair.theirs).status_code == Client().get(pair.theirs).status_code == 404
    assert pair.joost.post(pair.mine + "link/").status_code == 403
    samira.post(pair.theirs, side_words(THEIRS, "Samira"))
    assert Side.objects.get(pk=pair.second.pk).author == cast.samira


def test_both_sides_are_read_by_a_second_reader_only_after_both_said_yes(cast: Cast) -> None:
    pair, risky = Duo(cast), "Mevrouw Jansen belde naar 0612345678."
    page = pair.joost.post(pair.mine, side_words(risky, "Joost", "pro")).content.decode()
    seen = page.split('name="gezien" value="')[1].split('"')[0]
    pair.joost.post(pair.mine, side_words(risky, "Joost", "pro", gezien=seen))
    pair.other.get(pair.link())
    pair.other.post(pair.theirs, side_words(THEIRS, "Sam"))
    assert not Review.objects.exists()
    pair.agree()
    assert Review.objects.open().count() == 1
    assert Client().get(pair.page).status_code == 404


@pytest.mark.parametrize("wrong", [{"happened": ""}, {"pseudonym": "a@b.nl"}, {"perspective": "x"}], ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(pair: Duo, wrong: dict[str, Any]) -> None:
    typed = side_words(MINE, "Joost", "pro") | {"meant": "Het gaf rust."} | wrong
    page = pair.joost.post(pair.mine, typed)
    assert page.status_code == 200
    assert "Het gaf rust." in page.content.decode()
    assert Side.objects.get(pk=pair.first.pk).written_at is None


def test_only_members_begin_one(cast: Cast, as_user, client) -> None:
    path = f"/praktijken/{cast.practice.slug}/casussen/duo/"
    assert as_user(cast.vera).post(path, BEGIN).status_code == 403
    assert as_user(cast.joost).post(path, BEGIN | {"invited": str(cast.vera.pk)}).status_code == 200
    client.logout()
    assert client.post(path, BEGIN)["Location"].startswith("/inloggen/")
    assert not Case.objects.filter(audience=Audience.EVERYONE).exists()


def test_a_mail_names_a_duo_case_to_nobody_but_its_two_and_never_after_it_was_taken_back(cast: Cast) -> None:
    pair = Duo(cast, invited=str(cast.samira.pk))
    since = {pair.case.pk: timezone.now()}
    matter = DuoMatter()
    assert matter.seen_by(cast.samira, since)[pair.case.pk].url == pair.theirs
    assert matter.seen_by(cast.vera, since) == {}
    duo.take_back(pair.second)
    assert matter.seen_by(cast.samira, since) == {}
    withdraw(pair.case)
    assert matter.seen_by(cast.joost, since) == {}
    assert not Notification.objects.filter(kind="duo", read_at=None).exists()
