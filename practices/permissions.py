"""Who may do what in a practice. Pure questions: a person and a thing, yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import Perspective, User
from knowledge.models import Claim, Version
from practices import kinds
from practices.memberships import memberships_of
from practices.models import (
    Adoption,
    AgendaTheme,
    Assessment,
    Audience,
    Contribution,
    Guest,
    Improvement,
    Insight,
    ItemVersion,
    Joining,
    JoinRequest,
    JointText,
    LibraryItem,
    Membership,
    Pilot,
    Practice,
    ProofRemark,
    Purpose,
    Remark,
)
from practices.models.remark import Subject


def membership_of(user: User | AnonymousUser, practice: Practice | None) -> Membership | None:
    """Give this person's current membership, or None."""
    return memberships_of(user).get(practice.pk) if practice else None


def is_member(user: User | AnonymousUser, practice: Practice) -> bool:
    return membership_of(user, practice) is not None


def may_found(user: User | AnonymousUser) -> bool:
    """Anyone signed in may start a practice; others see who did."""
    return user.is_authenticated and user.is_active


def may_join(user: User | AnonymousUser, practice: Practice) -> bool:
    """Walk in: only where the practice is open."""
    return user.is_authenticated and practice.joining == Joining.OPEN and not is_member(user, practice)


def may_ask_to_join(user: User | AnonymousUser, practice: Practice) -> bool:
    return user.is_authenticated and practice.joining == Joining.ON_REQUEST and not is_member(user, practice)


def has_asked(user: User | AnonymousUser, practice: Practice) -> bool:
    """Their request still waits for an answer."""
    return user.is_authenticated and JoinRequest.objects.open().filter(practice=practice, user=user).exists()


def may_facilitate(user: User | AnonymousUser, practice: Practice) -> bool:
    """Invite, answer requests, move the phase, decide on this practice's stories."""
    membership = membership_of(user, practice)
    return membership is not None and membership.is_facilitator


def may_leave(user: User | AnonymousUser, practice: Practice) -> bool:
    """A practice keeps at least one facilitator: the last one hands over first."""
    membership = membership_of(user, practice)
    if membership is None:
        return False
    if not membership.is_facilitator:
        return True
    return practice.memberships.filter(left_at__isnull=True, is_facilitator=True).exclude(pk=membership.pk).exists()


def may_write_in(user: User | AnonymousUser, practice: Practice) -> bool:
    """Bring a case or an insight."""
    return is_member(user, practice)


def may_reply(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Whoever may read it and is signed in; a thing meant for its writer alone has no talk."""
    return (
        user.is_authenticated
        and user.is_active
        and contribution.is_shown
        and contribution.audience != "me"
        and contribution.kind not in kinds.without_talk()
        and Contribution.objects.visible_to(user).filter(pk=contribution.pk).exists()
    )


def may_withdraw(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Only who wrote it."""
    return user.is_authenticated and contribution.author_id == user.pk and not contribution.is_withdrawn


def may_edit_insight(user: User | AnonymousUser, insight: Insight) -> bool:
    """Who wrote it, while a member, and the facilitators: an insight belongs to the practice."""
    if insight.is_withdrawn or insight.practice is None:
        return False
    membership = membership_of(user, insight.practice)
    return membership is not None and (membership.is_facilitator or insight.author_id == membership.user_id)


def may_share_insight(user: User | AnonymousUser, insight: Insight) -> bool:
    """Let it go beyond the practice, or call it back: only those who lead the practice."""
    return insight.is_shown and insight.practice is not None and may_facilitate(user, insight.practice)


def may_share_inside(user: User | AnonymousUser, insight: Insight) -> bool:
    """Let the practice read a draft: who wrote it and who lead the practice."""
    return insight.draft_since is not None and may_edit_insight(user, insight)


def may_withdraw_insight(user: User | AnonymousUser, insight: Insight) -> bool:
    """Who wrote it, always; and the facilitators, for it speaks for the practice."""
    if may_withdraw(user, insight) or may_share_insight(user, insight):
        return True
    return insight.draft_since is not None and insight.practice is not None and may_facilitate(user, insight.practice)


def may_adopt(user: User | AnonymousUser, insight: Insight, practice: Practice) -> bool:
    """Those who lead another practice try it there, once the insight goes round."""
    return (
        insight.is_shown
        and insight.goes_round
        and insight.practice_id != practice.pk
        and may_facilitate(user, practice)
    )


def may_report(user: User | AnonymousUser, adoption: Adoption) -> bool:
    """Say what came of it: those who lead the practice that tries it."""
    return may_facilitate(user, adoption.practice)


def may_see_cockpit(user: User | AnonymousUser) -> bool:
    """See all practices side by side: the editors of Movisie."""
    return isinstance(user, User) and user.is_active and user.is_editor


def may_pass_on(user: User | AnonymousUser, insight: Insight) -> bool:
    """Bring an insight to the attention of another practice: the editors of Movisie."""
    return may_see_cockpit(user) and insight.is_shown and insight.goes_round


def is_editor(user: User | AnonymousUser) -> bool:
    """Answer remarks, decide on candidates and proposals, join elements: the editors of Movisie."""
    return may_see_cockpit(user)


def may_cite(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Cite it in a dossier: the editors of Movisie; only what everybody may read, and may be learned from elsewhere."""
    is_open = contribution.is_shown and contribution.audience == Audience.EVERYONE
    if not (is_open and kinds.of(contribution.kind).is_cited and is_editor(user)):
        return False
    return Contribution.objects.agreed_to(Purpose.REGIONS).filter(pk=contribution.pk).exists()


def may_mark(user: User | AnonymousUser) -> bool:
    """Say what research says of a claim: only whose work in research was confirmed by somebody else."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.perspectives.filter(perspective=Perspective.RESEARCH, confirmed_at__isnull=False).exists()


def may_say(user: User | AnonymousUser, subject: Subject) -> bool:
    """Say something of what is known: everybody with an account; of a claim research only, of a draft in proof."""
    if isinstance(subject, Claim):
        return may_mark(user)
    if isinstance(subject, Version) and not subject.is_proofread:
        return False
    return user.is_authenticated and user.is_active


def may_edit_remark(user: User | AnonymousUser, remark: Remark) -> bool:
    """Only who wrote it, while it is shown."""
    return user.is_authenticated and remark.author_id == user.pk and remark.is_shown


def may_answer(user: User | AnonymousUser, remark: Remark) -> bool:
    """The editors, in public; one's own remark is answered by somebody else."""
    return is_editor(user) and remark.is_shown and remark.author_id != user.pk


def may_propose(user: User | AnonymousUser, insight: Insight) -> bool:
    """Ask the knowledge base for a change out of what was learned: who may edit the insight."""
    return insight.is_shown and may_edit_insight(user, insight)


def may_choose_improvement(user: User | AnonymousUser, assessment: Assessment) -> bool:
    """Choose what to do better after a round: those who lead the practice."""
    return not assessment.is_open and may_facilitate(user, assessment.practice)


def may_finish(user: User | AnonymousUser, improvement: Improvement) -> bool:
    """Say whether it was done: who sees to it, while a member, and those who lead the practice."""
    membership = membership_of(user, improvement.assessment.practice)
    return membership is not None and (membership.is_facilitator or improvement.owner_id == membership.user_id)


def may_mend_pilot(user: User | AnonymousUser, pilot: Pilot) -> bool:
    """Change it or end it: who began it, while a member, and those who lead the practice."""
    membership = membership_of(user, pilot.practice)
    return membership is not None and (membership.is_facilitator or pilot.by_id == membership.user_id)


def may_put_on_agenda(user: User | AnonymousUser) -> bool:
    """Propose a theme and give dots: everybody with an account, member or not."""
    return user.is_authenticated and user.is_active


def may_answer_theme(user: User | AnonymousUser, theme: AgendaTheme) -> bool:
    """The practice answers, or Movisie: those who lead it, and the editors."""
    if not theme.is_shown or theme.practice is None:
        return False
    return is_editor(user) or may_facilitate(user, theme.practice)


def may_write_text(user: User | AnonymousUser, text: JointText) -> bool:
    """Write at it, ask for proof-reading and say something of it: the members, for it is theirs together."""
    return text.is_shown and text.practice is not None and is_member(user, text.practice)


def may_publish_text(user: User | AnonymousUser, text: JointText) -> bool:
    """Give it to readers, or call it back: those who lead the practice."""
    return text.is_shown and text.practice is not None and may_facilitate(user, text.practice)


def may_withdraw_text(user: User | AnonymousUser, text: JointText) -> bool:
    """Those who lead; and who began it, for as long as nobody else wrote at it."""
    if may_publish_text(user, text):
        return True
    return may_withdraw(user, text) and not text.versions.exclude(by=text.author_id).exists()


def may_answer_proof(user: User | AnonymousUser, said: ProofRemark) -> bool:
    """Any member but who said it."""
    return said.is_shown and said.practice is not None and said.author_id != user.pk and is_member(user, said.practice)


def may_mend_item(user: User | AnonymousUser, item: LibraryItem) -> bool:
    """Say better what it is, or take it away: who laid it there, while a member, and those who lead."""
    membership = membership_of(user, item.practice)
    return membership is not None and (membership.is_facilitator or item.added_by_id == membership.user_id)


def may_remove_version(user: User | AnonymousUser, version: ItemVersion) -> bool:
    """Take one version away: who brought it, while a member, and who may take all of it away."""
    membership = membership_of(user, version.item.practice)
    return membership is not None and (version.by_id == membership.user_id or may_mend_item(user, version.item))


def may_see_guests(user: User | AnonymousUser, talk: Contribution) -> bool:
    """Know who reads along as a guest: the members."""
    open_to_them = talk.is_shown and talk.audience == Audience.PRACTICE and kinds.of(talk.kind).takes_guests
    return open_to_them and talk.practice is not None and is_member(user, talk.practice)


def may_ask_guests(user: User | AnonymousUser, talk: Contribution) -> bool:
    """Ask somebody into this talk: those who lead the practice, for the others wrote for its members."""
    return may_see_guests(user, talk) and talk.practice is not None and may_facilitate(user, talk.practice)


def may_end_guest(user: User | AnonymousUser, guest: Guest) -> bool:
    """See a guest out: those who lead, and the member who began the talk."""
    return may_see_guests(user, guest.talk) and (may_ask_guests(user, guest.talk) or guest.talk.author_id == user.pk)
