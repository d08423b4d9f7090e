"""Two questions of telling that may be skipped: which sentence a card is about, and what it all means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from practices.models import ContentNote
from stories.actions import telling as act
from stories.forms.meaning import MeaningForm, SentencesForm
from stories.meaning import POINTS, Domain, as_row, kept
from stories.models import Slider, Story
from stories.views.access import own_draft
from stories.views.telling import leave, page


@own_draft
def which_sentence(request: HttpRequest, story: Story) -> HttpResponse:
    """Ask for each chosen card the very sentence it is about."""
    form = SentencesForm(request.POST or None, story=story, weighings=list(story.weighings.all()))
    if request.method == "POST" and form.is_valid():
        act.mark_sentences(story, form.quotes())
        return leave(request, story, "zinnen")
    return page(request, "zinnen", form, story)


@own_draft
def what_it_means(request: HttpRequest, story: Story) -> HttpResponse:
    """Ask what made the difference, who decided, and when it turned."""
    initial = {name: getattr(story, name) for name in ("triangle", "line", "since", "turning_point")}
    lists = {"domains": kept(story.domains, Domain), "content_notes": kept(story.content_notes, ContentNote)}
    slider = slider_for(story)
    form = MeaningForm(request.POST or None, initial=initial | lists, slider=slider)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        act.keep(story, "betekenis", slider=slider, **facts | {name: as_row(facts[name]) for name in lists})
        return leave(request, story, "betekenis")
    return page(request, "betekenis", form, story, points=list(zip(POINTS, form["triangle"], strict=False)))


def slider_for(story: Story) -> Slider | None:
    """Give the line this story is asked: the one it answered before, else that of its practice now, if it has one."""
    if story.line or story.practice is None:
        return story.slider
    found: Slider | None = story.practice.sliders.filter(ended_at=None).first()
    return found
