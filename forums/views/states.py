"""In which state a case is and how it came there; saying so, and putting it away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import person, reader
from forums.actions import states as act
from forums.case_page import beside
from forums.forms import MoveForm
from forums.history import history
from forums.models import Case, Series, State
from forums.models.state import Step
from forums.permissions import may_move
from forums.views.cases import answer, opened_case


@require_http_methods(["GET", "POST"])
def case_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show every moment to who may read the case; who brought it and who leads the practice say what changed."""
    shown, user = opened_case(request, slug, pk), reader(request)
    may = may_move(user, shown)
    if request.method == "POST" and not may:
        raise PermissionDenied(_("Dit zegt wie de casus inbracht, of de begeleider."))
    form = MoveForm(request.POST if request.method == "POST" else None, steps=steps_of(shown))
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: moved(request, shown, form)))
    context = {
        "case": shown,
        "practice": shown.practice,
        "moments": history(shown),
        "may": may,
        "places": beside(shown)["series"],
        "series_open": Series.objects.open_to(shown) if may else (),
    }
    return answer(request, "forums/case_state.html", form, context)


def moved(request: HttpRequest, shown: Case, form: MoveForm) -> str:
    act.move(shown, person(request), form.cleaned_data["step"], form.cleaned_data["why"])
    return shown.get_absolute_url()


def steps_of(shown: Case) -> list[Step]:
    """Give what can be said of a case in this state (`with_state`)."""
    if shown.state_now == State.ARCHIVED:
        return [Step.REOPENED]
    answered = [Step.UNANSWERED] if shown.is_said_answered else [Step.ANSWERED]
    return [*answered, Step.ARCHIVED]
