"""The self-assessment: answered alone and unseen, counted once, never who; then one improvement and the same again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Perspective
from knowledge.models import AssessmentQuestion, Dossier, TargetGroup
from notifications.models import Notification
from practices.actions import assessment as act
from practices.models import Assessment, ElementScore, Improvement, Membership, Sheet, SheetAnswer
from tests.makers import make_element, make_member, make_practice, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    theme = make_theme("Schulden")
    dossier = Dossier.objects.create(theme=theme, title="Schulden", summary="Kort.")
    for number, wording in enumerate(("Iemand die bleef", "Eerst rust")):
        element = make_element(wording, theme)
        for again in (1, 2):
            AssessmentQuestion.objects.create(
                dossier=dossier,
                element=element,
                key=f"{element.slug}-{again}",
                text=f"{wording}: doen wij dat {again}?",
                order=number * 2 + again,
            )
    return theme


@pytest.fixture
def practice(theme):
    practice = make_practice()
    practice.themes.add(theme)
    return practice


@pytest.fixture
def fay(practice):
    return make_member(practice, "Fay", is_facilitator=True)


@pytest.fixture
def round_(practice, fay, theme):
    return begin(practice, fay, theme)


def begin(practice, by, theme, **facts):
    facts = {"theme": theme, "group": "", "help": "het wijkteam", "until": timezone.localdate()} | facts
    return act.start(practice, by, facts)


def url(one, name="assessment"):
    return reverse(f"practices:{name}", args=[one.practice.slug, one.pk])


def fill(one, user, value, side="pro", hand_in=True):
    """Let somebody give every question the same answer."""
    sheet = act.begin(one, user, side)
    act.answer(sheet, {question.pk: value for question in one.questions.all()})
    if hand_in:
        act.hand_in(sheet)
    return sheet


def crowd(practice, number, name="Lid", perspective=Perspective.PROFESSIONAL):
    return [make_member(practice, f"{name}{n}", perspective) for n in range(number)]


def typed(one, value):
    return {f"vraag_{question.pk}": value for question in one.questions.all()}


def test_a_facilitator_starts_a_round_with_the_questions_of_the_theme_and_members_hear_of_it(
    client, practice, fay, theme
):
    bea = make_member(practice, "Bea")
    client.force_login(fay)
    address = reverse("practices:assessment_create", args=[practice.slug])
    assert theme.name in client.get(address).content.decode()
    facts = {"theme": theme.pk, "group": "jongeren", "help": "het wijkteam", "until": timezone.localdate()}
    client.post(address, facts)
    one = Assessment.objects.get()
    assert one.questions.count() == 4
    assert one.group == "jongeren"
    assert Notification.objects.filter(user=bea, url=one.get_absolute_url()).exists()
    assert not Notification.objects.filter(user=fay).exists()


def test_a_round_for_one_group_asks_what_holds_for_it_and_for_everybody_and_nothing_else(client, practice, fay, theme):
    own, other = theme.dossier.questions.filter(element__plain_wording="Eerst rust")
    AssessmentQuestion.objects.filter(pk=own.pk).update(groups="gezinnen\njongeren")
    AssessmentQuestion.objects.filter(pk=other.pk).update(groups="ouderen")
    young = begin(practice, fay, theme, group="jongeren")
    assert own in young.questions.all()
    assert other not in young.questions.all()
    assert young.questions.count() == 3
    client.force_login(fay)
    assert "Voor wie: Jongeren" in client.get(practice.get_absolute_url()).content.decode()
    assert {one.element.plain_wording for one in begin(practice, fay, theme, group="kinderen").questions.all()} == {
        "Iemand die bleef"
    }
    assert begin(practice, fay, theme).questions.count() == 4, "help for everybody is asked everything"
    page = client.get(url(young)).content.decode()
    assert "Jongeren, 12 tot 27 jaar" in page
    assert "Het zijn 3 vragen. Ze passen bij deze mensen" in page
    act.begin(young, fay, "pro")
    assert "Jongeren, 12 tot 27 jaar" in client.get(url(young, "assessment_sheet")).content.decode()


def test_the_result_says_for_whom_it_was_and_only_rounds_for_the_same_group_stand_beside_it(
    client, practice, fay, theme
):
    for number, group in enumerate(("jongeren", "jongeren", "")):
        other = make_practice(f"Ander{number}")
        cor = make_member(other, "Cor", is_facilitator=True)
        act.agree(closed(other, cor, theme, number, group=group), cor, True)
    ours = closed(practice, fay, theme, 2, group="jongeren")
    act.agree(ours, fay, True)
    client.force_login(fay)
    page = client.get(url(ours)).content.decode()
    assert page.count("Jongeren, 12 tot 27 jaar") == 3, "above, at the figures and at the comparison"
    assert "Naast 2 andere praktijken" in page
    assert '<td class="num">2</td><td class="num">0</td><td class="num">1</td>' in page


def test_a_group_about_which_nothing_is_asked_is_refused_and_what_was_typed_stays(client, practice, fay, theme):
    AssessmentQuestion.objects.update(groups="ouderen")
    client.force_login(fay)
    facts = {"theme": theme.pk, "group": "jongeren", "help": "het wijkteam", "until": timezone.localdate()}
    page = client.post(reverse("practices:assessment_create", args=[practice.slug]), facts).content.decode()
    assert "geen vragen voor deze mensen" in page
    assert "het wijkteam" in page
    assert not Assessment.objects.exists()


def test_only_facilitators_start_a_round_and_close_it(client, practice, round_):
    client.force_login(make_member(practice, "Bea"))
    assert client.get(reverse("practices:assessment_create", args=[practice.slug])).status_code == 403
    assert client.post(url(round_, "assessment_closing")).status_code == 403
    round_.refresh_from_db()
    assert round_.is_open


def test_who_does_not_take_part_finds_no_round(client, round_):
    client.force_login(make_member(make_practice("Elders"), "Cor", is_facilitator=True))
    assert client.get(reverse("practices:assessments", args=[round_.practice.slug])).status_code == 403
    for name in ("assessment", "assessment_sheet", "assessment_closing", "improvement"):
        assert client.get(url(round_, name)).status_code == 404
    assert client.post(url(round_, "assessment_handing")).status_code == 404


def test_starting_twice_gives_the_round_that_is_open(practice, fay, theme, round_):
    assert begin(practice, fay, theme) == round_


def test_somebody_answers_part_by_part_and_goes_on_later(client, practice, round_):
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    client.post(url(round_), {"side": "lived"})
    sheet = Sheet.objects.get(user=bea)
    assert sheet.side == "lived"
    page = client.get(url(round_, "assessment_sheet")).content.decode()
    assert "Deel 1 van 2" in page
    first, second = round_.questions.order_by("order")[:2]
    address = f"{url(round_, 'assessment_sheet')}?deel=1"
    client.post(address, {f"vraag_{first.pk}": "3", f"vraag_{second.pk}": "?", "later": "ja"})
    assert dict(sheet.answers.values_list("question", "value")) == {first.pk: 3, second.pk: None}
    page = client.get(address).content.decode()
    assert page.count("checked") == 2
    sheet.refresh_from_db()
    assert sheet.handed_in_at is None


def test_a_changed_answer_replaces_the_first_and_an_unknown_one_is_refused(client, practice, round_):
    bea = make_member(practice, "Bea")
    sheet = fill(round_, bea, 0)
    client.force_login(bea)
    client.post(f"{url(round_, 'assessment_sheet')}?deel=1", typed(round_, "2"))
    assert set(sheet.answers.values_list("value", flat=True)) == {0, 2}
    assert sheet.answers.count() == 4
    answer = client.post(f"{url(round_, 'assessment_sheet')}?deel=1", typed(round_, "7"))
    assert answer.status_code == 200
    assert not sheet.answers.filter(value=7).exists()


def test_while_a_round_is_open_nobody_sees_a_figure_nor_who_answered(client, practice, fay, round_):
    for one in crowd(practice, 6):
        fill(round_, one, 3)
    client.force_login(fay)
    page = client.get(url(round_)).content.decode()
    assert "Lid1" not in page
    assert "Altijd" not in page
    assert not ElementScore.objects.exists()


def test_closing_counts_once_and_throws_every_sheet_away(client, practice, fay, round_):
    for one in crowd(practice, 6):
        fill(round_, one, 2)
    fill(round_, make_member(practice, "Klad"), 0, hand_in=False)
    client.force_login(fay)
    client.post(url(round_, "assessment_closing"))
    assert not Sheet.objects.exists()
    assert not SheetAnswer.objects.exists()
    scores = ElementScore.objects.filter(assessment=round_)
    assert {(one.side, one.people, one.quarters, one.unknown) for one in scores} == {("pro", 5, 8, 0)}
    page = client.get(url(round_)).content.decode()
    assert "meestal" in page
    assert "Lid1" not in page


def test_a_side_of_fewer_than_five_is_not_shown_and_the_other_side_is(client, practice, fay, round_):
    for one in crowd(practice, 5):
        fill(round_, one, 3)
    for one in crowd(practice, 4, "Erv", Perspective.LIVED):
        fill(round_, one, 0, side="lived")
    act.close(round_, fay)
    assert set(round_.scores.values_list("side", flat=True)) == {"pro"}
    client.force_login(fay)
    page = client.get(url(round_)).content.decode()
    assert "minder dan 5" in page
    assert "Nog niet" in page, "the axis"
    assert "nog niet.<" not in page


def test_both_sides_stand_beside_each_other_with_a_sentence_and_a_table(client, practice, fay, round_):
    for one in crowd(practice, 5):
        fill(round_, one, 3)
    for one in crowd(practice, 5, "Erv", Perspective.LIVED):
        fill(round_, one, 0, side="lived")
    act.close(round_, fay)
    client.force_login(fay)
    page = client.get(url(round_)).content.decode()
    said = "Mensen met ervaring: ongeveer 0 van de 3, dat is nog niet. Wie helpt of regelt: ongeveer 3 van de 3"
    assert said in page
    assert page.index('data-voice="lived"') < page.index('data-voice="pro"'), "experience stands first"
    assert "<table" in page


def test_who_does_not_know_is_told_in_fives_and_never_below(practice, fay, round_):
    for one in crowd(practice, 4):
        fill(round_, one, None)
    for one in crowd(practice, 5, "Wel"):
        fill(round_, one, 1)
    act.close(round_, fay)
    assert set(round_.scores.values_list("people", "unknown")) == {(5, 0)}


def test_five_who_do_not_know_are_shown_as_five_to_nine(practice, fay, round_):
    for one in crowd(practice, 5):
        fill(round_, one, None)
    for one in crowd(practice, 5, "Wel"):
        fill(round_, one, 1)
    act.close(round_, fay)
    assert set(round_.scores.values_list("people", "unknown")) == {(5, 5)}


def test_what_is_taken_back_does_not_count(client, practice, fay, round_):
    people = crowd(practice, 5)
    for one in people:
        fill(round_, one, 3)
    client.force_login(people[0])
    client.post(url(round_, "assessment_handing"), {"antwoord": "weg"})
    act.close(round_, fay)
    assert not round_.scores.exists()


def test_after_closing_nothing_can_be_changed_and_the_page_says_so(client, practice, fay, round_):
    bea = make_member(practice, "Bea")
    sheet = fill(round_, bea, 1)
    act.close(round_, fay)
    client.force_login(bea)
    answer = client.post(f"{url(round_, 'assessment_sheet')}?deel=1", typed(round_, "2"), follow=True)
    assert "net gesloten" in answer.content.decode()
    with pytest.raises(act.Closed):
        act.answer(sheet, {})
    assert not act.close(round_, fay), "and it is counted once"


def test_the_facilitator_is_warned_before_closing_too_early(client, practice, fay, round_):
    for one in crowd(practice, 5):
        fill(round_, one, 3)
    client.force_login(fay)
    page = client.get(url(round_, "assessment_closing")).content.decode()
    assert "Mensen met ervaring:" in page
    assert "Wie helpt of regelt:" not in page


def closed(practice, fay, theme, value, number=5, name="Lid", group=""):
    one = begin(practice, fay, theme, group=group)
    for user in crowd(practice, number, name):
        fill(one, user, value)
    act.close(one, fay)
    return one


def test_one_improvement_with_owner_and_day_is_chosen_and_finished_by_its_owner(client, practice, fay, theme):
    one = closed(practice, fay, theme, 1)
    bea = make_member(practice, "Bea")
    element = one.questions.first().element
    client.force_login(fay)
    facts = {"element": element.pk, "what": "Elke week bellen.", "owner": bea.pk, "due_on": timezone.localdate()}
    client.post(url(one, "improvement"), facts)
    chosen = Improvement.objects.get()
    assert (chosen.what, chosen.owner) == ("Elke week bellen.", bea)
    assert Notification.objects.filter(user=bea, kind="improvement").exists()
    client.force_login(make_member(practice, "Dirk"))
    assert client.post(url(one, "improvement_finishing")).status_code == 403
    client.force_login(bea)
    client.post(url(one, "improvement_finishing"))
    chosen.refresh_from_db()
    assert chosen.done_by == bea


def test_an_improvement_needs_a_member_and_a_day_to_come_and_keeps_what_was_typed(client, practice, fay, theme):
    one = closed(practice, fay, theme, 1)
    stranger = make_member(make_practice("Elders"), "Cor")
    client.force_login(fay)
    facts = {"what": "Elke week bellen.", "owner": stranger.pk, "due_on": "2020-01-01"}
    page = client.post(url(one, "improvement"), facts)
    assert page.status_code == 200
    assert "Elke week bellen." in page.content.decode()
    assert not Improvement.objects.exists()


def test_a_name_in_the_improvement_is_pointed_out_before_it_is_placed(client, practice, fay, theme):
    one = closed(practice, fay, theme, 1)
    client.force_login(fay)
    facts = {
        "element": one.questions.first().element_id,
        "what": "Bel mevrouw Jansen op 06-12345678.",
        "owner": fay.pk,
        "due_on": timezone.localdate(),
    }
    page = client.post(url(one, "improvement"), facts)
    assert "misschien iets over een persoon" in page.content.decode()
    assert not Improvement.objects.exists()


def test_after_three_months_facilitators_are_reminded_once_and_the_trend_shows(client, practice, fay, theme):
    first = closed(practice, fay, theme, 1)
    long_ago = timezone.now() - timedelta(days=95)
    Assessment.objects.filter(pk=first.pk).update(closed_at=long_ago, started_at=long_ago)
    act.keep_time()
    act.keep_time()
    assert Notification.objects.filter(user=fay, kind="assessment-reminder").count() == 1
    second = closed(practice, fay, theme, 3, name="Later")
    Notification.objects.all().delete()
    act.keep_time()
    assert not Notification.objects.exists(), "it was asked again"
    client.force_login(fay)
    page = client.get(url(second)).content.decode()
    assert "Wat veranderde er?" in page
    assert "Wat veranderde er?" not in client.get(url(first)).content.decode()


def test_a_round_left_open_is_closed_by_itself_a_week_after_its_last_day(practice, fay, round_):
    for user in crowd(practice, 5):
        fill(round_, user, 2)
    act.keep_time(round_.until + timedelta(days=3))
    round_.refresh_from_db()
    assert round_.is_open
    assert Notification.objects.filter(user=fay, kind="assessment-reminder").exists()
    act.keep_time(round_.until + timedelta(days=8))
    round_.refresh_from_db()
    assert not round_.is_open
    assert not Sheet.objects.exists()


def test_who_began_hears_that_the_round_ends(practice, round_):
    bea, dirk = make_member(practice, "Bea"), make_member(practice, "Dirk")
    fill(round_, bea, 1, hand_in=False)
    fill(round_, dirk, 1)
    act.keep_time()
    told = Notification.objects.filter(kind="assessment-reminder")
    assert [one.user for one in told] == [bea]


def test_practices_like_ours_stand_beside_us_only_when_all_agreed_and_two_of_them_did(client, practice, fay, theme):
    ours = closed(practice, fay, theme, 2)
    others = []
    for number, value in enumerate((1, 3)):
        other = make_practice(f"Ander{number}")
        cor = make_member(other, "Cor", is_facilitator=True)
        others.append((closed(other, cor, theme, value), cor))
    client.force_login(fay)
    act.agree(others[0][0], others[0][1], True)
    client.post(url(ours, "assessment_agreement"), {"antwoord": "ja"})
    page = client.get(url(ours)).content.decode()
    assert "Nog te weinig andere praktijken" in page
    act.agree(others[1][0], others[1][1], True)
    page = client.get(url(ours)).content.decode()
    assert "Naast 2 andere praktijken" in page
    assert "Ander0" not in page
    client.post(url(ours, "assessment_agreement"), {"antwoord": "nee"})
    assert "Naast 2 andere praktijken" not in client.get(url(ours)).content.decode()


def test_the_result_costs_the_same_for_few_and_many(client, practice, fay, theme, django_assert_max_num_queries):
    few = closed(practice, fay, theme, 2)
    client.force_login(fay)
    address = url(few)
    client.get(address)
    with django_assert_max_num_queries(12) as before:
        client.get(address)
    Assessment.objects.filter(pk=few.pk).update(group="jongeren")
    for number in range(6):
        element = make_element(f"Nog een {number}", theme)
        AssessmentQuestion.objects.create(
            dossier=theme.dossier, element=element, key=f"nog-{number}", text="Doen wij dat?"
        )
    many = closed(practice, fay, theme, 2, number=25, name="Veel")
    address = url(many)
    with django_assert_max_num_queries(12) as after:
        client.get(address)
    assert len(before) == len(after)


def test_the_workspace_asks_a_member_until_they_handed_in(client, practice, round_):
    bea = make_member(practice, "Bea")
    client.force_login(bea)
    assert "Vul de zelftest in" in client.get(practice.get_absolute_url()).content.decode()
    fill(round_, bea, 1)
    assert "Vul de zelftest in" not in client.get(practice.get_absolute_url()).content.decode()


def test_who_left_the_practice_answers_no_more(client, practice, round_):
    bea = make_member(practice, "Bea")
    fill(round_, bea, 1)
    Membership.objects.filter(user=bea).update(left_at=timezone.now())
    client.force_login(bea)
    assert client.post(f"{url(round_, 'assessment_sheet')}?deel=1", typed(round_, "2")).status_code == 404


def test_the_catalogue_brings_219_questions_and_every_theme_can_be_tested():
    call_command("load_catalogue", verbosity=0)
    assert AssessmentQuestion.objects.count() == 219
    assert Dossier.objects.filter(questions__isnull=True).count() == 0
    asked = AssessmentQuestion.objects.asked
    for dossier in Dossier.objects.select_related("theme"):
        assert all(asked(dossier.theme, group).exists() for group in TargetGroup.values)
        assert asked(dossier.theme).count() == dossier.questions.count()
    network = Dossier.objects.get(theme__slug="jeugd-netwerk").theme
    assert asked(network, "jongeren").filter(element__slug="eigen-steunfiguur").count() == 3
    assert not asked(network, "gezinnen").filter(element__slug="eigen-steunfiguur").exists()


def test_no_group_is_found_within_the_name_of_another():
    assert not [one for one in TargetGroup.values if sum(one in other for other in TargetGroup.values) > 1]
