"""The outcome of a self-assessment goes to paper: every sentence and table, and nothing to press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Perspective
from knowledge.models import AssessmentQuestion, Dossier, Theme
from practices.actions import assessment as act
from practices.models import Assessment, Practice, Sheet, SheetAnswer
from tests.makers import make_element, make_member, make_practice, make_theme

PAPER = 672  # pixels between the margins of A4
SIDEWAYS = "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)"


@pytest.fixture
def theme(site):
    theme = make_theme("Schulden")
    dossier = Dossier.objects.create(theme=theme, title="Schulden", summary="Kort.")
    for number, wording in enumerate(("Iemand die bleef", "Eerst rust", "Wat is afgesproken, gebeurt ook echt")):
        element = make_element(wording, theme)
        AssessmentQuestion.objects.create(
            dossier=dossier, element=element, key=element.slug, text="Doen wij dat?", order=number
        )
    return theme


def counted(practice: Practice, theme: Theme, value: int) -> Assessment:
    """Hold a round for young people that five people of both sides filled in, and let others see it."""
    fay = practice.memberships.get(is_facilitator=True).user
    facts: dict[str, Any] = {"theme": theme, "group": "jongeren", "help": "het wijkteam", "until": timezone.localdate()}
    one = act.start(practice, fay, facts)
    for number in range(10):
        side = ("lived", "pro")[number % 2]
        user = make_member(practice, f"Lid{number}", Perspective.PROFESSIONAL)
        sheet = Sheet.objects.create(assessment=one, user=user, side=side, handed_in_at=timezone.now())
        SheetAnswer.objects.bulk_create(
            SheetAnswer(sheet=sheet, question=question, value=value) for question in one.questions.all()
        )
    act.close(one, fay)
    act.agree(one, fay, True)
    return one


def before(one: Assessment, times: int) -> None:
    """Let the same have been found in so many earlier rounds, a hundred days apart."""
    scores = list(one.scores.all())
    for number in range(1, times + 1):
        day = timezone.now() - timedelta(days=100 * number)
        facts = {"practice": one.practice, "theme": one.theme, "group": one.group, "help": one.help}
        earlier = Assessment.objects.create(**facts, until=day.date(), closed_at=day)
        for score in scores:
            score.pk, score.assessment = None, earlier
            score.save()


def test_the_outcome_goes_to_paper_with_its_sentences_and_tables_and_nothing_to_press(open_browser, theme):
    rounds = []
    for name, value in (("Eerder aan tafel", 1), ("Ander", 2), ("Nog een", 3)):
        practice = make_practice(name)
        make_member(practice, "Fay", is_facilitator=True)
        rounds.append(counted(practice, theme, value))
    one = rounds[0]
    fay = one.practice.memberships.get(is_facilitator=True).user
    before(one, 5)
    facts = {"element": one.questions.first().element, "what": "Elke week bellen.", "owner": fay}
    act.choose(one, fay, facts | {"due_on": timezone.localdate()})
    page = open_browser(fay, width=PAPER)
    page.goto(one.get_absolute_url())
    page.wait_for_load_state()
    page.emulate_media(media="print")
    for words in (
        "Over deze hulp:",
        "Eerder aan tafel",
        "Jongeren, 12 tot 27 jaar",
        "Dit is geen rapportcijfer",
        "Elke week bellen.",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    for heading in (
        "Wat gaat goed en wat kan beter?",
        "Alle cijfers in een tabel",
        "Dit gaan we beter doen",
        "Wat veranderde er?",
    ):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert [row.is_visible() for row in page.get_by_role("row").all()] == [True] * 21
    assert [picture.is_visible() for picture in page.locator("ol svg.dumb").all()] == [True] * 3
    for pressed in ("button", "form", "nav", "input", ".no-print", ".line-link", ".button"):
        assert not [found for found in page.locator(pressed).all() if found.is_visible()], pressed
    assert page.evaluate(f"{SIDEWAYS}.length") == 0, "nothing falls off the paper"
