"""Telling on paper, or with somebody beside you; nobody but the teller says yes."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import person, reader
from accounts.pace import source
from knowledge.models import Theme, WorkingElement
from practices.models import Practice
from stories import leaflet
from stories.actions import helping as act
from stories.actions.link import new_link
from stories.forms.helping import CodeForm, SheetForm, TogetherForm, WordsForm
from stories.forms.telling import on_from
from stories.models import Asking, Helping, Story, asked
from stories.views.access import hold, hold_as_teller, is_with_teller, own_draft, own_story, paced
from stories.views.link import COOKIE, carry, discreet
from stories.views.telling import arrived, asked_at_first

ON_A_SHEET = 6  # cards
MOST_SHEETS = 30
MOST_CARDS = 40
MINE = 20
MOST_TYPED = 60  # sheets in an hour
JUST_KEPT = "sheet-kept"  # in the session, for one page: the browser may let go of its copy


def practice_asked(request: HttpRequest) -> Practice | None:
    """Give the practice named in the address, if any."""
    slug = request.GET.get("praktijk", "")
    return Practice.objects.visible_to(reader(request)).filter(slug=slug).first() if slug else None


def theme_asked(request: HttpRequest, practice: Practice | None) -> Theme | None:
    """Give the theme of this practice that is named in the address, if any."""
    slug = request.GET.get("thema", "").replace("\x00", "")
    return practice.themes.filter(slug=slug).first() if practice and slug else None


@never_cache
def paper(request: HttpRequest) -> HttpResponse:
    """Explain the paper way; a code typed here opens the story it belongs to."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        story = act.story_of_code(form.cleaned_data["code"], source(request))
        if story is not None:
            hold_as_teller(request, story)
            asks = story.is_draft and Helping.objects.filter(story=story, confirmed_at=None).exists()
            return discreet(redirect("stories:words" if asks else "stories:own", story.pk))
        form.add_error("code", _("Deze code kennen we niet. Is je blad al overgetypt? Kijk de tekens nog eens na."))
    practice = practice_asked(request)
    theme = theme_asked(request, practice)
    on = on_from(practice and practice.slug, theme and theme.slug)
    return render(request, "stories/paper/paper.html", {"form": form, "on": on})


def cards_for(practice: Practice | None) -> list[WorkingElement]:
    """Give the cards of a sheet, always in one order: of the practice's themes, then those that count everywhere."""
    general = WorkingElement.Kind.GENERAL
    elements = WorkingElement.objects.filter(kind=general)
    if practice:
        elements = WorkingElement.objects.filter(themes__practices=practice) | elements
    found = {element.pk: element for element in elements.order_by("pk")}
    return sorted(found.values(), key=lambda element: (element.kind == general, element.pk))[:MOST_CARDS]


@require_safe
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """Draw sheets to print, each with a number and a code of its own; nothing is stored."""
    practice = practice_asked(request)
    theme = theme_asked(request, practice)
    many = request.GET.get("aantal", "1")
    number = min(max(int(many), 1), MOST_SHEETS) if many.isdecimal() and len(many) < 4 else 1
    sheets = [(one, leaflet.code_of(one)) for one in (leaflet.new_number() for _sheet in range(number))]
    facts = {
        "sheets": sheets,
        "practice": practice,
        "theme": theme,
        "elements": cards_for(practice)[:ON_A_SHEET],
        "asked": asked(Asking.objects.of(practice, [theme.pk] if theme else [])),
        "where": settings.SITE_URL + reverse("stories:paper"),
    }
    return discreet(render(request, "stories/paper/sheet.html", facts))


@login_required
@never_cache
def type_in(request: HttpRequest) -> HttpResponse:
    """Let a helper type over a sheet; afterwards only the teller opens it."""
    helper, practice = person(request), practice_asked(request)
    theme = theme_asked(request, practice)
    elements = cards_for(practice)
    came = {"praktijk": practice.slug if practice else "", "thema": theme.slug if theme else ""}
    form = SheetForm(request.POST or None, elements=elements, initial=came)
    questions = asked_at_first(form)
    form.fields["happened"].label, form.fields["helped"].label = questions.happened, questions.helped
    if request.method == "POST" and form.is_valid() and paced(request, form, MOST_TYPED):
        facts = form.cleaned_data

        def keep() -> str:
            act.type_in(helper, facts["number"], facts["who"], facts["praktijk"], facts, form.picks(), form.own_cards())
            return reverse("stories:type_in")

        try:
            where = form.once(keep)
        except act.Taken:
            form.add_error("number", _("Dit blad is al overgetypt. De verteller opent het met de code."))
        else:
            request.session[JUST_KEPT] = True
            messages.success(request, _("Bewaard. Nu is de verteller aan zet, met de code van de strook."))
            return redirect(where)
    fields = [form[f"card-{element.pk}"] for element in elements]
    typed = Helping.objects.filter(helper=helper, way=Helping.Way.PAPER).select_related("story").order_by("-pk")
    facts = {
        "form": form,
        "practice": practice,
        "theme": theme,
        "themes": practice.themes.exclude(askings=None) if practice else (),
        "practices": Practice.objects.of(helper),
        "first": fields[:ON_A_SHEET],
        "more": fields[ON_A_SHEET:],
        "typed": typed[:MINE],
        "step": "blad",
        "kept": request.session.pop(JUST_KEPT, False),
    }
    return render(request, "stories/paper/type_in.html", facts)


@never_cache
def together(request: HttpRequest) -> HttpResponse:
    """Begin a story that somebody helps to tell."""
    user = reader(request)
    form = TogetherForm(request.POST or None, signed_in=user.is_authenticated, initial=arrived(request))
    if request.method != "POST" or not (form.is_valid() and paced(request, form)):
        request.session.setdefault("telling", True)
        shown = {"form": form, "step": "samen", "asked": asked_at_first(form)}
        return render(request, "stories/paper/together.html", shown)
    facts, secret = form.cleaned_data, ""
    by_helper = facts.get("account") == "helper"

    def begin() -> str:
        nonlocal secret
        story, secret = act.begin_together(
            user, facts["who"], facts["happened"], facts["praktijk"], facts["thema"], helper_signed_in=by_helper
        )
        if not secret and not user.is_authenticated:
            secret = new_link(story)
        name = "stories:code" if by_helper else ("stories:link" if secret else "stories:hielp")
        return reverse(name, args=[story.pk])

    where = form.once(begin)
    if by_helper or not user.is_authenticated:
        hold(request, Story(pk=resolve(where).kwargs["pk"]))
    return carry(redirect(where), secret, where)


@require_safe
@own_story
def code(request: HttpRequest, story: Story) -> HttpResponse:
    """Show the teller's code, once."""
    mine = leaflet.plain_code(request.COOKIES.get(COOKIE, ""))
    known = act.story_of_code(mine, f"shown-{story.pk}") if mine else None
    facts = {"story": story, "code": leaflet.grouped(mine) if known == story else ""}
    answer = discreet(render(request, "stories/paper/code.html", facts))
    answer.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return answer


@own_draft
def words(request: HttpRequest, story: Story) -> HttpResponse:
    """Read the words back to their teller, who says that they are theirs, or changes them."""
    helping = getattr(story, "helping", None)
    if helping is None:
        return redirect("stories:nalezen", story.pk)
    form = WordsForm(request.POST or None, asks_code=not is_with_teller(request, story))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data.get("code")
        if typed is None or act.story_of_code(typed, f"story-{story.pk}") == story:
            act.confirm(story)
            messages.success(request, _("Mooi. Je woorden blijven van jou."))
            return redirect("stories:nalezen" if story.readers_at else f"stories:{story.step}", story.pk)
        form.add_error("code", _("Deze code hoort niet bij dit verhaal. Kijk de tekens nog eens na."))
    return render(request, "stories/paper/words.html", {"story": story, "form": form, "helping": helping})
