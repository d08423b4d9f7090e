"""Leading a talk, and marking what came out of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import person
from accounts.models import User
from forums.actions import leading as act
from forums.actions.outcomes import mark, unmark
from forums.forms.leading import CloseForm, MergeForm, MoveForm, OutcomeMarkForm, SplitForm
from forums.models import Closing, Merger, Moving, Reply, TalkOutcome, Topic, is_merged
from forums.permissions import may_lead_talk, may_mark_outcome
from practices.forms.speaking import Careful
from practices.models import Contribution


@login_required
@require_http_methods(["GET", "POST"])
def reply_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a reply on top of its talk, with who does what by when."""
    reply = opened_reply(request, pk)
    marked = TalkOutcome.objects.filter(reply=reply).first()
    deeds = list(marked.agreements.all()) if marked else []
    form = OutcomeMarkForm(request.POST if request.method == "POST" else None, deeds=deeds)
    looked = form.is_bound and form.is_valid()
    if looked and (form.was_looked_at() or not form.marks()):
        mark(reply, person(request), form.deeds())
        messages.success(request, _("Dit staat nu bovenaan het gesprek."))
        return redirect(f"{reply.subject.get_absolute_url()}#gesprek")
    context = {"reply": reply, "root": reply.subject, "form": form, "marked": marked}
    context |= {"marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, "forums/outcome_mark.html", context)


@require_POST
@login_required
def reply_outcome_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the mark away."""
    reply = opened_reply(request, pk)
    unmark(reply)
    messages.success(request, _("Dit staat niet meer bovenaan. De reactie staat er nog."))
    return redirect(reply)


def opened_reply(request: HttpRequest, pk: int) -> Reply:
    """Open a reply for who may mark an outcome; raises 404 for who may not see it."""
    seen = Reply.objects.visible_to(person(request)).select_related("root__practice")
    reply: Reply = get_object_or_404(seen, pk=pk)
    if not may_mark_outcome(person(request), reply.subject):
        raise PermissionDenied(_("Alleen wie het gesprek begon en de begeleiders kiezen een uitkomst."))
    return reply


@login_required
@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Close, reopen, move, merge or split: one page, one form for each."""
    user = person(request)
    seen = Contribution.objects.visible_to(user)
    found = seen.filter(~is_merged(), root=F("pk"))
    root = get_object_or_404(found.select_related("practice", "topic__theme"), pk=pk)
    if not may_lead_talk(user, root):
        raise PermissionDenied(_("Alleen wie deze praktijk begeleidt, kan dit."))
    wanted = request.POST.get("doe", "") if request.method == "POST" else ""
    topic = Topic.objects.select_related("practice", "theme").filter(pk=root.pk).first()
    given: dict[str, Any] = {
        name: request.POST if wanted == name else None for name in ("sluit", "verplaats", "voeg", "splits")
    }
    forms: dict[str, Any] = {"sluit": CloseForm(given["sluit"]), "splits": SplitForm(given["splits"], root=root)}
    if topic is not None:
        forms["voeg"] = MergeForm(given["voeg"], user=user, topic=topic)
        forms["verplaats"] = MoveForm(given["verplaats"], user=user, topic=topic)
    out_of = came_out_of(user, root)
    if wanted == "heropen":
        act.reopen(root, user)
        messages.success(request, _("Het gesprek is weer open."))
        return redirect(root)
    form: Any = forms.get(wanted)
    refusal, marks = "", []
    valid = form is not None and form.is_valid()
    if valid and isinstance(form, Careful) and not form.was_looked_at():
        marks = form.marks()
    if (valid and not marks) or (wanted == "terug" and topic is not None and out_of is not None):
        try:
            if wanted == "terug":
                return redirect(put_back(request, topic, out_of))
            return redirect(done(request, wanted, root, topic, form.cleaned_data))
        except act.Refused as refused:
            refusal = str(refused)
    facts = {"root": root, "topic": topic, "forms": forms, "form": form, "wanted": wanted, "out_of": out_of}
    facts["closing"] = Closing.objects.standing().filter(root=root).first()
    facts["merged"] = Merger.objects.undoable().filter(into=root, root__in=seen.values("pk")).select_related("root")
    facts["moving"] = Moving.objects.standing().filter(root=root).order_by("pk").last()
    facts |= {"refusal": refusal, "marks": marks, "look": form.look() if marks else ""}
    return render(request, "forums/lead.html", facts)


def came_out_of(user: User, root: Contribution) -> Contribution | None:
    """Give the talk this one was split from, where this person leads that too."""
    found = Contribution.objects.visible_to(user).select_related("practice", "topic__theme")
    out_of: Contribution | None = found.filter(~is_merged(), splittings__topic=root.pk).first()
    return out_of if out_of is not None and may_lead_talk(user, out_of) else None


def put_back(request: HttpRequest, topic: Any, out_of: Any) -> str:
    """Undo a splitting and give where to go. Raises Refused."""
    act.merge(topic, out_of, person(request))
    messages.success(request, _("De reacties staan weer waar ze vandaan kwamen. Oude links blijven werken."))
    return str(out_of.get_absolute_url())


def done(request: HttpRequest, wanted: str, root: Contribution, topic: Topic | None, facts: dict[str, Any]) -> str:
    """Do what was asked and give where to go. Raises Refused."""
    user = person(request)
    if wanted == "sluit":
        act.close(root, user, facts["why"])
        messages.success(request, _("Het gesprek is gesloten. Iedereen kan het nog lezen."))
    elif wanted == "splits":
        messages.success(request, _("De reacties staan nu in een eigen gesprek."))
        return act.split(root, list(facts["replies"]), user, facts["title"]).get_absolute_url()
    elif topic is not None and wanted == "verplaats":
        act.move(topic, facts["practice"], user)
        messages.success(request, _("Het gesprek is verplaatst. Oude links werken. Je kunt het ongedaan maken."))
        return topic.get_absolute_url()
    elif topic is not None:
        act.merge(topic, facts["into"], user)
        messages.success(request, _("De gesprekken zijn samengevoegd. Oude links werken. Je kunt het ongedaan maken."))
        return str(facts["into"].get_absolute_url())
    return root.get_absolute_url()
