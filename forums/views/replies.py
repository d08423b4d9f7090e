"""Replying, mending a reply, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from forums import drafts
from forums.actions import replies as act
from forums.attaching import key_of
from forums.forms import ReplyForm
from forums.mentions import people
from forums.models import Reply
from forums.models.draft import answered
from forums.permissions import is_closed, may_edit_reply, may_reply, may_withdraw
from practices.actions.contributions import withdraw
from practices.models import Contribution, Guest
from practices.views.bringing import acted, brought
from prepared import Prepared

MOST_EDITIONS = 50  # of one reply on a page
MOST_NAMES = 100  # to choose from


@require_http_methods(["GET", "POST"])
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to a contribution. Who was signed out meanwhile finds the words back after signing in."""
    if not reader(request).is_authenticated:
        if request.method == "POST":
            drafts.keep_for_later(request, pk)
            messages.info(request, _("Log even in. Je tekst is bewaard."))
        to = answered(request.POST)
        return redirect_to_login(f"{request.path}?op={to}" if to else request.get_full_path())
    user = person(request)
    root = get_object_or_404(Contribution.objects.visible_to(user).select_related("practice"), pk=pk, root=F("pk"))
    may = may_reply(user, root)
    if request.method == "POST" and ("concept" in request.POST or not may):
        drafts.keep(request, user, pk)
    if not may:
        if is_closed(root):
            messages.warning(request, _("Dit gesprek is gesloten. Je kunt het lezen. Wat je typte, is bewaard."))
            return redirect(root)
        raise PermissionDenied(_("Hier kun je niet reageren."))
    if request.method == "POST" and "concept" in request.POST:
        messages.success(request, _("Je tekst is bewaard. Je vindt hem hier terug, ook op een ander apparaat."))
        return redirect(f"{root.get_absolute_url()}#reageer")
    typed, to = drafts.find(request, user, pk), answered({"parent": request.GET.get("op", "")})
    draft = typed.pop(to, None)
    initial = draft or ({"parent": request.GET["op"]} if "op" in request.GET else {})
    data = request.POST if request.method == "POST" else None
    before = last_words(user, root)
    files, too_fast = brought(request)
    form = ReplyForm(data, files, root=root, user=user, before=before, initial=initial, may_attach=True)
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if placed := acted(form, lambda: act.reply(root, user, words(form)).get_absolute_url(), too_fast):
            drafts.drop(request, user, pk, answered(request.POST))
            messages.success(request, _("Je reactie staat erbij."))
            return redirect(placed)
    context = {
        "root": root,
        "answered": form.answered(),
        "sentences": form.sentences(),
        "named": names(root, user),
        "kept": draft is not None and data is None,
        "typed": drafts.others(typed) if data is None else [],
    }
    return answer(request, form, context | {"title": _("Reageer")})


@login_required
@require_http_methods(["GET", "POST"])
def reply_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what you wrote."""
    written = own_reply(request, pk)
    row = written.weighings.select_related("element").first()
    initial = {"text": written.text, "intent": written.intent}
    if row and row.element:
        initial |= {"element": row.element.slug, "polarity": row.polarity}
    data = request.POST if request.method == "POST" else None
    if hangs := written.attached.filter(file=None).values("contribution_id", "intervention_id", "element_id").first():
        initial["thing"] = key_of(hangs)
    root, user, (files, too_fast) = written.subject, person(request), brought(request)
    form = ReplyForm(
        data, files, root=root, user=user, before=written, initial=initial, may_attach=True, written=written
    )
    for fixed in ("perspective", "pseudonym", "parent", "quote"):  # who spoke stays who spoke
        form.fields.pop(fixed)
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if placed := acted(form, lambda: mended(written, form), too_fast):
            return redirect(placed)
    context = {"root": root, "reply": written, "named": names(root, user)}
    return answer(request, form, context | {"title": _("Pas je reactie aan")})


@require_POST
@login_required
def reply_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed; a browser sends it every few seconds."""
    user = person(request)
    root = get_object_or_404(Contribution.objects.visible_to(user), pk=pk, root=F("pk"))
    drafts.keep(request, user, root.pk)
    return JsonResponse({"kept": True})


@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a reply: it leads to where the reply stands now."""
    return redirect(get_object_or_404(Reply.objects.visible_to(reader(request)), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def reply_earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """What a reply said before; its writer can take that away for good."""
    found = Reply.objects.visible_to(reader(request)).select_related("root__practice")
    shown: Reply = get_object_or_404(found, pk=pk)
    may_forget = may_edit_reply(reader(request), shown)
    if request.method == "POST":
        if not may_forget:
            raise PermissionDenied(_("Alleen wie dit schreef, kan dat weghalen."))
        act.forget_editions(shown)
        messages.success(request, _("De eerdere tekst is weg. Niemand kan die nog lezen."))
        return redirect(shown)
    context = {"reply": shown, "editions": shown.editions.all()[:MOST_EDITIONS], "may_forget": may_forget}
    return render(request, "forums/reply_earlier.html", context)


@require_safe
@login_required
def talk_names(request: HttpRequest, pk: int) -> JsonResponse:
    """The names that can be called in a talk, for whoever may reply there."""
    user = person(request)
    root = get_object_or_404(Contribution.objects.visible_to(user), pk=pk, root=F("pk"))
    return JsonResponse({"names": names(root, user) if may_reply(user, root) else []})


def names(root: Contribution, user: User) -> list[str]:
    """Give the names this person can call here."""
    return sorted(people(root, user), key=str.lower)[:MOST_NAMES]


@require_POST
@login_required
def reply_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what you wrote; a tombstone stays where it stood."""
    written = get_object_or_404(seen(person(request)), pk=pk)
    if not may_withdraw(person(request), written):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het terughalen."))
    where = written.get_absolute_url()
    withdraw(written)
    messages.success(request, _("Je reactie is weg. Niemand kan hem nog lezen."))
    return redirect(where)


def own_reply(request: HttpRequest, pk: int) -> Reply:
    """Open a reply for who wrote it; raises 404 for who may not see it, PermissionDenied for who may only read."""
    written: Reply = get_object_or_404(seen(person(request)), pk=pk)
    if not may_edit_reply(person(request), written):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het aanpassen."))
    return written


def seen(user: User) -> Any:
    """The replies this person may see."""
    return Reply.objects.visible_to(user).select_related("root__practice", "parent")


def last_words(user: User, root: Contribution) -> Reply | None:
    """Give what this person said last in the same talk: they go on under the same name."""
    return LAST.first(root.pk, user.pk)


def said_last(root: int, user: int) -> QuerySet[Reply]:
    said: QuerySet[Reply] = Reply.objects.in_talk(root).filter(author=user, withdrawn_at=None)
    return said.order_by("-pk")[:1]


LAST = Prepared(said_last)


def words(form: ReplyForm, before: Reply | None = None) -> act.Words:
    """Give what came through the form; who spoke `before` stays who spoke."""
    facts = form.cleaned_data
    return act.Words(
        text=facts["text"],
        intent=facts["intent"],
        perspective=before.perspective if before else facts["perspective"],
        pseudonym=before.pseudonym if before else facts["pseudonym"],
        parent=before.parent if before else facts["parent"],
        element=facts["element"],
        polarity=facts["polarity"],
        quote="" if before else facts["quote"],
        thing=facts["thing"] if "thing" in form.data else None,
        file=facts.get("file"),
        file_words=facts.get("file_words", ""),
        dropped=facts.get("dropped", ()),
    )


def mended(written: Reply, form: ReplyForm) -> str:
    act.edit(written, words(form, written))
    return written.get_absolute_url()


def answer(request: HttpRequest, form: ReplyForm, context: dict[str, Any]) -> HttpResponse:
    """Show the composer on a page of its own, with what may point at a person."""
    looked = form.is_bound and form.is_valid()
    context["again"] = bool(request.FILES)  # no browser keeps a chosen file
    context["guests"] = Guest.objects.current().filter(talk=context["root"].pk).exists()
    context |= {"form": form, "marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, "forums/reply_form.html", context)
