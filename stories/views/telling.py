"""Telling, one question a screen. Every way out of a screen keeps what stands there."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.http import reader
from accounts.models import User
from files.models import StoredFile
from knowledge.models import WorkingElement
from moderation import privacy
from practices.models import Audience, Practice
from search import fitting
from stories import names
from stories.actions import replacing, sending
from stories.actions import telling as act
from stories.actions.helping import write_down
from stories.actions.link import new_link
from stories.forms import AboutForm, Arrived, BeginForm, CardsForm, HappenedForm, HelpedForm, NameForm
from stories.models import STEPS, Asked, Asking, Helping, Story, asked
from stories.permissions import may_send
from stories.views.access import held, hold, own_draft, paced
from stories.views.link import carry

CARDS_AT_ONCE = 8
FEWEST_OTHERS = 3  # cards that stand open below those that fit
MOST_FITTING, MOST_NAMED = 5, 3
HEADINGS = {
    "title": gettext_lazy("Titel"),
    "happened": gettext_lazy("Wat er gebeurde"),
    "helped": gettext_lazy("Wat hielp"),
    "turning_point": gettext_lazy("Het keerpunt"),
}
WRITTEN_AT = {"title": "waarover", "happened": "gebeurd", "helped": "hielp", "turning_point": "betekenis"}


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Ask the first question, or offer the story that still lies open."""
    user = reader(request)
    if request.method != "POST" and "nieuw" not in request.GET:
        open_ = Story.objects.told_by(user, held(request)).unsent().order_by("-saved_at").first()
        if open_ is not None:
            return render(request, "stories/open.html", {"story": open_})
    form = BeginForm(request.POST or None, initial=arrived(request))
    if request.method != "POST":
        request.session.setdefault("telling", True)  # two quick clicks then share one session
    if request.method != "POST" or not (form.is_valid() and paced(request, form)):
        return page(request, "gebeurd", form, None, asked=asked_at_first(form))
    facts = form.cleaned_data
    token = ""

    def act_once() -> str:
        nonlocal token
        story = act.begin(user, facts["happened"], facts["praktijk"], facts["thema"])
        token = "" if user.is_authenticated else new_link(story)
        stop = request.POST.get("ga") == "stop"
        name = "stories:link" if token else ("stories:own" if stop else "stories:hielp")
        return reverse(name, args=[story.pk])

    where = form.once(act_once)
    return begun(request, where, token)


def arrived(request: HttpRequest) -> dict[str, str]:
    """Give the practice and the theme of the link the teller followed, as the address names them."""
    return {name: request.GET.get(name, "").replace("\x00", "") for name in ("praktijk", "thema")}


def asked_at_first(form: Arrived) -> Asked:
    """Give the questions of the practice, and the theme, whose link the teller followed."""
    slug, theme = form["praktijk"].value(), form["thema"].value()
    practice = Practice.objects.filter(slug=slug).first() if slug else None
    named = list(practice.themes.filter(slug=theme).values_list("pk", flat=True)) if practice and theme else []
    return asked(Asking.objects.of(practice, named))


def asked_of(story: Story) -> Asked:
    """Give the questions of the story's practice, those of its theme first."""
    return asked(Asking.objects.of(story.practice, [theme.pk for theme in story.themes.all()]))


def begun(request: HttpRequest, where: str, token: str) -> HttpResponse:
    """Go on with a story that was just begun; without an account this browser holds it, and its link is shown once."""
    if reader(request).is_authenticated:
        return redirect(where)
    hold(request, Story(pk=resolve(where).kwargs["pk"]))
    return carry(redirect(where), token, where)


def page(request: HttpRequest, step: str, form: Any, story: Story | None, **facts: Any) -> HttpResponse:
    """Draw one question."""
    before = STEPS[STEPS.index(step) - 1] if step != STEPS[0] else ""
    shared = {
        "form": form,
        "story": story,
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": STEPS,
        "before": before,
        "then": request.POST.get("dan") or request.GET.get("dan") or "",
    }
    return render(request, f"stories/tell/{step}.html", {**shared, **facts})


def leave(request: HttpRequest, story: Story, step: str) -> HttpResponse:
    """Go where the teller wants: on, back, or away for now."""
    match request.POST.get("ga"), request.POST.get("dan"):
        case "stop", _then:
            messages.success(request, _("Bewaard. Je kunt later verdergaan."))
            return redirect("stories:own", story.pk)
        case "terug", _then if step != STEPS[0]:
            return redirect(f"stories:{STEPS[STEPS.index(step) - 1]}", story.pk)
        case _ga, then if then in STEPS:
            return redirect(f"stories:{then}", story.pk)
    return redirect(f"stories:{STEPS[STEPS.index(step) + 1]}", story.pk)


def goes_on(request: HttpRequest) -> bool:
    """Say whether the teller asks for the next question; back and stop keep half an answer too."""
    return request.POST.get("ga") not in {"terug", "stop"}


def has_voice(story: Story) -> bool:
    """Say whether there is a recording to write out."""
    return StoredFile.objects.about(Story.KIND, story.pk).sounds().exists()


@own_draft
def happened(request: HttpRequest, story: Story) -> HttpResponse:
    helping = getattr(story, "helping", None)
    initial = {"happened": story.happened, "who": helping.who if helping else ""}
    is_spoken = (helping is None or helping.way == Helping.Way.SPOKEN) and has_voice(story)
    form = HappenedForm(request.POST or None, initial=initial, is_spoken=is_spoken)
    form.fields["happened"].required = goes_on(request)
    if request.method == "POST" and form.is_valid():
        act.keep(story, "gebeurd", happened=form.cleaned_data["happened"])
        if is_spoken:
            write_down(story, form.cleaned_data["who"])
        return leave(request, story, "gebeurd")
    return page(request, "gebeurd", form, story, asked=asked_of(story))


@own_draft
def helped(request: HttpRequest, story: Story) -> HttpResponse:
    form = HelpedForm(request.POST or None, initial={"helped": story.helped})
    if request.method == "POST" and form.is_valid():
        act.keep(story, "hielp", **form.cleaned_data)
        return leave(request, story, "hielp")
    return page(request, "hielp", form, story, asked=asked_of(story))


@own_draft
def about(request: HttpRequest, story: Story) -> HttpResponse:
    initial = {
        "themes": [theme.pk for theme in story.themes.all()] or themes_of(story.practice),
        "title": story.title,
        "municipality": story.municipality.name if story.municipality else "",
        "intervention": story.intervention_id,
        "group": story.group,
    }
    form = AboutForm(request.POST or None, initial=initial, fitting=interventions_for(story))
    if request.method == "POST" and form.is_valid():
        act.keep_about(story, **form.cleaned_data)
        return leave(request, story, "waarover")
    return page(request, "waarover", form, story)


def themes_of(practice: Practice | None) -> list[int]:
    """Give the one theme of the practice the teller came from, as a first guess; more is no guess."""
    themes = [theme.pk for theme in practice.themes.all()] if practice else []
    return themes if len(themes) == 1 else []


@own_draft
def cards(request: HttpRequest, story: Story) -> HttpResponse:
    elements = elements_for(story)
    chosen = {f"card-{row.element_id}": row.polarity for row in story.weighings.all() if row.element_id}
    own = next((row for row in story.weighings.all() if not row.element_id), None)
    if own:
        chosen |= {"own": own.own_words, "own_polarity": own.polarity}
    form = CardsForm(request.POST or None, elements=elements, initial=chosen)
    if request.method == "POST" and form.is_valid():
        act.choose_cards(story, form.picks(), form.own_cards())
        if not (form.picks() or form.own_cards()) and goes_on(request) and not request.POST.get("dan"):
            return redirect("stories:betekenis", story.pk)  # without cards there is no sentence to point at
        return leave(request, story, "kaarten")
    fits = fitting_cards(story, elements)
    on_top = [form[f"card-{pk}"] for pk in fits]
    fields = [form[f"card-{element.pk}"] for element in elements if element.pk not in fits]
    at_once = max(CARDS_AT_ONCE - len(on_top), FEWEST_OTHERS) if on_top else CARDS_AT_ONCE
    first, more = fields[:at_once], fields[at_once:]
    opened = any(field.value() for field in more)
    return page(request, "kaarten", form, story, fits=on_top, first=first, more=more, opened=opened)


def fitting_cards(story: Story, elements: list[WorkingElement]) -> list[int]:
    """Give which cards fit what was told, best first; counted from its words, kept nowhere."""
    offered = {element.pk for element in elements}
    themes = [theme.pk for theme in story.themes.all()]
    return [pk for pk in fitting.elements(words_of(story), themes, MOST_FITTING) if pk in offered]


def interventions_for(story: Story) -> list[int]:
    """Give which interventions fit what was told, best first."""
    return fitting.interventions(words_of(story), [theme.pk for theme in story.themes.all()], MOST_NAMED)


def words_of(story: Story) -> str:
    return f"{story.title}\n{story.happened}\n{story.helped}"


def elements_for(story: Story) -> list[WorkingElement]:
    """Give the cards of the story's themes, then those that count everywhere, and whatever was chosen before."""
    themes = [theme.pk for theme in story.themes.all()]
    chosen = [row.element_id for row in story.weighings.all() if row.element_id]
    general = WorkingElement.Kind.GENERAL
    wanted = Q(themes__in=themes) | Q(kind=general) | Q(pk__in=chosen)
    found = WorkingElement.objects.filter(wanted).distinct()
    return sorted(found, key=lambda element: (element.kind == general, element.plain_wording))


@own_draft
def readers(request: HttpRequest, story: Story) -> HttpResponse:
    user = reader(request)
    account = user if isinstance(user, User) else None
    form = NameForm(request.POST or None, story=story, user=account, initial=readers_initial(story))
    form.fields["practice"].queryset = practices_for(user, story)  # type: ignore[attr-defined]
    suggested = names.suggestions(story.pk, [account.pseudonym] if account else [])
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        act.choose_readers(
            story,
            Audience(facts["audience"]),
            facts["practice"],
            facts["purposes"],
            form.ends_on(),
            facts["pseudonym"] or suggested[0],
            facts["perspective"],
        )
        return leave(request, story, "lezers")
    if request.method == "POST" and not goes_on(request) and "pseudonym" not in form.errors:
        act.keep(story, "gebeurd", pseudonym=form.cleaned_data.get("pseudonym", ""))
        return leave(request, story, "lezers")
    return page(request, "lezers", form, story, suggestions=suggested)


def readers_initial(story: Story) -> dict[str, Any]:
    """Give what was chosen before; nothing at all as long as nothing was chosen."""
    initial: dict[str, Any] = {
        "pseudonym": story.pseudonym,
        "practice": story.practice_id,
        "perspective": story.perspective,
    }
    if story.readers_at:
        purposes = [consent.purpose for consent in story.consents.valid()]
        until = "keep" if story.shown_until else ("0" if story.audience != Audience.ME else "")
        initial |= {"audience": story.audience, "purposes": purposes, "until": until}
    return initial


def practices_for(user: User | AnonymousUser, story: Story) -> Any:
    """Give the practices a teller can choose from, their own first."""
    mine = [*Practice.objects.of(user).values_list("pk", flat=True), story.practice_id or 0]
    first = Case(When(pk__in=mine, then=Value(0)), default=Value(1))
    return Practice.objects.visible_to(user).order_by(first, "name")


@own_draft
def readback(request: HttpRequest, story: Story) -> HttpResponse:
    """Show every word as readers will see it, with what the privacy check marks; send only from here."""
    if request.method == "POST" and ("vervang" in request.POST or "zet_terug" in request.POST):
        change(request, story)
        return redirect("stories:nalezen", story.pk)
    if request.method == "POST" and not goes_on(request):
        return leave(request, story, "nalezen")
    if request.method == "POST" and may_send(story):
        sending.send(story, at_once="meteen" in request.POST)
        return redirect("stories:own", story.pk)
    sections, seen = [], replacing.marks_of(story)
    for field, heading in HEADINGS.items():
        if text := cast("str", getattr(story, field)):
            where = reverse(f"stories:{WRITTEN_AT[field]}", args=[story.pk])
            sections.append((field, heading, privacy.marked_html(text, seen[field]), seen[field], where))
    words = "\n".join(cast("str", getattr(story, field)) for field in HEADINGS)
    own_words = [(field, seen[field]) for field in replacing.own_cards(story)]
    found = sum(len(marks) for marks in seen.values())
    facts = {
        "sections": sections,
        "found": found,
        "own_words": own_words,
        "others": privacy.others(words),
        "special": special_in(words),
        "replaced": list(enumerate(replacing.replacements(story))),
        "may_send": may_send(story),
        "consents": story.consents.valid(),
        "needs_review": sending.needs_review(story),
        "hours": 0 if story.first_shown_at or story.audience == Audience.ME else settings.COOLING_OFF_HOURS,
    }
    return page(request, "nalezen", None, story, **facts)


def special_in(words: str) -> list[tuple[str, list[str]]]:
    """Give by sort what the law protects more, in the teller's own words, each once."""
    found: dict[str, dict[str, None]] = {}
    for one in privacy.special(words):
        found.setdefault(str(one.label), {})[one.text.lower()] = None
    return [(label, list(said)) for label, said in found.items()]


def change(request: HttpRequest, story: Story) -> None:
    """Replace one marked piece, or put one back; a piece that is not there any more is said."""
    try:
        if number := request.POST.get("zet_terug", ""):
            replacing.put_back(story, int(number) if number.isdecimal() and len(number) < 6 else -1)
        else:
            field, _colon, key = request.POST.get("vervang", "").partition(":")
            replacing.replace(story, field, key)
    except replacing.NoRoom:
        messages.warning(request, _("Dat past niet op je kaart. Er is niets veranderd. Pas je kaarten zelf aan."))
    except (replacing.Gone, act.NotNow):
        messages.warning(request, _("Dit stukje staat er niet meer. Er is niets veranderd."))
