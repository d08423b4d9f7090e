"""What talk shows on pages of other apps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from forums.composing import composer
from forums.drafts import find as find_draft
from forums.drafts import others
from forums.forms.interpreting import MOST
from forums.live import TalkTopic
from forums.models import Case, Closing, Draft, Merger, Reply, Session, Task, Topic
from forums.outcomes import unheard
from forums.permissions import may_edit_method, may_join_in, may_lead_talk, may_plan, may_start_under_theme
from forums.table import KINDS
from forums.talk import number, open_talk, open_window, own_replies, top_of
from forums.unread import note_read, unread_by
from forums.views.replies import last_words
from knowledge.models import Theme
from live.topics import address_of
from practices import kinds, next_steps
from practices.difference.scopes import PracticeScope
from practices.models import Audience, Contribution, Guest, Membership, Phase, Practice
from ui.slots import Ranked, slot

FEW = 3
next_steps.way(next_steps.CASE, next_steps.inside("forums:practice_cases"))
next_steps.way(next_steps.TALK, next_steps.inside("forums:topics"))
next_steps.way(next_steps.SESSION, next_steps.inside("forums:sessions"))


def guests_at(root: Contribution, known: dict[str, Any], leads: bool) -> dict[str, Any]:
    """Say whether a guest reads along (members ought to know), and where those who lead ask one."""
    inside = root.audience == Audience.PRACTICE and kinds.of(root.kind).takes_guests and root.practice is not None
    if not inside:
        return {}
    here = known["has_guests"] if known else Guest.objects.current().filter(talk=root.pk).exists()
    if not here and not leads:
        return {}
    address = reverse("practices:guests", args=[root.practice.slug, root.pk])  # type: ignore[union-attr]
    return {"here": here, "asks": leads, "address": address if leads or known.get("is_member") else ""}


@slot("contribution.talk")
def talk(context: Any, contribution: Contribution) -> str:
    """The talk under a story, a case, an insight or a topic, with room to reply; the page asked who may see it."""
    request = context["request"]
    user = request.user
    opened = open_talk(contribution.pk, user)
    window = open_window(opened, request.GET)
    mine = own_replies(contribution.pk, user)
    unread = unread_by(user, opened)
    note_read(user, contribution.pk, window, unread)
    known = vars(opened) if opened else {}
    unknown = opened is None or contribution.practice_id is None
    leads = known.get("leads", False) or (unknown and may_lead_talk(user, contribution))
    own = user.is_authenticated and contribution.author_id == user.pk
    closed = known.get("is_closed", False)
    guests = guests_at(contribution, known, leads)
    facts = {
        "unread": unread,
        "root": contribution,
        "window": window,
        "replies": window.shown_to(mine, may_mark=leads or (own and not closed)),
        "leads": leads,
        "meet": plan_about(contribution) if leads else "",
        "guests": guests,
        "closing": Closing.objects.standing().filter(root=contribution.pk).first() if closed else None,
        "merged": merged_into(user, contribution) if known.get("has_merged") else [],
        "unheard": unheard(contribution, opened.version) if opened and known.get("is_member") else [],
        "moved": moved_away(user, contribution, request.GET),
        "topic": address_of(TalkTopic, contribution.pk),
        "user": user,
        "path": request.path,
        "tells_who_is_here": contribution.kind not in {Case.KIND, Topic.KIND},  # those tell it on top of the page
        "types": user.is_authenticated and user.shows_typing,
    }
    if may_join_in(user, contribution) and not closed:
        before = last_words(user, contribution) if mine else None
        typed = find_draft(request, user, contribution.pk) if known.get("has_draft") else {}
        facts["composer"] = composer(request, contribution, user, before, typed.get(0), guests=bool(guests.get("here")))
        facts["typed"] = others({parent: said for parent, said in typed.items() if parent})
    return render_to_string("forums/talk.html", facts)


def plan_about(root: Contribution) -> str:
    """Give where a session about this piece is planned; "" where it cannot lie on a table."""
    if root.practice is None or root.kind not in KINDS or root.audience == Audience.ME:
        return ""
    return f"{reverse('forums:session_create', args=[root.practice.slug])}?casus={root.pk}"


def merged_into(user: Any, root: Contribution) -> list[Contribution]:
    """Give the topics whose talk went on here, as far as this reader may see how they began."""
    gone = Topic.objects.visible_to(user).filter(pk__in=Merger.objects.standing().filter(into=root).values("root"))
    gone = gone.exclude(splitting__out_of=root.pk, edited_at__isnull=True)  # it went back: nobody wrote how it began
    return list(gone.order_by("pk"))


def moved_away(user: Any, root: Contribution, where: QueryDict) -> Reply | None:
    """Give the reply asked for by its old address that stands in another talk now, if this reader may see it."""
    pk = number(where, "reactie")
    if not pk or top_of(root.pk, pk):
        return None
    found: Reply | None = Reply.objects.visible_to(user).filter(pk=pk).first()
    return found


def few_cases(context: Any, **which: Any) -> QuerySet[Case]:
    """The newest cases of one kind that this reader may see."""
    seen = Case.objects.with_state().visible_to(context["user"]).filter(kind=Case.KIND, **which)
    cases = seen.select_related("practice", "talk")
    few: QuerySet[Case] = cases.order_by("-published_at")[:FEW]
    return few


@slot("practice.stream", order=20)
def newest_cases(context: Any, practice: Practice, membership: Membership | None = None) -> str:
    cases = few_cases(context, practice=practice)
    return render_to_string("forums/_stream.html", {"practice": practice, "cases": cases}) if cases else ""


@slot("practice.stream", order=25)
def liveliest_topics(context: Any, practice: Practice, membership: Membership | None = None) -> str:
    begin = reverse("forums:topic_create", args=[practice.slug]) if membership else ""
    topics = few_topics(context, practice=practice)
    facts = {"topics": topics, "begin": begin, "all": reverse("forums:topics", args=[practice.slug])}
    return render_to_string("forums/_topics_here.html", facts) if topics or begin else ""


def few_topics(context: Any, **where: Any) -> list[Topic]:
    """The liveliest topics in one place that this reader may see."""
    user, seen = context["user"], Topic.objects.filter(kind=Topic.KIND, **where)
    return list(seen.with_reading(user).liveliest().visible_to(user)[:FEW])


@slot("practice.todo", order=25)
def bring_case(context: Any, practice: Practice, membership: Membership | None = None) -> str:
    return render_to_string("forums/_todo.html", {"practice": practice}) if membership else ""


@slot("practice.todo")
def next_session(context: Any, practice: Practice, membership: Membership | None = None) -> str:
    """For members: the session that is open or comes first. One question."""
    if membership is None:
        return ""
    rows = Session.objects.filter(practice=practice, closed_at=None, cancelled_at=None).select_related("practice")
    session = rows.order_by("starts_at").first()
    rank = 45 if session is None else 5 if session.state == "open" else 18
    return Ranked(render_to_string("forums/_todo_session.html", {"practice": practice, "session": session}), rank)


@slot("practice.todo", order=11)
def interpret_now(context: Any, practice: Practice, membership: Membership | None = None) -> str:
    """For who leads, while the practice interprets: the way to do that with what it has. No question."""
    phases = context.get("phases", ())
    reads = any(one.state == "now" and one.step == Phase.Step.READING for one in phases)
    leads = membership is not None and membership.is_facilitator
    return render_to_string("forums/_todo_interpret.html", {"practice": practice}) if leads and reads else ""


@slot("practice.section", order=22)
def working_together(context: Any, practice: Practice, membership: Membership | None = None, **more: Any) -> str:
    """The way to sessions and tasks, for members. No question."""
    if membership is None:
        return ""
    facts = {"practice": practice, "leads": membership.is_facilitator}
    return render_to_string("forums/_working_together.html", facts)


def interpret(practice: Practice, *keys: str) -> str:
    """Give the way to interpret these together."""
    where = reverse("forums:session_interpreting", args=[practice.slug])
    return render_to_string("forums/_interpret.html", {"where": f"{where}?{urlencode([('leg', key) for key in keys])}"})


@slot("difference.together")
def interpret_map(context: Any, scope: Any) -> str:
    """For who leads a practice: the way to interpret its map together."""
    practice = scope.subject if isinstance(scope, PracticeScope) else None
    return interpret(practice, "kaart") if practice and may_plan(context["user"], practice) else ""


@slot("monitor.together")
def interpret_numbers(context: Any, practice: Practice, leads: bool, indicators: Any = ()) -> str:
    """For who leads a practice: the way to interpret its numbers together. No question."""
    return interpret(practice, *(f"getal:{one.pk}" for one in list(indicators)[:MOST])) if leads else ""


@slot("mine.section", order=37)
def my_tasks(context: Any, **more: Any) -> str:
    """What somebody still has to do."""
    user = context["user"]
    tasks = Task.objects.visible_to(user).open().of(user).select_related("practice")[:FEW]
    return render_to_string("forums/_my_tasks.html", {"tasks": tasks}) if tasks else ""


@slot("insight.section", order=10)
def from_session(context: Any, insight: Any) -> str:
    """Name the session an insight came from; for members, who may open it. One question."""
    session = Session.objects.visible_to(context["user"]).filter(findings__insight=insight.pk)
    one = session.select_related("practice").first()
    return render_to_string("forums/_from_session.html", {"session": one}) if one else ""


@slot("knowledge.desk", order=40)
def methods_on_the_desk(context: Any, **more: Any) -> str:
    """For editors: the way to the methods they keep."""
    user = context.get("user")
    return render_to_string("forums/_methods_desk.html", {}) if user is not None and may_edit_method(user) else ""


@slot("mine.section", order=38)
def my_sessions(context: Any, **more: Any) -> str:
    """The sessions where somebody has a seat, newest first."""
    user = context["user"]
    mine = Session.objects.visible_to(user).filter(seats__user=user, seats__left_at=None, cancelled_at=None)
    sessions = mine.select_related("practice", "method").order_by("-starts_at")[:FEW]
    return render_to_string("forums/_my_sessions.html", {"sessions": sessions}) if sessions else ""


@slot("knowledge.theme", order=40)
def on_theme(context: Any, theme: Theme) -> str:
    cases = few_cases(context, themes=theme)
    return render_to_string("forums/_on_theme.html", {"theme": theme, "cases": cases}) if cases else ""


@slot("knowledge.theme", order=50)
def topics_on_theme(context: Any, theme: Theme) -> str:
    begin = reverse("forums:theme_topic_create", args=[theme.slug]) if may_start_under_theme(context["user"]) else ""
    topics = few_topics(context, theme=theme)
    facts = {"topics": topics, "begin": begin, "all": reverse("forums:theme_topics", args=[theme.slug])}
    return render_to_string("forums/_topics_here.html", facts)


@slot("search.new")
def ask_it(context: Any, q: str = "") -> str:
    return render_to_string("forums/_ask.html", {"q": q})


@slot("mine.section", order=40)
def mine(context: Any, **more: Any) -> str:
    user = context["user"]
    cases = Case.objects.opened_by(user).filter(author=user).select_related("practice").order_by("-pk")[:FEW]
    replies = Reply.objects.visible_to(user).filter(author=user).select_related("root__practice").order_by("-pk")[:FEW]
    drafts = Draft.objects.filter(user=user)[:FEW]
    readable = Contribution.objects.visible_to(user).select_related("practice").filter(reply_drafts__user=user)
    roots = {one.pk: one for one in readable} if drafts else {}
    typed = [(draft, roots.get(draft.root_id)) for draft in drafts]
    facts = {"cases": cases, "replies": replies, "typed": typed}
    return render_to_string("forums/_mine.html", facts) if cases or replies or typed else ""
