"""What people say back to the knowledge base: read it, say it, mend it, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person, reader
from accounts.models import Perspective, User
from knowledge.models import Claim, Dossier, Intervention, Version, WorkingElement
from moderation.models import Review
from practices.actions import contributions
from practices.actions import remarks as act
from practices.forms import AnswerForm, RemarkForm
from practices.models import Audience, Remark
from practices.models.remark import Subject, remarks_url, title_of
from practices.permissions import may_answer, may_edit_remark, may_say, may_withdraw
from practices.remarked import place_of, said_of
from practices.views.merged import follows_merges

PER_PAGE = 20
PAGES = {"intervention", "element", "dossier"}  # there a visitor is asked to sign in


def subject_at(user: User | AnonymousUser, kind: str, slug: str = "", pk: int = 0) -> Subject:
    """Give the thing in the knowledge base that a remark is about; raises 404 when this reader finds none."""
    if kind == "version":
        return get_object_or_404(Version.objects.visible_to(user), pk=pk)
    if kind == "claim":
        return get_object_or_404(Claim.objects.select_related("element", "intervention", "dossier__theme"), pk=pk)
    if kind == "dossier":
        return get_object_or_404(Dossier.objects.select_related("theme"), theme__slug=slug)
    if kind == "element":
        return get_object_or_404(WorkingElement, slug=slug)
    return get_object_or_404(Intervention, slug=slug)


@require_safe
@follows_merges
def remarks(request: HttpRequest, kind: str, **where: Any) -> HttpResponse:
    """Everything that was said of one thing, as far as this reader may see it."""
    user = reader(request)
    subject = subject_at(user, kind, **where)
    standing = Remark.objects.standing_for(user).about(subject).drawn()
    facts = {
        "subject": subject,
        "title": title_of(subject),
        "href": subject.get_absolute_url(),
        "said": said_of(*place_of(subject), user, few=0),
        "page": Paginator(standing, PER_PAGE).get_page(request.GET.get("page")),
        "is_claim": kind == "claim",
        "may_say": kind in PAGES or may_say(user, subject),
        "new": remarks_url(subject, new=True),
        "nav": "kennis",
    }
    return render(request, "practices/remarks.html", facts)


@login_required
@follows_merges
def remark_create(request: HttpRequest, kind: str, **where: Any) -> HttpResponse:
    """Say something of it. Of a claim a researcher has one mark, which can be mended."""
    user = person(request)
    subject = subject_at(user, kind, **where)
    if not may_say(user, subject):
        raise PermissionDenied(refusal(subject))
    mine = Remark.objects.visible_to(user).about(subject).filter(author=user).first() if kind == "claim" else None
    form = RemarkForm(request.POST or None, subject=subject, user=user)
    if request.method == "POST" and (done := form.already_done()):
        return redirect(done)
    if mine is not None:
        return redirect("practices:remark_edit", mine.pk)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        placed = form.once(lambda: act.remark(subject, user, words(form)).get_absolute_url())
        messages.success(request, _("Dank je. Wat je zei staat erbij. De redactie leest het en antwoordt."))
        return redirect(placed)
    return form_page(request, form, {"subject": subject, "title": _("Zeg wat jij ervan vindt")})


def refusal(subject: Subject) -> str:
    """Say why this person cannot say something here."""
    if isinstance(subject, Claim):
        return _("Dit is voor onderzoekers van wie het werk is bevestigd.")
    return _("Deze tekst wordt nu niet proefgelezen.")


def words(form: RemarkForm, before: Remark | None = None) -> act.Words:
    """Give what came through the form; who spoke `before` stays who spoke. A claim is marked from research."""
    facts = form.cleaned_data
    return act.Words(
        verdict=facts["verdict"],
        text=facts["text"],
        audience=facts.get("audience", Audience.SIGNED_IN),
        perspective=before.perspective if before else facts.get("perspective", Perspective.RESEARCH),
        pseudonym=before.pseudonym if before else facts["pseudonym"],
        source=facts.get("source"),
    )


def form_page(request: HttpRequest, form: RemarkForm, context: dict[str, Any]) -> HttpResponse:
    """Show the form, with what may point at a person."""
    looked = form.is_bound and form.is_valid()
    context |= {"about": title_of(context["subject"]), "href": context["subject"].get_absolute_url()}
    context |= {"form": form, "marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, "practices/remark_form.html", context | {"nav": "kennis"})


def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark with its answer; for its writer also when it is not shown, for an editor with room to answer."""
    user = reader(request)
    standing = Remark.objects.standing_for(user).drawn()
    found = standing.filter(pk=pk).first() or Remark.objects.written_by(user).drawn().filter(pk=pk).first()
    if found is None:
        raise Http404
    hidden = not found.is_shown and not found.is_withdrawn
    facts: dict[str, Any] = {
        "remark": found,
        "mine": may_edit_remark(user, found),
        "may_withdraw": may_withdraw(user, found),
        "hidden": hidden,
        "review": last_review(found) if hidden else None,
        "form": None,
        "nav": "kennis",
    }
    if may_answer(user, found):
        facts["form"] = answer_form(found)
    return render(request, "practices/remark.html", facts, status=410 if found.is_withdrawn else 200)


def answer_form(found: Remark, data: Any = None) -> AnswerForm:
    """Make the form for the editors' answer, with what was answered before."""
    before = found.answered
    initial = {"text": before.text, "changed": before.changed, "seen": before.at.isoformat()} if before else None
    return AnswerForm(data, initial=initial)


def last_review(found: Remark) -> Review | None:
    """Give what a moderator decided last, or the open question."""
    return Review.objects.about(Remark.KIND, found.pk).select_related("decision").order_by("-pk").first()


@login_required
def remark_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what you said."""
    user = person(request)
    found: Remark = get_object_or_404(Remark.objects.visible_to(user).drawn(), pk=pk)
    if not may_edit_remark(user, found):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het aanpassen."))
    form = RemarkForm(request.POST or None, subject=found.subject, user=user, before=found)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: mended(found, form)))
    return form_page(request, form, {"subject": found.subject, "remark": found, "title": _("Pas aan wat je zei")})


def mended(found: Remark, form: RemarkForm) -> str:
    act.edit(found, words(form, found))
    return found.get_absolute_url()


@require_POST
@login_required
def remark_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what you said; a tombstone stays only where an editor answered it."""
    user = person(request)
    found = Remark.objects.visible_to(user).filter(pk=pk).first() or get_object_or_404(
        Remark.objects.written_by(user).filter(withdrawn_at__isnull=True), pk=pk
    )
    if not may_withdraw(user, found):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het terughalen."))
    where = found.list_url
    contributions.withdraw(found)
    messages.success(request, _("Wat je zei is weg. Niemand kan het nog lezen."))
    return redirect(where)
