"""The difference map: what it counts, for whom, and what it keeps to itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Perspective
from knowledge.models import Theme, WorkingElement
from practices.actions.contributions import withdraw
from practices.difference.keeping import settle
from practices.difference.rows import Map
from practices.difference.scopes import ElementScope, PracticeScope, Scope, ThemeScope
from practices.models import Audience, Contribution, Weighing
from tests.makers import (
    make_case,
    make_contribution,
    make_element,
    make_intervention,
    make_member,
    make_municipality,
    make_practice,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db
LIVED, PRO = Perspective.LIVED, Perspective.PROFESSIONAL
Say = Callable[..., list[Contribution]]


@pytest.fixture
def theme() -> Theme:
    return make_theme("Schulden", slug="schulden")


@pytest.fixture
def element(theme: Theme) -> WorkingElement:
    return make_element("Iemand die bleef", theme, slug="bleef")


@pytest.fixture
def say(theme: Theme, element: WorkingElement) -> Say:
    """Let so many different people say something of the element; with polarity "" they only speak."""

    def make(number: int, perspective: str, polarity: str = "helped", **facts: Any) -> list[Contribution]:
        themes, of = facts.pop("themes", [theme]), facts.pop("element", element)
        quote, intervention = facts.pop("quote", ""), facts.pop("intervention", None)
        made = []
        for _ in range(number):
            one = make_contribution(perspective=perspective, **facts)
            one.themes.set(themes)
            about: dict[str, Any] = {"element": of} if polarity else {"own_words": "een kop koffie"}
            about |= {"polarity": polarity or "helped", "quote": quote, "intervention": intervention}
            Weighing.objects.create(contribution=one, **about)
            made.append(one)
        return made

    return make


@pytest.fixture
def drawn(say: Say) -> None:
    """Fifteen of twenty with experience say it helped, and five of twenty professionals."""
    say(15, LIVED, quote="Hij kwam elke dinsdag.")
    say(5, LIVED, "")
    say(5, PRO)
    say(15, PRO, "missing")


def shown(scope: Scope) -> dict[str, tuple[int | None, int | None]]:
    """Give lived and professional, of a hundred, for every line."""
    return {row.key: (row.lived, row.pro) for row in Map(scope).all_rows}


def of_theme(theme: Theme, reader: Any = None) -> dict[str, tuple[int | None, int | None]]:
    return shown(ThemeScope(theme, reader or AnonymousUser()))


def read(client: Client, address: str = "/kennis/themas/schulden/verschilkaart/", **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- what is counted ------------------------------------------------------------------------------


def test_the_map_shows_how_many_of_a_hundred_say_it_helped(drawn: None, theme: Theme, client: Client) -> None:
    assert of_theme(theme) == {"bleef": (75, 25)}
    page = read(client)
    assert "<b>50</b>punten verschil." in page
    assert "Mensen noemen ‘Iemand die bleef’ drie keer zo vaak als professionals." in page
    assert "Waarschijnlijk ligt het tussen 19 en 70 punten." in page
    assert "75 van de 100 mensen met ervaring en 25 van de 100 professionals" in page


def test_one_person_counts_once_however_often_they_speak(drawn: None, say: Say, theme: Theme) -> None:
    often = say(3, LIVED)
    Contribution.objects.filter(pk__in=[one.pk for one in often]).update(person="x-same")
    (side,) = [side for side in Map(ThemeScope(theme, AnonymousUser())).people if side.perspective == LIVED]
    assert side.people == 21


def test_a_reply_counts_under_the_theme_of_what_it_is_about(
    drawn: None, say: Say, theme: Theme, element: WorkingElement
) -> None:
    (root,) = say(1, PRO, "missing")
    for _ in range(5):
        reply = make_contribution(perspective=LIVED, root=root)
        Weighing.objects.create(contribution=reply, element=element, polarity="helped")
    assert of_theme(theme)["bleef"] == (80, 24)


def test_another_theme_does_not_count(drawn: None, say: Say, theme: Theme) -> None:
    say(30, LIVED, themes=[make_theme("Wonen")])
    assert of_theme(theme)["bleef"] == (75, 25)


def test_the_biggest_difference_stands_on_top_unless_voices_are_asked_for(
    drawn: None, say: Say, theme: Theme, client: Client
) -> None:
    much = make_element("Heldere taal", theme, slug="taal")
    for perspective in (LIVED, PRO):
        say(30, perspective, element=much)
    assert re.findall(r'class="gap" id="(\w+)"', read(client)) == ["bleef", "taal"]
    assert re.findall(r'class="gap" id="(\w+)"', read(client, volgorde="stemmen")) == ["taal", "bleef"]
    assert re.findall(r'class="gap" id="(\w+)"', read(client, volgorde="eens")) == ["taal", "bleef"]


# --- what is not shown ----------------------------------------------------------------------------


def test_a_side_with_too_few_leaves_the_list_and_asks_for_voices(say: Say, theme: Theme, client: Client) -> None:
    say(15, LIVED)
    say(5, LIVED, "")
    say(4, PRO)
    assert of_theme(theme)["bleef"] == (75, None)
    page = read(client)
    assert 'class="gap" id="bleef"' not in page
    assert "Hier missen nog stemmen" in page
    assert "Nog niet te tonen: Professional." in page


def test_no_small_number_is_anywhere_on_the_page_or_in_the_file(say: Say, client: Client) -> None:
    say(20, LIVED)
    say(3, LIVED, "hindered")
    say(6, LIVED, "")
    say(4, PRO)
    page = read(client, element="bleef", stem="lived", wat="helped")
    assert "Ervaring, 29 mensen" in page
    assert not re.search(r"<b>[0-4]<|van de [0-4] zeggen|, [0-4] mens", page)
    file = client.get("/kennis/themas/schulden/verschilkaart/?vorm=csv").content.decode("utf-8-sig")
    cells = next(row for row in csv.reader(file.splitlines(), delimiter=";") if row[0] == "Iemand die bleef")
    assert cells[5:9] == ["29", "20", "niet getoond", "niet getoond"]
    assert not set(cells[5:]) & {"0", "1", "2", "3", "4"}


def test_a_practice_inside_a_theme_shows_nothing_that_subtracting_gives(say: Say, theme: Theme) -> None:
    practice = make_practice()
    practice.themes.add(theme)
    for perspective, helped in ((LIVED, 15), (PRO, 5)):
        say(helped, perspective, practice=practice)
        say(20 - helped, perspective, "", practice=practice)
    assert shown(PracticeScope(practice, AnonymousUser()))["bleef"] == (75, 25)
    say(2, LIVED)  # two people of the theme who are not in the practice
    assert shown(PracticeScope(practice, AnonymousUser()))["bleef"] == (None, 25)
    say(8, LIVED, "")
    say(3, LIVED)
    assert shown(PracticeScope(practice, AnonymousUser()))["bleef"] == (75, 25)


def test_a_theme_inside_another_theme_shows_nothing_that_subtracting_gives(say: Say, theme: Theme) -> None:
    wide = make_theme("Geld", slug="geld")
    for polarity, number in (("helped", 15), ("", 5)):
        say(number, LIVED, polarity, themes=[theme, wide])
    assert of_theme(theme)["bleef"] == (75, None)
    say(2, LIVED, themes=[wide])
    assert of_theme(theme)["bleef"] == (None, None)
    assert of_theme(wide)["bleef"][0] == 77


def test_an_element_shows_the_very_figures_of_its_themes(drawn: None, element: WorkingElement, say: Say) -> None:
    say(2, LIVED, themes=[])  # without a theme: in no line, and there is no exact total to subtract from
    assert shown(ElementScope(element, AnonymousUser())) == {"schulden": (75, 25)}


def test_an_element_of_which_nobody_or_a_few_spoke_looks_the_same(say: Say, theme: Theme, client: Client) -> None:
    make_element("Niemand", theme, slug="niemand")
    say(20, LIVED)
    before = read(client)
    elsewhere = make_element("Van ver", make_theme("Wonen"), slug="ver")
    someone = Contribution.objects.all()[:4]
    for element in (elsewhere, WorkingElement.objects.get(slug="niemand")):
        Weighing.objects.bulk_create(Weighing(contribution=one, element=element, polarity="helped") for one in someone)
    assert read(client) == before


# --- who sees what --------------------------------------------------------------------------------


def test_a_story_for_the_practice_moves_the_map_for_a_member_and_for_nobody_else(
    drawn: None, say: Say, theme: Theme
) -> None:
    practice = make_practice()
    member = make_member(practice)
    say(20, LIVED, "", audience=Audience.PRACTICE, practice=practice)
    assert of_theme(theme, member)["bleef"] == (38, 25)
    assert of_theme(theme, make_user())["bleef"] == (75, 25)
    assert of_theme(theme)["bleef"] == (75, 25)


def test_what_is_for_signed_in_people_counts_only_for_them(drawn: None, say: Say, theme: Theme) -> None:
    say(20, LIVED, "", audience=Audience.SIGNED_IN)
    assert of_theme(theme, make_user())["bleef"] == (38, 25)
    assert of_theme(theme)["bleef"] == (75, 25)


@pytest.mark.parametrize("facts", [{"shown": False}, {"audience": Audience.ME}])
def test_what_nobody_may_read_counts_for_nobody(drawn: None, say: Say, theme: Theme, facts: dict[str, Any]) -> None:
    say(20, LIVED, "", **facts)
    assert of_theme(theme)["bleef"] == (75, 25)


def test_what_is_withdrawn_is_gone_at_once_from_figures_and_quotes(
    drawn: None, say: Say, theme: Theme, client: Client
) -> None:
    for one in say(20, LIVED, "", pseudonym="Wil"):
        withdraw(one)
    assert of_theme(theme)["bleef"] == (75, 25)
    (told,) = say(1, LIVED, quote="Dit haal ik terug.")
    assert "Dit haal ik terug." in read(client, element="bleef", stem="lived", wat="helped")
    withdraw(told)
    assert "Dit haal ik terug." not in read(client, element="bleef", stem="lived", wat="helped")


# --- quotes ---------------------------------------------------------------------------------------


def test_a_bar_opens_the_quotes_behind_it(drawn: None, say: Say, client: Client) -> None:
    say(1, LIVED, quote="<b>Zij</b> bleef.", pseudonym="Ans", is_fictional=True)
    page = read(client, element="bleef", stem="lived", wat="helped")
    assert 'id="citaten"' in page
    assert "‘&lt;b&gt;Zij&lt;/b&gt; bleef.’" in page
    assert "Ans" in page
    assert "fictief" in page
    assert page.count("<blockquote") == 3
    assert "Meer citaten" in page
    assert read(client, element="bleef", stem="lived", wat="helped", meer="1").count("<blockquote") == 16


def test_a_bar_leads_to_what_was_told_behind_it_also_where_no_sentence_was_marked(
    drawn: None, theme: Theme, element: WorkingElement, client: Client
) -> None:
    practice = make_practice()
    facts: list[dict[str, Any]] = [
        {"title": "Met een zin"},
        {"title": "Zonder een zin"},
        {"title": "Onder ons", "audience": Audience.PRACTICE, "practice": practice},
        {"title": "Met een noot", "content_notes": " geweld "},
    ]
    told = [make_story(perspective=LIVED, **fact) for fact in facts]
    for story in told:
        story.themes.add(theme)
        quote = {"Met een zin": "Zij bleef.", "Met een noot": "Hij sloeg."}.get(story.title, "")
        Weighing.objects.create(contribution=story, element=element, polarity="helped", quote=quote)
    where = {"element": "bleef", "stem": "lived", "wat": "helped"}
    page = read(client, **where)
    led_to = [f'href="{story.get_absolute_url()}"' in page for story in told]
    assert led_to == [True, True, False, True]
    knowingly = page[page.index("Deze open je eerst bewust.") :]
    assert "Met een noot</a>" in knowingly
    assert "Geweld" in knowingly
    assert "Hij sloeg." not in page
    assert page.index("Zij bleef.") < page.index("Dit staat ook in:") < page.index("Zonder een zin")
    assert "Zonder een zin" not in read(client, **where | {"wat": "missing"})
    client.force_login(make_member(practice))
    assert f'href="{told[2].get_absolute_url()}"' in read(client, **where)
    withdraw(told[1])
    client.logout()
    assert "Zonder een zin" not in read(client, **where)


def test_all_that_lies_behind_a_bar_can_be_reached_page_by_page(
    say: Say, theme: Theme, element: WorkingElement, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in {"MOST": 3, "LOOK": 2, "LOOK_ON": 4}.items():
        monkeypatch.setattr(f"practices.difference.quotes.{name}", number)
    told = set()
    for number in range(4):
        say(1, LIVED, quote=f"Dit is zin {number}.")
        say(2, LIVED)  # no word and no page
        for fact in (
            {"title": f"Dit is blad {number}."},
            {"title": f"Dit is noot {number}.", "content_notes": " kind "},
        ):
            story = make_story(perspective=LIVED, **fact)
            story.themes.add(theme)
            Weighing.objects.create(contribution=story, element=element, polarity="helped")
        told |= {f"Dit is {what} {number}." for what in ("zin", "blad", "noot")}
    found: list[str] = []
    page = read(client, element="bleef", stem="lived", wat="helped", meer="1")
    for _turn in range(20):
        part = page[page.index('id="citaten"') :]
        found += re.findall(r"Dit is \w+ \d\.", part[: part.index("</section>")])
        if not (on := re.search(r'href="(\?[^"]*meer=1[^"]*)#citaten"', part)):
            break
        page = read(client, "/kennis/themas/schulden/verschilkaart/" + on[1].replace("&amp;", "&"))
    assert sorted(found) == sorted(told), "each stands on one page, and none is left out"


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 40, "\x00", "٣", ""])
def test_an_odd_place_behind_a_bar_is_its_beginning(drawn: None, client: Client, odd: str) -> None:
    where = {"element": "bleef", "stem": "lived", "wat": "helped", "meer": "1"}
    odd_one, first = (
        page[page.index('id="citaten"') :] for page in (read(client, **where, na=odd), read(client, **where))
    )
    assert odd_one.partition("</section>")[0] == first.partition("</section>")[0]


def test_what_a_bar_opens_costs_the_same_for_few_and_many(
    drawn: None, theme: Theme, element: WorkingElement, client: Client
) -> None:
    where = {"element": "bleef", "stem": "pro", "wat": "missing", "meer": "1"}

    def counted() -> int:
        settle()
        with CaptureQueriesContext(connection) as seen:
            assert "Drie gemiste afspraken" in read(client, **where)
        return len(seen)

    def bring(number: int) -> None:
        for nth in range(number):
            case = make_case(make_practice(), None, Audience.EVERYONE)
            case.themes.add(theme)
            quote = "Hij kwam niet." if nth % 2 else ""
            Weighing.objects.create(contribution=case, element=element, polarity="missing", quote=quote)

    bring(2)
    few = counted()
    bring(10)
    assert counted() == few <= 12
    page = read(client, **{name: value for name, value in where.items() if name != "meer"})
    assert page.count("Drie gemiste afspraken") == 6
    assert "meer=1#citaten" in page


def test_quotes_behind_a_figure_that_is_not_shown_stay_closed(drawn: None, say: Say, client: Client) -> None:
    say(2, LIVED, "hindered", quote="Ze lazen het niet.")
    assert "Ze lazen het niet." not in read(client, element="bleef", stem="lived", wat="hindered")


def test_quotes_a_reader_may_not_read_stay_closed(drawn: None, say: Say, client: Client) -> None:
    practice = make_practice()
    say(1, LIVED, quote="Onder ons.", audience=Audience.PRACTICE, practice=practice)
    where = {"element": "bleef", "stem": "lived", "wat": "helped"}
    assert "Onder ons." not in read(client, **where)
    client.force_login(make_member(practice))
    assert "Onder ons." in read(client, **where)


# --- pages ----------------------------------------------------------------------------------------


def test_every_map_has_a_page_and_an_unknown_one_is_404(
    drawn: None, theme: Theme, element: WorkingElement, client: Client
) -> None:
    approach, practice = make_intervention("Housing First", theme), make_practice()
    for address in (
        "/verschilkaart/",
        "/kennis/themas/schulden/verschilkaart/",
        f"/kennis/interventies/{approach.slug}/verschilkaart/",
        f"/kennis/elementen/{element.slug}/verschilkaart/",
        f"/praktijken/{practice.slug}/verschilkaart/",
    ):
        assert "Lees dit eerst." in read(client, address)
        assert client.post(address).status_code == 302  # keeping a map asks to sign in
    for address in ("/kennis/themas/x/verschilkaart/", "/praktijken/x/verschilkaart/"):
        assert client.get(address).status_code == 404


def test_choosing_a_theme_leads_to_its_map(theme: Theme, client: Client) -> None:
    assert client.get("/verschilkaart/?thema=schulden")["Location"] == "/kennis/themas/schulden/verschilkaart/"
    assert client.get("/verschilkaart/?thema=niets").status_code == 200


def test_an_intervention_counts_what_was_said_within_it(say: Say, client: Client, theme: Theme) -> None:
    approach = make_intervention("Housing First", theme)
    for perspective, helped in ((LIVED, 15), (PRO, 5)):
        say(helped, perspective, intervention=approach)
        say(20 - helped, perspective, "missing", intervention=approach)
        say(30, perspective, "missing")
    page = read(client, f"/kennis/interventies/{approach.slug}/verschilkaart/")
    assert "<b>50</b>punten verschil." in page


@pytest.mark.parametrize("odd", ["", "'", "<script>", "\x00", "x" * 3000, "-1", "bleef; DROP", "lived", "😀"])
def test_odd_parameters_change_nothing(drawn: None, client: Client, odd: str) -> None:
    for name in ("element", "stem", "wat", "volgorde", "meer", "vorm", "thema"):
        page = read(client, **{"element": "bleef", "stem": "lived", "wat": "helped"} | {name: odd})
        assert "<script>" not in page


def test_a_formula_in_the_file_is_only_text(drawn: None, element: WorkingElement, client: Client) -> None:
    WorkingElement.objects.filter(pk=element.pk).update(plain_wording="=HYPERLINK(1)", name="-2+3")
    file = client.get("/kennis/themas/schulden/verschilkaart/?vorm=csv")
    assert "'=HYPERLINK(1);'-2+3;" in file.content.decode()
    assert file["Content-Type"] == "text/csv; charset=utf-8"


def test_pages_of_the_knowledge_base_lead_to_their_map(theme: Theme, element: WorkingElement, client: Client) -> None:
    approach = make_intervention("Housing First", theme)
    for thing in (theme, element, approach):
        assert f'href="{thing.get_absolute_url()}verschilkaart/"' in read(client, thing.get_absolute_url())


def test_a_passport_shows_the_map_of_its_element_over_themes_and_regions_as_far_as_a_reader_may_see_it(
    say: Say, element: WorkingElement, client: Client
) -> None:
    town, practice = make_municipality("Enschede"), make_practice()
    homes, care = make_theme("Wonen", slug="wonen"), make_theme("Zorg thuis", slug="zorg-thuis")
    inside: dict[str, Any] = {"themes": [care], "audience": Audience.PRACTICE, "practice": practice}
    for perspective, helped in ((LIVED, 30), (PRO, 10)):
        say(helped, perspective, municipality=town)
        say(40 - helped, perspective, "missing", municipality=town)
        say(helped, perspective, **inside)
    say(20, LIVED, themes=[homes])
    say(4, PRO, themes=[homes])  # too few for a figure

    def lines() -> list[str]:
        page = read(client, element.get_absolute_url())
        small = page[page.index('<section class="stack g1" aria-labelledby="verschil">') :]
        return re.findall(r'<h4><a href="([^"]+)"', small[: small.index("</section>")])

    of_all = ["/kennis/themas/schulden/", f"/verschilkaart/regio/{town.labour_region.slug}/"]
    assert lines() == of_all
    client.force_login(make_member(practice))
    seen = set(lines())
    assert seen == {*of_all, "/kennis/themas/zorg-thuis/"}  # and still none of the theme with too few


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_are_few_and_do_not_grow(
    drawn: None, say: Say, theme: Theme, element: WorkingElement, client: Client, signed_in: bool
) -> None:
    approach, practice = make_intervention("Housing First", theme), make_practice()
    if signed_in:
        client.force_login(make_user())
    addresses = [
        "/kennis/themas/schulden/verschilkaart/?element=bleef&stem=lived&wat=helped",
        f"/kennis/interventies/{approach.slug}/verschilkaart/",
        f"/kennis/elementen/{element.slug}/verschilkaart/?thema=schulden",
        f"/praktijken/{practice.slug}/verschilkaart/",
    ]

    def counted() -> list[int]:
        found = []
        settle()  # somebody opened a map before
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                read(client, address)
            found.append(len(seen))
        return found

    say(5, LIVED, intervention=approach, practice=practice)
    few = counted()
    people = [
        Contribution(
            kind="weighing", perspective=LIVED, audience="everyone", published_at=timezone.now(), practice=practice
        )
        for _ in range(1000)
    ]
    made = Contribution.objects.bulk_create(people)
    Contribution.objects.filter(root=None).update(root_id=models.F("pk"))
    Contribution.themes.through.objects.bulk_create(
        Contribution.themes.through(contribution=one, theme=theme) for one in made
    )
    others = [make_element(f"Element {number}", theme) for number in range(10)]
    Weighing.objects.bulk_create(
        Weighing(contribution=one, element=others[number % 10], polarity="helped", intervention=approach)
        for number, one in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database in use has counted its rows, and plans by that
    assert counted() == few
    assert max(few) <= 12
