"""A facilitator composes the questions of a practice, and sets its line."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import person, reader
from knowledge.models import Theme
from practices.models import Practice
from practices.permissions import may_facilitate
from stories import blocks
from stories.actions import asking as act
from stories.forms.asking import AskingForm, SliderForm
from stories.models import Asking


@login_required
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and keep what this practice asks, for every theme or for one (`?thema=`), and its line."""
    practice = get_object_or_404(Practice.objects.visible_to(reader(request)), slug=slug)
    if not may_facilitate(reader(request), practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
    themes = list(practice.themes.all())
    theme = next((one for one in themes if one.slug == request.GET.get("thema", "")), None)
    line = practice.sliders.filter(ended_at=None).first()
    what = request.POST.get("wat", "")
    ends = {"question": line.question, "left": line.left, "right": line.right} if line else {}
    slider = SliderForm(request.POST if what == "lijn" else None, initial=ends)
    form = AskingForm(request.POST if what == "vragen" else None, initial=chosen(practice, theme))
    here = reverse("stories:questions", args=[slug]) + (f"?thema={theme.slug}" if theme else "")
    if what == "lijn" and slider.is_valid():
        act.set_slider(practice, person(request), **slider.cleaned_data)
        messages.success(request, _("Bewaard. Dit geldt voor wie vanaf nu vertelt."))
        return redirect(here)
    if what == "gewoon" or (what == "vragen" and form.is_valid()):
        keep(request, practice, theme, form, as_usual=what == "gewoon")
        messages.success(request, _("Bewaard. Dit geldt voor wie vanaf nu vertelt."))
        return redirect(here)
    own = set(Asking.objects.filter(practice=practice).values_list("theme", flat=True))
    facts = {
        "practice": practice,
        "form": form,
        "slider": slider,
        "theme": theme,
        "themes": [(one, one.pk in own) for one in themes],
        "is_own": (theme.pk if theme else None) in own,
        "tell": reverse("stories:begin") + f"?praktijk={slug}" + (f"&thema={theme.slug}" if theme else ""),
    }
    return render(request, "stories/asking.html", facts)


def chosen(practice: Practice, theme: Theme | None) -> dict[str, object]:
    """Give what was chosen here before, or what everybody asks."""
    asking = Asking.objects.of(practice, [theme.pk] if theme else None)
    if asking is None:
        usual: dict[str, object] = {f"hints_{name}": keys for name, keys in blocks.USUAL.items()}
        return usual | {name: found[0].key for name, found in blocks.OPENINGS.items()}
    return {name: getattr(asking, name) for name in ("happened", "helped", "hints_happened", "hints_helped")}


def keep(request: HttpRequest, practice: Practice, theme: Theme | None, form: AskingForm, *, as_usual: bool) -> None:
    if as_usual:
        act.ask_as_usual(practice, theme)
    else:
        act.compose(practice, person(request), theme, form.cleaned_data)
