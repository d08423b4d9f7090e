"""The monitor: outcome first, expected beside found, files all or nothing, and no number about few people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Dossier
from practices.actions import monitor as act
from practices.actions.cycle import move_to
from practices.models import Adjustment, Indicator, Measurement, Phase, Pitfall, Upload
from practices.monitored import expected, shown, watched
from tests.makers import make_member, make_practice, make_theme

pytestmark = pytest.mark.django_db


def make_indicator(practice, name="Rust", **facts):
    return Indicator.objects.create(practice=practice, name=name, **facts)


def measure(indicator, value, on=date(2026, 1, 1), **facts):
    return Measurement.objects.create(indicator=indicator, on=on, value=Decimal(value), **facts)


def url(practice, name="monitor", *args):
    return reverse(f"practices:{name}", args=[practice.slug, *args])


def send(client, practice, content):
    file = SimpleUploadedFile("getallen.csv", content.encode())
    return client.post(url(practice, "upload_create"), {"file": file}, follow=True)


FACTS = {
    "kind": "outcome",
    "name": "Rust in huis",
    "counts": "other",
    "better": "up",
    "every": "month",
    "unit": "dagen",
}


def test_a_facilitator_says_what_is_measured_and_brings_a_number(client, practice, fay):
    client.force_login(fay)
    client.post(url(practice, "indicator_create"), FACTS | {"start_value": "10,5", "start_on": "2026-01-01"})
    one = Indicator.objects.get()
    assert one.start_value == Decimal("10.5")
    client.post(one.get_absolute_url(), {"on": "2026-02-01", "value": "12,5", "note": "Nieuwe collega"})
    page = client.get(one.get_absolute_url()).content.decode()
    assert "12,5" in page
    assert "Nieuwe collega" in page


def test_members_read_and_do_not_write(client, practice, bea):
    one = make_indicator(practice)
    client.force_login(bea)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert client.post(one.get_absolute_url(), {"on": "2026-02-01", "value": "1"}).status_code == 403
    for name in ("indicator_create", "upload_create", "adjustment_create"):
        assert client.post(url(practice, name), {}).status_code == 403
    assert client.post(url(practice, "measurement_removal", measure(one, 1).pk)).status_code == 403
    assert Measurement.objects.count() == 1


def test_who_does_not_take_part_finds_nothing(client, practice):
    one = make_indicator(practice)
    client.force_login(make_member(make_practice("Elders"), "Cor", is_facilitator=True))
    assert client.get(url(practice)).status_code == 403
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(url(practice, "indicator_edit", one.pk)).status_code == 404


def test_a_wrong_number_is_refused_and_what_was_typed_stays(client, practice, fay):
    one = make_indicator(practice)
    client.force_login(fay)
    page = client.post(one.get_absolute_url(), {"on": "2026-02-01", "value": "veel", "note": "Een drukke maand"})
    assert "Dit is geen getal" in page.content.decode()
    assert "Een drukke maand" in page.content.decode()
    assert not Measurement.objects.exists()


def test_the_same_day_again_takes_the_place_of_the_first_number(practice, fay):
    one = make_indicator(practice)
    for value in (1, 2):
        act.measure(one, fay, {"on": date(2026, 1, 1), "value": Decimal(value), "people": None, "note": ""})
    assert [row.value for row in one.measurements.all()] == [2]


def test_outcome_stands_before_output(client, practice, bea):
    make_indicator(practice, "Gesprekken gevoerd", kind="output")
    make_indicator(practice, "Rust in huis", kind="outcome")
    client.force_login(bea)
    page = client.get(url(practice)).content.decode()
    assert page.index("Rust in huis") < page.index("Gesprekken gevoerd")


def test_expected_runs_from_start_to_target_and_stands_beside_what_was_found(practice):
    day = date(2026, 1, 1)
    goal = {"start_on": day, "start_value": 10, "target_on": day + timedelta(days=100), "target_value": 30}
    one = make_indicator(practice, **goal)
    assert expected(one, day + timedelta(days=50)) == 20
    assert expected(one, day - timedelta(days=1)) is None
    measure(one, 10, day)
    measure(one, 17, day + timedelta(days=50))
    one.refresh_from_db()
    seen = watched([one])[0]
    assert seen.lines[-1].apart == "-3"
    assert "Verwacht was 20" in seen.sentence
    assert "Dat is beter dan 10" in seen.sentence
    assert seen.sentence.replace("'", "&#x27;") in seen.picture


def test_a_number_of_people_is_rounded_to_five_and_not_shown_under_ten(practice):
    one = make_indicator(practice, counts="people")
    told = [shown(one, measure(one, value, date(2026, 1, value))) for value in range(1, 31)]
    assert told[:5] == [None] * 5
    assert {int(value) % 5 for value in told if value is not None} == {0}
    assert all(value is None or (value >= 10 and abs(value - number) < 5) for number, value in enumerate(told, 1))


@pytest.mark.parametrize(
    ("counts", "value", "people", "is_shown"),
    [
        ("share", 50, 4, False),
        ("share", 20, 10, False),
        ("share", 80, 10, False),
        ("share", 50, 10, True),
        ("share", 100, 10, True),
        ("mean", 7, 4, False),
        ("mean", 7, 5, True),
        ("mean", 7, None, False),
        ("other", 3, None, True),
    ],
)
def test_shares_and_means_of_few_people_are_not_shown(practice, counts, value, people, is_shown):
    one = make_indicator(practice, counts=counts)
    assert (shown(one, measure(one, value, people=people)) is not None) == is_shown


def test_a_number_about_few_people_is_nowhere_on_the_pages_nor_in_the_file(client, practice, fay):
    one = make_indicator(practice, counts="mean", unit="punten")
    measure(one, "6543", people=3)
    client.force_login(fay)
    for address in (url(practice), one.get_absolute_url(), url(practice) + "?vorm=csv"):
        page = client.get(address).content.decode()
        assert "6543" not in page
        assert "6.543" not in page


def test_a_file_is_shown_first_and_comes_in_whole_after_a_yes(client, practice, fay):
    one = make_indicator(practice, "Rust")
    measure(one, 1, date(2026, 1, 1))
    client.force_login(fay)
    page = send(client, practice, "indicator;datum;waarde\nRust;1-1-2026;12,5\nRust;1-2-2026;13\n")
    text = page.content.decode()
    assert "We lazen 2 getallen" in text
    assert "1 daarvan vervangt" in text
    assert one.measurements.count() == 1, "nothing came in yet"
    client.post(page.redirect_chain[-1][0])
    assert [str(row.value) for row in one.measurements.all()] == ["12.50", "13.00"]
    assert not Upload.objects.exists()
    again = client.post(page.redirect_chain[-1][0], follow=True)
    assert "al verwerkt" in again.content.decode()


def test_one_mistake_keeps_the_whole_file_out(client, practice, fay):
    one = make_indicator(practice, "Rust")
    client.force_login(fay)
    page = send(client, practice, "indicator;datum;waarde\nRust;1-1-2026;12,5\nRust;vandaag;13\n").content.decode()
    assert "Er is niets ingebracht" in page
    assert "‘vandaag’ is geen datum" in page
    assert not one.measurements.exists()
    assert not Upload.objects.exists()


def test_nobody_brings_in_what_somebody_else_read(client, practice, fay):
    make_indicator(practice, "Rust")
    client.force_login(fay)
    address = send(client, practice, "indicator;datum;waarde\nRust;1-1-2026;12,5\n").redirect_chain[-1][0]
    client.force_login(make_member(practice, "Gé", is_facilitator=True))
    client.post(address)
    assert not Measurement.objects.exists()


def test_formulas_are_never_run_when_taken_out_again(client, practice, fay):
    make_indicator(practice, "=1+1")
    client.force_login(fay)
    page = send(client, practice, "indicator;datum;waarde;toelichting\n=1+1;1-1-2026;-5;=cmd|' /C calc'!A0\n")
    client.post(page.redirect_chain[-1][0])
    out = client.get(url(practice) + "?vorm=csv").content.decode()
    assert "'=1+1;01-01-2026;-5" in out
    assert "'=cmd|" in out


def test_a_hundred_thousand_rows_come_in_whole_or_not_at_all(client, practice, fay, django_assert_max_num_queries):
    names = [make_indicator(practice, f"I{number}").name for number in range(10)]
    days = [f"{date(1995, 1, 1) + timedelta(days=n):%d-%m-%Y}" for n in range(10_000)]
    lines = [f"{name};{day};{number},5" for number, name in enumerate(names) for day in days]
    head = "indicator;datum;waarde\n"
    client.force_login(fay)
    broken = send(client, practice, head + "\n".join([*lines[:-1], "I1;vandaag;3"])).content.decode()
    assert "100001" in broken, "the line of the mistake"
    assert "‘vandaag’ is geen datum" in broken
    assert not Upload.objects.exists()
    address = send(client, practice, head + "\n".join(lines)).redirect_chain[-1][0]
    with django_assert_max_num_queries(1000 + 40):
        client.post(address)
    assert Measurement.objects.count() == 100_000
    assert {one.value for one in Measurement.objects.filter(indicator__name="I7")} == {Decimal("7.50")}
    with django_assert_max_num_queries(12):
        page = client.get(url(practice)).content.decode()
    assert "7,5" in page


def test_the_newest_numbers_are_read_and_no_more(practice):
    one, other = make_indicator(practice, "Rust"), make_indicator(practice, "Slaap")
    for n in range(30):
        measure(one, n, date(2026, 1, 1) + timedelta(days=n))
    measure(other, 5)
    first, second = watched([one, other])
    assert [line.value for line in first.lines] == [*range(6, 30)]
    assert [line.value for line in second.lines] == [5]


def test_what_was_read_and_left_is_thrown_away_after_a_day(practice, fay):
    Upload.objects.create(practice=practice, by=fay, rows=[], at=timezone.now() - timedelta(days=2))
    kept = Upload.objects.create(practice=practice, by=fay, rows=[])
    act.throw_away()
    assert [*Upload.objects.all()] == [kept]


def test_a_moment_of_adjustment_is_kept_and_read_by_members(client, practice, fay, bea):
    client.force_login(fay)
    client.post(url(practice, "adjustment_create"), {"saw": "Het liep terug.", "change": "Wij bellen eerst."})
    assert Adjustment.objects.get().by == fay
    client.force_login(bea)
    assert "Wij bellen eerst." in client.get(url(practice)).content.decode()


def test_a_moment_of_adjustment_is_mended_and_what_stood_there_stays_readable(client, practice, fay, bea):
    one = act.adjust(practice, fay, {"saw": "Het liep terug.", "change": "Wij bellen eerst."})
    where = url(practice, "adjustment_edit", one.pk)
    client.force_login(bea)
    assert client.post(where, {"saw": "a", "change": "b"}).status_code == 403
    client.force_login(fay)
    drawn = client.get(where).context["form"]
    typed = {"saw": "Het bleef gelijk.", "change": "Wij bellen eerst.", "stond": drawn.print}
    assert client.post(where, typed).status_code == 302
    client.force_login(bea)
    page = client.get(url(practice)).content.decode()
    assert page.index("Het bleef gelijk.") < page.index("Zo stond het er eerst") < page.index("Het liep terug.")
    client.force_login(fay)
    late = client.post(where, typed | {"saw": "Mijn eigen woorden."}).content.decode()
    assert "Iemand anders veranderde dit net." in late
    assert "Mijn eigen woorden." in late
    assert "Het bleef gelijk." in late
    one.refresh_from_db()
    assert one.saw == "Het bleef gelijk."
    assert client.get(url(make_practice("Elders"), "adjustment_edit", one.pk)).status_code == 403


def test_a_name_in_what_we_saw_is_pointed_out_first(client, practice, fay):
    client.force_login(fay)
    facts = {"saw": "Mevrouw Jansen belde 06-12345678.", "change": "Niets."}
    assert "misschien iets over een persoon" in client.post(url(practice, "adjustment_create"), facts).content.decode()
    assert not Adjustment.objects.exists()


def test_known_pitfalls_are_asked_in_each_phase_and_answers_stay_with_their_phase(client, practice, fay):
    theme = make_theme()
    practice.themes.add(theme)
    Dossier.objects.create(theme=theme, title="t", summary="s", not_working="Druk zetten\n- Alleen brieven sturen")
    first, second = (
        Phase.objects.create(practice=practice, order=n, name=name, begun_at=timezone.now() if n == 1 else None)
        for n, name in ((1, "Vraag"), (2, "Proberen"))
    )
    client.force_login(fay)
    assert "Alleen brieven sturen" in client.get(url(practice, "pitfalls")).content.decode()
    client.post(url(practice, "pitfalls"), {"valkuil_0": "yes", "valkuil_1": "no"})
    assert dict(Pitfall.objects.values_list("line", "here")) == {"Druk zetten": "yes", "Alleen brieven sturen": "no"}
    Phase.objects.filter(pk=first.pk).update(ended_at=timezone.now())
    Phase.objects.filter(pk=second.pk).update(begun_at=timezone.now())
    page = client.get(url(practice, "pitfalls")).content.decode()
    assert "Wat jullie eerder zeiden" in page
    client.post(url(practice, "pitfalls"), {"valkuil_0": "bit"})
    assert Pitfall.objects.filter(line="Druk zetten").count() == 2


def test_in_each_phase_who_leads_is_asked_to_look_at_the_pitfalls_until_they_did(client, practice, fay, bea):
    theme = make_theme()
    practice.themes.add(theme)
    Dossier.objects.create(theme=theme, title="t", summary="s", not_working="Druk zetten")
    first, second = (Phase.objects.create(practice=practice, order=n, name=name) for n, name in ((1, "A"), (2, "B")))
    asked = "Kijk of bekende valkuilen hier spelen"
    client.force_login(fay)
    for phase in (first, second):
        move_to(phase, seen=first.pk if phase == second else None)
        assert asked in client.get(practice.get_absolute_url()).content.decode()
        act.check(phase, fay, {"Druk zetten": "yes"})
        assert asked not in client.get(practice.get_absolute_url()).content.decode()
    second.pitfalls.all().delete()
    client.force_login(bea)
    assert asked not in client.get(practice.get_absolute_url()).content.decode()


def test_the_monitor_costs_the_same_for_few_and_many(client, practice, fay, django_assert_max_num_queries):
    measure(make_indicator(practice), 1)
    client.force_login(fay)
    client.get(url(practice))
    with django_assert_max_num_queries(12) as few:
        client.get(url(practice))
    for number in range(12):
        one = make_indicator(practice, f"Nog {number}")
        for month in range(1, 13):
            measure(one, month, date(2025, month, 1))
    with django_assert_max_num_queries(12) as many:
        client.get(url(practice))
    assert len(few) == len(many)
