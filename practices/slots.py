"""What the practices show on pages of lower floors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.models import Perspective
from knowledge.models import Intervention, Theme, WorkingElement
from practices import cited, desk, doing, exchange, kinds, measuring, opinions, together  # noqa: F401 - their slots
from practices.actions.leaving import left_with_words
from practices.actions.weighing import weighed
from practices.checking import state_of
from practices.difference.front import front
from practices.difference.rows import Map
from practices.difference.scopes import ElementScope
from practices.known import Linked, linked, taken_back
from practices.models import (
    Adoption,
    AgendaTheme,
    Contribution,
    Insight,
    Practice,
    Quoted,
    Revisit,
    Saved,
)
from practices.related import best_first, grouped, near
from practices.said import APART, SIDES, heard, sides
from practices.search import keys_in
from ui.slots import Ranked, slot
from ui.text import to_html

ON_HOME = 3
ON_A_THEME = 6
SAVED = 50  # of what somebody keeps
IN_A_PRACTICE = 3


def lively() -> Any:
    """Practices with all that a card shows, the liveliest first."""
    practices = Practice.objects.select_related("labour_region").with_rail()
    return practices.order_by("-active_at", "name")


@slot("home.practices")
def on_home(context: Any) -> str:
    practices = lively()[:ON_HOME]
    return render_to_string("practices/_home_practices.html", {"practices": practices}) if practices else ""


@slot("home.voices")
def voices_on_home(context: Any) -> str:
    found = front()
    return render_to_string("practices/_home_voices.html", {"front": found}) if found else ""


@slot("knowledge.theme", order=30)
def on_theme(context: Any, theme: Theme) -> str:
    practices = lively().filter(themes=theme)[:ON_A_THEME]
    return render_to_string("practices/_on_theme.html", {"practices": practices}) if practices else ""


@slot("knowledge.element", order=5)
def weigh_it(context: Any, element: WorkingElement) -> str:
    user = context.get("user")
    said = weighed(user, element) if user is not None and user.is_authenticated else None
    row = said.weighings.first() if said else None
    return render_to_string("practices/_weigh.html", {"element": element, "said": row})


def difference(name: str, address: str) -> str:
    """Give the way to the difference map about something."""
    return render_to_string("practices/_difference_link.html", {"name": name, "address": address})


@slot("knowledge.theme", order=10)
def difference_of_theme(context: Any, theme: Theme) -> str:
    return difference(theme.name, reverse("practices:difference_theme", args=[theme.slug]))


@slot("knowledge.element", order=10)
def difference_of_element(context: Any, element: WorkingElement) -> str:
    scope = ElementScope(element, context.get("user") or AnonymousUser(), parameter=ElementScope.BOTH)
    rows = [row for row in Map(scope).all_rows if row.gap is not None]
    themes = [row for row in rows if row.line.spot.is_whole]
    regions = [row for row in rows if not row.line.spot.is_whole]
    facts = {"element": element, "themes": themes, "regions": regions, "made_up": scope.made_up}
    return render_to_string("practices/_mini_map.html", facts)


@slot("knowledge.intervention", order=10)
def difference_of_intervention(context: Any, intervention: Intervention) -> str:
    return difference(intervention.name, reverse("practices:difference_intervention", args=[intervention.slug]))


@slot("knowledge.element", order=7)
def said_of_element(context: Any, element: WorkingElement) -> str:
    said = heard(context["user"], element=element)
    helped, other = sides(said, SIDES)
    if not helped.said and not other.said:
        return ""
    where = reverse("practices:said_element", args=[element.slug])
    return render_to_string("practices/_said_of_element.html", {"helped": helped, "other": other, "where": where})


@slot("knowledge.intervention", order=5)
def lived(context: Any, intervention: Intervention) -> str:
    said = heard(context["user"], intervention=intervention, contribution__perspective=Perspective.LIVED)
    headings = {"hielp": _("Dit hielp"), "mis": _("Dit ging mis"), "miste": _("Dit miste")}
    apart = [(headings[one.name], one) for one in sides(said, APART)]
    where = reverse("practices:said_intervention", args=[intervention.slug])
    facts = {"sides": apart, "any": any(found.said for _heading, found in apart), "where": where}
    return render_to_string("practices/_lived.html", facts)


@slot("knowledge.intervention", order=40)
def runs_here(context: Any, intervention: Intervention) -> str:
    seen = Insight.objects.visible_to(context["user"]).filter(interventions=intervention)
    adoptions = Adoption.objects.filter(insight__in=seen.values("pk"))
    adoptions = adoptions.select_related("practice__labour_region", "insight__practice")[:ON_A_THEME]
    facts = {
        "practices": lively().filter(interventions=intervention)[:ON_A_THEME],
        "adoptions": [(one, to_html(one.different), to_html(one.result)) for one in adoptions],
    }
    return render_to_string("practices/_runs_here.html", facts)


@slot("practice.section", order=40)
def difference_of_practice(context: Any, practice: Practice, **kwargs: Any) -> str:
    return difference(practice.name, reverse("practices:difference_practice", args=[practice.slug]))


def beside(
    of: Contribution | Practice,
    kind: str,
    user: Any,
    kept: Linked,
    without: Collection[str] = (),
    keys: Collection[str] = (),
) -> str:
    """Draw what was linked at the gate and what belongs with it; who may open which of it is asked in one go."""
    found = near(kind, of.pk)
    used = found.used if isinstance(of, Practice) else []
    shown = (thing for thing in found.others if thing[0] not in without)
    others = [thing for thing in shown if thing not in kept.things and thing not in used]
    rows = best_first(others, user, [*kept.things, *used], keys)
    missing = [thing for thing in kept.things if thing not in rows]
    facts = {
        "rows": [rows[thing] for thing in kept.things if thing in rows],
        "gone": taken_back(missing, user),
        "different": kept.different,
    }
    drawn = render_to_string("practices/_known.html", facts) if any(facts.values()) else ""
    if works_with := [rows[thing] for thing in used if thing in rows]:
        drawn += render_to_string("practices/_works_with.html", {"rows": works_with})
    groups = grouped(others, rows, without)
    return drawn + (render_to_string("practices/_related.html", {"groups": groups}) if groups else "")


@slot("contribution.aside", order=10)
def beside_contribution(context: Any, contribution: Contribution) -> str:
    kind = kinds.of(contribution.kind)
    kept = linked(contribution) if kind.has_gate else Linked()
    return mark_safe(beside(contribution, kind.found_as, context["user"], kept, {"element"}))  # noqa: S308 (templates)


@slot("practice.section", order=10)
def beside_practice(context: Any, practice: Practice, **kwargs: Any) -> str:
    kept, user = linked(practice), context["user"]
    keys = keys_in(user, context["member_of"]) if "member_of" in context else ()
    return mark_safe(beside(practice, "praktijk", user, kept, {"verhaal", "casus"}, keys))  # noqa: S308


def beside_knowledge(kind: str, pk: int, user: Any, without: Collection[str]) -> str:
    """Draw what belongs with a record of the knowledge base, but for the kinds its page shows already."""
    others = [thing for thing in near(kind, pk).others if thing[0] not in without]
    facts = {"groups": grouped(others, best_first(others, user)), "wide": True}
    return render_to_string("practices/_related.html", facts)


@slot("knowledge.element", order=60)
def beside_element(context: Any, element: WorkingElement) -> str:
    return beside_knowledge("element", element.pk, context["user"], {"verhaal", "interventie"})


@slot("knowledge.intervention", order=60)
def beside_intervention(context: Any, intervention: Intervention) -> str:
    return beside_knowledge("interventie", intervention.pk, context["user"], {"verhaal", "element", "praktijk"})


@slot("knowledge.theme", order=60)
def beside_theme(context: Any, theme: Theme) -> str:
    shown = {"verhaal", "casus", "gesprek", "inzicht", "praktijk", "interventie", "element"}
    return beside_knowledge("dossier", theme.pk, context["user"], shown)


@slot("mine.section", order=5)
def to_revisit(context: Any, **kwargs: Any) -> str:
    open_ = Revisit.objects.open().due_for(context["user"]).select_related("built__practice", "dossier__theme")
    rows = []
    for one in open_:
        if one.built is not None:
            rows.append((one, kinds.of(one.built.kind).url(one.built), one.built.title or _("Jouw tekst")))
        elif one.dossier is not None:
            rows.append((one, f"{one.dossier.get_absolute_url()}#aangehaald", one.dossier.title))
    return render_to_string("practices/_revisits.html", {"rows": rows}, request=context["request"]) if rows else ""


@slot("mine.section", order=35)
def what_i_saved(context: Any, **kwargs: Any) -> str:
    user = context["user"]
    seen = Contribution.objects.visible_to(user).values("pk")
    mine = Saved.objects.filter(user=user, contribution__in=seen).select_related("contribution__practice")
    rows = [(saved, kinds.of(saved.contribution.kind).url(saved.contribution)) for saved in mine[:SAVED]]
    return render_to_string("practices/_saved.html", {"rows": rows}) if rows else ""


@slot("mine.section", order=33)
def where_i_am_quoted(context: Any, **kwargs: Any) -> str:
    rows = Quoted.objects.of(context["user"]).select_related("insight", "contribution").order_by("-asked_at")[:SAVED]
    lines = [(row, state_of(row)) for row in rows]
    return render_to_string("practices/_where_quoted.html", {"lines": lines}) if lines else ""


@slot("mine.section", order=45)
def my_agenda_themes(context: Any, **kwargs: Any) -> str:
    mine = AgendaTheme.objects.written_by(context["user"]).filter(withdrawn_at=None).drawn()
    rows = mine.filter(practice__isnull=False).order_by("-made_at")[:SAVED]
    return render_to_string("practices/_my_agenda.html", {"themes": rows}) if rows else ""


@slot("mine.section", order=30)
def my_practices(context: Any, **kwargs: Any) -> str:
    """Where somebody takes part, and where they do no more but their words still stand; in one question."""
    user = context["user"]
    mine, left = Practice.objects.of(user), left_with_words(user)
    both = Q(pk__in=mine.values("pk")) | Q(pk__in=left.values("pk"))
    found = lively().filter(both).annotate(is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
    here = [one for one in found if one.is_mine]
    gone = [one for one in found if not one.is_mine]
    drawn = render_to_string("practices/_mine.html", {"practices": here})
    return mark_safe(drawn + (render_to_string("practices/_left.html", {"practices": gone}) if gone else ""))  # noqa: S308


@slot("practice.todo")
def put_on_agenda(context: Any, practice: Practice, membership: Any = None, **kwargs: Any) -> str:
    """The way to the agenda, with how much waits (counted beside the practice)."""
    leads = membership is not None and membership.is_facilitator
    facts = {"waiting": getattr(practice, "themes_waiting", 0), "late": getattr(practice, "themes_late", 0)}
    drawn = render_to_string("practices/_agenda_todo.html", {"practice": practice, "leads": leads, **facts})
    theirs = membership is None or membership.perspective == Perspective.CITIZEN  # it is the agenda of inhabitants
    return Ranked(drawn, 11 if theirs else 15 if leads and facts["waiting"] else 50)


@slot("practice.section", order=23)
def tried_here(context: Any, practice: Practice, membership: Any = None, **kwargs: Any) -> str:
    """What is tried now, for members; asked together with what is new."""
    if membership is None:
        return ""
    facts = {"practice": practice, "pilots": context.get("running", ())[:IN_A_PRACTICE]}
    return render_to_string("practices/_pilots_here.html", facts)


@slot("practice.section", order=20)
def learned_here(context: Any, practice: Practice, **kwargs: Any) -> str:
    user = context["user"]
    insights = Insight.objects.visible_to(user).filter(kind=Insight.KIND, practice=practice).select_related("practice")
    facts = {
        "practice": practice,
        "insights": insights.order_by("-published_at")[:IN_A_PRACTICE],
        "may_write": kwargs.get("membership") is not None,
    }
    return render_to_string("practices/_learned.html", facts)


@slot("practice.section", order=25)
def written_together(context: Any, practice: Practice, **kwargs: Any) -> str:
    facts = {"practice": practice, "membership": kwargs.get("membership")}
    return render_to_string("practices/_texts_here.html", facts)


@slot("knowledge.theme", order=35)
def learned_about(context: Any, theme: Theme) -> str:
    found = exchange.learned_about(context["user"], theme, IN_A_PRACTICE)
    changed = [insight for insight in found if insight.changed][:IN_A_PRACTICE]  # type: ignore[attr-defined]
    insights = [insight for insight in found if insight not in changed][:IN_A_PRACTICE]
    return render_to_string("practices/_insights_on_theme.html", {"changed": changed, "insights": insights})
