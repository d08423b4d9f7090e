"""Every address of the site, and a small world in which each of them leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core import signing
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Organisation, Perspective, PerspectiveClaim, User
from files import documents
from files.models import StoredFile
from forums.actions import duo, room, room_harvest, room_writing, tasks
from forums.actions.follow_ups import look_back
from forums.models import (
    CalendarLink,
    Case,
    CaseTemplate,
    Finding,
    LookBack,
    Moving,
    Note,
    Reply,
    Series,
    Session,
    Side,
    Task,
    Topic,
)
from knowledge.editing.actions import offer, start_draft
from knowledge.models import AssessmentQuestion, Claim, Dossier
from moderation.actions import ask_review, decide
from moderation.actions.safeguarding import worry
from moderation.models import Concern, Outcome, Review
from notifications.actions import notify
from notifications.letters import stop_key
from notifications.models import Letter, Notification
from practices.actions import (
    agenda,
    agreements,
    assessment,
    candidates,
    citations,
    definitions,
    joint,
    library,
    merging,
    monitor,
    proposals,
    quoting,
    remarks,
)
from practices.actions.cycle import cycle
from practices.actions.insights import adopt, share_insight, write_insight
from practices.actions.templates import publish_template
from practices.models import (
    Adjustment,
    Adoption,
    AgendaTheme,
    Agreement,
    Assessment,
    Audience,
    CandidateDecision,
    Citation,
    Definition,
    Guest,
    Indicator,
    Insight,
    Invitation,
    JoinRequest,
    JointText,
    KeptMap,
    LibraryItem,
    Measurement,
    Partner,
    Phase,
    Pilot,
    Practice,
    PracticeTemplate,
    ProofRemark,
    Proposal,
    Pulse,
    Quoted,
    Remark,
    Revisit,
    Ticket,
    Upload,
    Weighing,
    hash_token,
)
from practices.sheets import Found
from search.actions import give_verdict, nudge, write_synonyms
from search.models import IndexEntry
from search.views.verdicts import SALT
from stories.actions import answering
from stories.models import STEPS, Answer, Change, Story
from tests import makers

INVITATION = "uitnodiging-voor-de-hele-wereld-1234"
KEPT_MAP = "een-bewaarde-kaart-1"
SIDE_LINK = "Een-link-voor-de-andere-kant-van-een-duo-casus-1"
CALENDAR = "een-kalender-zonder-naam-1"
PULSE = "een-link-van-de-pols-zonder-naam"
PRIVATE_LINK = "Een-eigen-link-van-wie-geen-account-heeft-1"


def addresses(resolver: Any = None, space: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Give every name of an address of ours (not those of the keepers' admin), with its parameters' converters."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                for name, parameters in addresses(entry, entry.namespace or space):
                    own = {key: type(one).__name__ for key, one in entry.pattern.converters.items()}
                    yield name, own | parameters
        elif isinstance(entry, URLPattern):
            name = f"{space}:{entry.name}" if space else str(entry.name)
            yield name, {key: type(one).__name__ for key, one in entry.pattern.converters.items()}


@dataclass
class World:
    """People by role, and one of each thing."""

    people: dict[str, User]
    practice: Practice
    request: Practice
    story: Story
    draft: Story
    case: Case
    reply: Reply
    insight: Insight
    lent: Insight  # goes round, and is edited by nobody here
    quoted: Quoted
    pilot: Pilot
    adoption: Adoption
    review: Review
    asked: JoinRequest
    phase: Phase
    news: Notification
    claim: PerspectiveClaim
    element: Any
    intervention: Any
    theme: Any
    source: Any
    instrument: Any
    version: Any
    linked: Story
    photo: StoredFile
    verdict: Any
    synonyms: Any
    nudge: Any
    remark: Remark
    own_words: Weighing
    decided: CandidateDecision
    answer: Answer
    change: Change
    revisit: Revisit
    citation: Citation
    proposal: Proposal
    said_claim: Claim
    spare: Any
    merge: Any
    refused: Story
    case_refused: Case
    concern: Concern
    template: CaseTemplate
    told: LookBack
    side: Side
    series: Series
    topic: Topic
    theme_topic: Topic
    session: Session
    note: Note
    finding: Finding
    task: Task
    member_task: Task
    coming: Session
    assessed: Assessment
    assessment: Assessment
    agenda_theme: AgendaTheme
    indicator: Indicator
    adjustment: Adjustment
    measurement: Measurement
    upload: Upload
    pulse: Pulse
    partner: Partner
    frame: PracticeTemplate
    text: JointText
    proof: ProofRemark
    guest: Guest
    item: LibraryItem
    definition: Definition
    agreement: Agreement

    def arguments(self, name: str) -> dict[str, Any]:
        """Give what fills the address of this name. Raises KeyError for an address this world does not know yet."""
        in_practice = {"slug": self.practice.slug}
        said_of_text = in_practice | {"pk": self.text.pk, "remark": self.proof.pk}
        theme_at = in_practice | {"pk": self.agenda_theme.pk}
        pks = {
            "insight": self.insight,
            "case": self.case,
            "reply": self.reply,
            "phase_move": self.phase,
            "phase_edit": self.phase,
            "phase_removal": self.phase,
            "request_decision": self.asked,
            "confirmation": self.claim,
        }
        known: dict[str, dict[str, Any]] = {
            "knowledge:intervention": {"slug": self.intervention.slug},
            "knowledge:element": {"slug": self.element.slug},
            "knowledge:theme": {"slug": self.theme.slug},
            "knowledge:source": {"slug": self.source.slug},
            "knowledge:instrument": {"slug": self.instrument.slug},
            "knowledge:create": {"word": "dossier"},
            "knowledge:versions": {"place": "elementen", "slug": self.element.slug},
            "knowledge:undo": {"pk": self.version.based_on_id},
            "accounts:demonstration_join": {"key": "ervaring"},
            "forums:topics": in_practice,
            "forums:practice_barriers": in_practice,
            "forums:method": {"slug": self.session.method.slug},
            "forums:method_edit": {"slug": self.session.method.slug},
            "forums:topic_create": in_practice,
            "forums:topic": in_practice | {"pk": self.topic.pk},
            "forums:topic_edit": {"pk": self.topic.pk},
            "forums:topic_withdrawal": {"pk": self.topic.pk},
            "forums:talk_names": {"pk": self.topic.pk},
            "forums:calendar_feed": {"token": CALENDAR},
            "forums:tasks": in_practice,
            "forums:task_create": in_practice,
            "forums:task_edit": in_practice | {"pk": self.member_task.pk},
            "forums:task_done": in_practice | {"pk": self.member_task.pk},
            "forums:reply_draft": {"pk": self.topic.pk},
            "forums:lead": {"pk": self.topic.pk},
            "forums:undo": {"pk": self.topic.pk},
            "forums:theme_topics": {"slug": self.theme.slug},
            "forums:theme_topic_create": {"slug": self.theme.slug},
            "forums:theme_topic": {"slug": self.theme.slug, "pk": self.theme_topic.pk},
            "live:missed": {"address": f"forums.talk:{self.story.pk}"},
            **{
                f"practices:{name}": in_practice | {"pk": self.pilot.pk}
                for name in ("pilot", "pilot_edit", "pilot_end", "pilot_removal")
            },
            "practices:quoted": {"pk": self.quoted.pk},
            "practices:invitation": {"token": INVITATION},
            "practices:join": {"slug": self.request.slug},
            "practices:adoption_create": in_practice | {"pk": self.lent.pk},
            "practices:leading": in_practice | {"pk": self.practice.memberships.get(user=self.people["member"]).pk},
            "practices:template_removal": {"pk": self.frame.pk},
            "practices:partner_removal": in_practice | {"pk": self.partner.pk},
            "practices:indicator": in_practice | {"pk": self.indicator.pk},
            "practices:indicator_edit": in_practice | {"pk": self.indicator.pk},
            "practices:adjustment_edit": in_practice | {"pk": self.adjustment.pk},
            "practices:measurement_removal": in_practice | {"pk": self.measurement.pk},
            **{f"practices:library_{verb}": in_practice | {"pk": self.item.pk} for verb in ON_AN_ITEM},
            **{f"practices:agreement_{verb}": in_practice | {"pk": self.agreement.pk} for verb in ("look", "removal")},
            **{f"practices:definition{verb}": in_practice | {"pk": self.definition.pk} for verb in ON_A_WORD},
            "practices:library_version_removal": in_practice
            | {"pk": self.item.pk, "version": self.item.versions.all()[0].pk},
            "practices:pulse_answer": {"token": PULSE},
            "practices:pulse_codes": in_practice | {"pk": self.pulse.pk},
            "practices:pulse_closing": in_practice | {"pk": self.pulse.pk},
            "practices:upload": in_practice | {"pk": self.upload.pk},
            "practices:adoption": {"slug": self.adoption.practice.slug, "pk": self.adoption.pk},
            **{f"practices:text{verb}": in_practice | {"pk": self.text.pk} for verb in TEXT},
            **{f"practices:text_{verb}": in_practice | {"pk": self.text.pk, "nr": 1} for verb in ("version", "return")},
            **{f"practices:proof_{verb}": in_practice | {"pk": self.text.pk} for verb in ("create", "remark")},
            **{f"practices:proof_{verb}": said_of_text for verb in ("answer", "withdrawal")},
            "practices:guests": in_practice | {"pk": self.topic.pk},
            "practices:guest_end": in_practice | {"pk": self.topic.pk, "guest": self.guest.pk},
            "practices:weigh": {"slug": self.element.slug},
            "practices:said_element": {"slug": self.element.slug},
            "practices:said_intervention": {"slug": self.intervention.slug},
            "practices:merge": {"slug": self.spare.slug},
            "practices:part": {"pk": self.merge.pk},
            "practices:candidate": {"pk": self.own_words.pk},
            "practices:own_words": {"pk": self.decided.pk},
            "stories:answer_edit": {"pk": self.answer.pk},
            "stories:answer_withdrawal": {"pk": self.answer.pk},
            "stories:change_create": {"pk": self.answer.pk},
            "stories:change_settle": {"pk": self.change.pk},
            "stories:organisation": {"slug": self.answer.organisation.slug},
            "practices:saved": {"pk": self.story.pk},
            "practices:cite": {"pk": self.story.pk},
            "practices:citation_removal": {"pk": self.citation.pk},
            "practices:revisited": {"pk": self.revisit.pk},
            "practices:proposal_create": in_practice | {"pk": self.lent.pk},
            "practices:difference_practice": in_practice,
            **{f"practices:agenda_{verb}": theme_at for verb in ("theme", "answer", "withdrawal", "look")},
            "practices:difference_theme": {"slug": self.theme.slug},
            "practices:difference_intervention": {"slug": self.intervention.slug},
            "practices:difference_kept": {"token": KEPT_MAP},
            "practices:difference_region": {"slug": self.practice.labour_region.slug},
            "practices:difference_element": {"slug": self.element.slug},
            "stories:questions": in_practice,
            "stories:return": {"token": PRIVATE_LINK},
            "forums:replies": {"pk": self.story.pk},
            "forums:series": {"slug": self.series.slug},
            "forums:case_place_removal": in_practice | {"pk": self.case.pk, "series": self.series.slug},
            "forums:side_link": {"token": SIDE_LINK},
            "forums:duo_create": in_practice,
            "forums:case_appeal": in_practice | {"pk": self.case_refused.pk},
            "forums:look_back_create": in_practice | {"pk": self.case.pk},
            "forums:look_back_withdrawal": in_practice | {"pk": self.case.pk, "told": self.told.pk},
            "forums:case_templates": in_practice,
            "forums:case_template_create": in_practice,
            "forums:case_template": {"pk": self.template.pk},
            "forums:case_template_removal": {"pk": self.template.pk},
            "stories:media": {"pk": self.draft.pk},
            "stories:recording_create": {"pk": self.draft.pk},
            "stories:photo_create": {"pk": self.draft.pk},
            "stories:file_change": {"pk": self.photo.subject_id, "key": self.photo.key},
            "stories:file_removal": {"pk": self.photo.subject_id, "key": self.photo.key},
            "files:file": {"key": self.photo.key},
            "search:thanks": {"key": signing.dumps(self.verdict.pk, salt=SALT, compress=True)},
            "search:synonym": {"pk": self.synonyms.pk},
            "search:synonym_removal": {"pk": self.synonyms.pk},
            "search:synonym_undo": {"pk": self.synonyms.changes.all()[0].pk},
            "search:nudge_create": {"kind": "verhaal", "pk": self.story.pk},
            "search:nudge_removal": {"pk": self.nudge.pk},
        }
        if name in known:
            return known[name]
        if name in ON_OPEN_ROUND | ON_CLOSED_ROUND:
            return in_practice | {"pk": (self.assessment if name in ON_OPEN_ROUND else self.assessed).pk}
        space, _colon, verb = name.partition(":")
        if space == "forums" and verb.startswith(("session", "room")):
            return in_practice | IN_SESSION.get(verb, self.parts_of_session(verb))
        if space == "knowledge" and verb in EDITING:
            return EDITING[verb] | ({"pk": self.version.pk} if verb != "edit" else {"pk": self.element.pk})
        if verb.startswith("concern") and verb != "concern_start":
            return {"pk": self.concern.pk}
        if name == "notifications:stop":
            letter = Letter.objects.get_or_create(key="once:1", user=self.people["member"], sort="kind", name="reply")[
                0
            ]
            return {"key": stop_key(letter)}
        if name == "stories:appeal":
            return {"pk": self.refused.pk}
        if space in {"notifications", "moderation"}:
            return {"pk": {"notifications": self.news, "moderation": self.review}[space].pk}
        for start, thing in {"remark": self.remark, "proposal": self.proposal}.items():
            if space == "practices" and (verb == start or verb.startswith(f"{start}_")):
                return {"pk": thing.pk}
        if verb.startswith("remarks_"):
            about = verb.removeprefix("remarks_").removesuffix("_new")
            numbered = {"claim": self.said_claim, "version": self.version}
            named = {"element": self.element, "intervention": self.intervention, "dossier": self.theme}
            return {"pk": numbered[about].pk} if about in numbered else {"slug": named[about].slug}
        if space == "forums" and verb.startswith("side"):
            return {"pk": self.side.pk}
        if space == "stories":
            return {"pk": (self.draft if verb in TELLING else self.story).pk}
        for start, thing in pks.items():
            if verb.startswith(start) and verb not in {
                "insights",
                "insight_create",
                "cases",
                "case_create",
                "case_suggestions",
            }:
                return {"pk": thing.pk} if start == "reply" else in_practice | {"pk": thing.pk}
        if space == "practices" or verb in {"practice_cases", "case_create", "case_suggestions"}:
            return in_practice
        raise KeyError(name)

    def parts_of_session(self, verb: str) -> dict[str, Any]:
        """Give what else an address inside a session names."""
        if verb.startswith("session"):
            return {"pk": self.coming.pk}
        if verb not in HARVEST:
            return {"pk": self.session.pk} | ({"note": self.note.pk} if verb == "room_note" else {})
        part = {"room_finding": self.finding, "room_task": self.task}.get(verb)
        return {"pk": self.finding.session_id} | ({"part_pk": part.pk} if part else {})

    def address(self, name: str, parameters: dict[str, str]) -> str:
        """Give the address of that name in this world."""
        return reverse(name, kwargs=self.arguments(name) if parameters else {})


IN_SESSION: dict[str, dict[str, Any]] = {"sessions": {}, "session_create": {}, "session_interpreting": {}}
TEXT = ("", "_edit", "_draft", "_release", "_versions", "_publication", "_withdrawal")
HARVEST = {"room_harvest", "room_finding_create", "room_finding", "room_task_create", "room_task", "room_minutes"}
HARVEST |= {"room_change", "room_review", "room_assent", "room_sharing"}
ON_A_VERSION = ("draft", "proof", "version_offer", "version_return", "version_drop", "version_publication")
EDITING: dict[str, dict[str, Any]] = {"edit": {"word": "element"}} | {verb: {} for verb in ON_A_VERSION}
ON_OPEN_ROUND = {f"practices:assessment_{verb}" for verb in ("sheet", "handing", "closing")}
ON_CLOSED_ROUND = {"practices:assessment", "practices:assessment_agreement", "practices:improvement"} | {
    "practices:improvement_finishing"
}
ON_A_WORD = ("", "_edit", "_openness", "_removal")
ON_AN_ITEM = ("item", "version", "edit", "removal")
TELLING = {*STEPS, "link", "code", "words"}


def make_world() -> World:
    """Make one of each thing, all of them reached by member, facilitator, moderator or editor."""
    theme = makers.make_theme("Schulden")
    element = makers.make_element("Iemand die bleef", theme)
    intervention = makers.make_intervention("Huis eerst", theme)
    town = makers.make_municipality("Enschede")
    practice = makers.make_practice("Eerder aan tafel", labour_region=town.labour_region)
    elsewhere = makers.make_practice("Meer dan koffie")
    practice.themes.add(theme)
    phases = [Phase.objects.create(practice=practice, order=n, name=name) for n, (name, _more) in enumerate(cycle(), 1)]
    people = {
        "member": makers.make_member(practice, "Bea"),
        "facilitator": makers.make_member(practice, "Fay", is_facilitator=True),
        "elsewhere": makers.make_member(elsewhere, "Cor", is_facilitator=True),
        "stranger": makers.make_user("Sam", Perspective.LIVED),
        "guest": makers.make_user("Gus", Perspective.CITIZEN),
        "moderator": makers.make_user("Mo", is_moderator=True),
        "editor": makers.make_user("Ed", is_editor=True),
    }
    bea, ed = people["member"], people["editor"]
    town_hall = Organisation.objects.create(name="Gemeente Dorpstad", slug="gemeente-dorpstad")
    people["elsewhere"].organisation = town_hall
    people["elsewhere"].save()
    story = makers.make_story(bea, practice=practice, title="Een plastic tas")
    story.themes.add(theme)
    draft = makers.make_story(bea, shown=False, pseudonym="Kim")
    draft.themes.add(theme)
    waiting = makers.make_story(None, shown=False, audience=Audience.PRACTICE, practice=practice)
    case = makers.make_case(practice, bea, audience=Audience.EVERYONE)
    words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol.")
    insight = write_insight(practice, bea, words, [story])
    tried, lent = (write_insight(practice, bea, words, []) for _ in range(2))
    quoting.choose(insight, bea, {story.pk: story.happened})
    Quoted.objects.update(asked_at=timezone.now())
    for one in (insight, tried, lent):
        share_insight(one, people["facilitator"], Audience.EVERYONE)
    Invitation.objects.create(
        practice=elsewhere, email="gast@example.org", by=people["elsewhere"], token_hash=hash_token(INVITATION)
    )
    KeptMap.objects.create(token=KEPT_MAP, about=f"thema:{theme.slug}", circles=[["e"]], figures={})
    news = notify(bea, "reply", "Er is een reactie.", "/mijn/")
    assert news is not None
    facts = {"thanks": "Dank je.", "heard": "Je deed niet open.", "doing": "We bellen eerst.", "who": "de teamleider"}
    answer = answering.answer(story, people["elsewhere"], town_hall, facts)
    topic = answered(makers.make_topic(practice, bea), bea)
    Moving.objects.create(root=topic, theme=theme, by=people["facilitator"])
    until = timezone.localdate() + timedelta(days=7)
    guest = Guest.objects.create(talk=topic, user=people["guest"], by=people["facilitator"], until=until)
    return World(
        people=people,
        answer=answer,
        change=answering.plan(answer, "Eerst bellen", "de teamleider", timezone.localdate()),
        practice=practice,
        request=makers.make_practice("Op verzoek"),
        story=story,
        draft=draft,
        case=case,
        reply=makers.make_reply(story, bea),
        insight=insight,
        lent=lent,
        quoted=Quoted.objects.get(insight=insight),
        pilot=Pilot.objects.create(
            practice=practice,
            name="Samen post openen",
            hypothesis="Dan gaat het open.",
            by=bea,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
            insight=insight,
        ),
        adoption=adopt(tried, elsewhere, people["elsewhere"], "Wij zijn een dorp."),
        review=ask_review(waiting, practice.pk),
        asked=JoinRequest.objects.create(practice=practice, user=people["stranger"], perspective="lived", why="Graag."),
        phase=phases[1],
        news=news,
        claim=PerspectiveClaim.objects.get(user=bea),
        element=element,
        intervention=intervention,
        theme=theme,
        source=makers.make_source("Een handboek"),
        instrument=makers.make_instrument("Een schaal", theme),
        version=offer(ed, start_draft(ed, element, {"keep": "Dat het dezelfde mens blijft."}, "Dat vroegen lezers.")),
        photo=makers.make_photo(draft),
        linked=makers.make_story(None, shown=False, link_hash=hash_token(PRIVATE_LINK)),
        verdict=give_verdict("een-bladzijde-met-zoekresultaten", "waar is de tas", fits=False),
        synonyms=write_synonyms(None, ["tas", "zak"], "Mensen zeggen beide.", people["editor"]),
        **reviewed(people, practice),
        nudge=nudge(IndexEntry.objects.get(kind="verhaal", object_id=story.pk), "tas", "top", "Ja.", people["editor"]),
        revisit=Revisit.objects.create(built=insight),
        side=make_duo(practice, bea),
        series=Series.objects.create(name="Honderd casussen", slug="honderd", question="Wat helpt?", practice=practice),
        told=look_back(case, bea, "Eerst gebeld.", "ja", []),
        template=CaseTemplate.objects.create(name="Geldzorgen", practice=practice, hints={"tried": "Een brief?"}),
        topic=topic,
        guest=guest,
        theme_topic=makers.make_topic(theme, bea, Audience.EVERYONE),
        **met(practice, people),
        agenda_theme=agenda.propose(
            practice,
            people["stranger"],
            {"title": "Iets tegen het wachten", "perspective": "citizen", "pseudonym": "Kim"},
        ),
        **answers(people, story, lent, theme, intervention),
        **measures(people, practice, theme, element),
        **written_together(people, practice),
        **kept(people, practice),
    )


def answered(topic: Topic, by: User) -> Topic:
    """Let a topic have a reply, so that who leads it has something to split."""
    makers.make_reply(topic, by)
    return topic


def met(practice: Practice, people: dict[str, User]) -> dict[str, Any]:
    """Make a session that is under way, with a text that the member gave and nobody may read yet."""
    interpreting = makers.make_method("Duiden")
    interpreting.asks_change = True
    interpreting.save()
    session = makers.make_session(practice, people["facilitator"], makers.make_method())
    makers.sit_down(session, people["member"])
    room.begin(session, people["facilitator"], session.seats.get(user=people["facilitator"]))
    room.go_on(session, 1, people["facilitator"])
    round_ = session.rounds.get(order=2)
    room_writing.give(round_, session.seats.get(user=people["member"]), {1: "Ik zou eerst bellen."})
    over = makers.make_session(practice, people["facilitator"])
    seat = makers.sit_down(over, people["member"])
    room.begin(over, people["facilitator"])
    room.finish(over, people["facilitator"])
    words = {"title": "Eerst bellen.", "learned": "Dan komt iemand.", "context": "Bij schulden."}
    finding = room_harvest.write_finding(over, seat, words)
    task = room_harvest.add_task(over, seat, {"what": "Bellen", "due_on": timezone.localdate()})
    room_harvest.offer(over, people["facilitator"])
    coming = makers.make_session(practice, people["facilitator"])
    CalendarLink.objects.create(user=people["member"], token_hash=hash_token(CALENDAR))
    note = Note.objects.get(round=round_)
    facts = {"what": "Bellen.", "member": people["member"], "due_on": timezone.localdate()}
    to_do = tasks.give(practice, people["facilitator"], facts)
    return {"member_task": to_do} | {
        "session": session,
        "note": note,
        "finding": finding,
        "task": task,
        "coming": coming,
    }


def kept(people: dict[str, User], practice: Practice) -> dict[str, Any]:
    """Make what members keep together: a thing in the library that was a link, and is a text now."""
    bea = people["member"]
    facts = {"title": "Leesbare brieven", "why": "Zo schrijf je een brief die iedereen begrijpt."}
    item = library.add(practice, bea, facts | {"link": "https://example.org/brieven"})
    library.bring(item, bea, {"file": documents.text(b"Begin met wat iemand moet doen.", ".txt"), "what": "Als tekst"})
    word = definitions.define(practice, bea, {"word": "Regie", "text": "Zij beslist zelf wie er komt."})
    facts = {"who": "De wijkcoaches", "brings": "Elke week een huisbezoek.", "question": "Doet iemand dan open?"}
    agreed = agreements.agree(practice, people["facilitator"], facts | {"look_on": timezone.localdate()})
    return {"item": item, "definition": word, "agreement": agreed}


def measures(people: dict[str, User], practice: Practice, theme: Any, element: Any) -> dict[str, Any]:
    """Make a round of the self-assessment that is counted, with an improvement, and one that is open."""
    AssessmentQuestion.objects.create(dossier=theme.dossier, element=element, key="bleef-1", text="Blijft er iemand?")
    facts = {"theme": theme, "help": "het wijkteam", "until": timezone.localdate()}
    closed = assessment.start(practice, people["facilitator"], facts | {"group": "ouderen"})
    assessment.close(closed, people["facilitator"])
    owned = {"element": element, "what": "Bellen.", "owner": people["member"], "due_on": timezone.localdate()}
    assessment.choose(closed, people["facilitator"], owned)
    open_ = assessment.start(practice, people["facilitator"], facts | {"group": "jongeren"})
    for who in ("member", "facilitator"):
        assessment.begin(open_, people[who], "pro")
    indicator = Indicator.objects.create(practice=practice, name="Rust in huis", unit="dagen")
    known = {"on": timezone.localdate(), "value": Decimal(12), "people": None, "note": "Vakantie"}
    row = ["Rust in huis", "2026-01-01", "12.00", None, "Vakantie"]
    pulse = Pulse.objects.create(practice=practice)
    Ticket.objects.create(pulse=pulse, token_hash=hash_token(PULSE))
    return {
        "pulse": pulse,
        "frame": publish_template(practice, people["editor"], "Zeven stappen", "Voor wie begint."),
        "partner": Partner.objects.create(practice=practice, name="Buurtraad", sort="citizens"),
        "assessed": closed,
        "assessment": open_,
        "indicator": indicator,
        "adjustment": monitor.adjust(practice, people["facilitator"], {"saw": "Het liep terug.", "change": "Bellen."}),
        "measurement": monitor.measure(indicator, people["facilitator"], known),
        "upload": monitor.keep(practice, people["facilitator"], Found(rows=[row])),
    }


def written_together(people: dict[str, User], practice: Practice) -> dict[str, Any]:
    """Make a text that is being proof-read, with two versions and something said of it."""
    text = joint.begin(practice, people["member"], {"title": "Zo bellen wij aan", "words": "Eerst koffie."})
    joint.save(text, people["member"], {"title": "Zo bellen wij aan", "words": "Eerst koffie, dan geld.", "why": ""}, 1)
    round_ = joint.ask_to_proofread(text, people["member"], [people["facilitator"]])
    return {"text": text, "proof": joint.remark(round_, people["member"], "misses", "Er staat niets over thee.")}


def make_duo(practice: Practice, author: User) -> Side:
    """Make a duo-case of which one side is written, and the other has a private link."""
    facts = {"title": "Twee kanten", "situation": "Hulp bij geld.", "question": "Wat zie jij?", "audience": "everyone"}
    case = duo.begin(practice, author, facts | {"pseudonym": "Bea", "perspective": "pro"})
    own = Side.objects.get(root=case, is_first=True)
    said = {"happened": "Ik belde.", "meant": "", "pseudonym": "Bea", "perspective": "pro"}
    duo.write(own, author, said, [])
    Side.objects.filter(root=case, is_first=False).update(link_hash=hash_token(SIDE_LINK))
    return own


def reviewed(people: dict[str, User], practice: Practice) -> dict[str, Any]:
    """Make a story and a case that were refused, and a story whose reader worries about its teller."""
    refused, heavy = (
        makers.make_story(author, shown=False, audience=Audience.PRACTICE, practice=practice)
        for author in (people["member"], None)
    )
    decide(ask_review(refused, practice.pk), refused, people["moderator"], Outcome.REFUSE, "Er staat een naam in.")
    case = makers.make_case(practice, people["member"], title="Geweigerd", published_at=None)
    decide(ask_review(case, practice.pk), case, people["moderator"], Outcome.REFUSE, "Er staat een naam in.")
    review = ask_review(heavy, practice.pk)
    return {
        "refused": refused,
        "case_refused": case,
        "concern": worry(review, heavy, people["facilitator"], "Zij schrijft: vanavond."),
    }


def answers(people: dict[str, User], story: Story, insight: Insight, theme: Any, intervention: Any) -> dict[str, Any]:
    """Make what people say of the knowledge base and what its editors do with it, one of each."""
    bea, editor = people["member"], people["editor"]
    PerspectiveClaim.objects.create(user=bea, perspective=Perspective.RESEARCH, confirmed_at=timezone.now())
    dossier = Dossier.objects.create(theme=theme, title="Wat helpt bij schulden", summary="Begin bij de koelkast.")
    words = remarks.Words("misses", "Er staat niets over eten.", Audience.EVERYONE, "lived", "Kim")
    first, second = (Weighing(contribution=story, own_words=own, polarity="helped") for own in ("koffie", "een fiets"))
    Weighing.objects.bulk_create([first, second])
    spare = makers.make_element("Iemand die belde")
    facts = {"plain_wording": "Een fiets", "name": "Vervoer", "explanation": "Zo kwam ze er.", "reason": ""}
    return {
        "remark": remarks.remark(intervention, bea, words),
        "citation": citations.cite(makers.agree(story), dossier, editor, ""),
        "spare": spare,
        "merge": merging.merge_elements(makers.make_element("Iemand die appte"), spare, editor, "Hetzelfde."),
        "own_words": Weighing.objects.get(own_words="koffie"),
        "decided": candidates.make_element(editor, Weighing.objects.get(own_words="een fiets"), [], facts, []),
        "proposal": proposals.propose(insight, bea, dossier, "Zet er eten bij.", "Dat hoorden we vaak."),
        "said_claim": Claim.objects.create(intervention=intervention, kind="effect", text="Mensen houden hun huis."),
    }
