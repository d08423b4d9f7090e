"""An answer that came by mail: placed as the form would place it, or kept as a draft with the reason."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from accounts.models import User
from forums.actions import replies as act
from forums.drafts import LONGEST
from forums.forms import ReplyForm
from forums.models import Draft, Reply, Talk
from forums.permissions import may_reply
from notifications.actions import notify
from notifications.answers import Ignored, takes
from notifications.models import ReceivedMail
from practices.models import Contribution
from ui.forms import new_token
from ui.text import clean_text

LOOK_AT_NAME = _("In je antwoord per mail staat misschien je naam. Kijk het na, dan kan het op de site.")
LOOK_AT_MARKS = _("In je antwoord per mail staat iets waaraan mensen te herkennen zijn. Kijk het na.")
LOOK = _("Je antwoord per mail staat nog niet op de site. Kijk het even na.")


@takes("gesprek")
def take(user: User, pk: int, text: str, gives_away: bool) -> str:
    """Place the words in this talk when this person may reply there and nothing in them points at a person.

    Otherwise they are kept in the form, for this person alone, and they are told so. Raises Ignored for a talk that
    they may not see (any more).
    """
    root = Contribution.objects.visible_to(user).select_related("practice").filter(pk=pk, root=F("pk")).first()
    if root is None:
        raise Ignored("may-not")
    before = Reply.objects.in_talk(root.pk).filter(author=user, withdrawn_at=None).order_by("pk").last()
    form = ReplyForm(root=root, user=user, before=before)
    said = {name: str(form[name].value() or "") for name in ("intent", "perspective", "pseudonym")} | {"text": text}
    form = ReplyForm(said | {"once": new_token()}, root=root, user=user, before=before)
    if not may_reply(user, root) or not form.is_valid():
        return keep(user, root, said, LOOK)
    if gives_away or form.marks():
        return keep(user, root, said, LOOK_AT_NAME if gives_away else LOOK_AT_MARKS)
    facts = form.cleaned_data
    act.reply(root, user, act.Words(facts["text"], facts["intent"], facts["perspective"], facts["pseudonym"]))
    return ReceivedMail.Became.PLACED


def keep(user: User, root: Contribution, said: dict[str, str], why: str) -> str:
    """Keep the words where the form finds them again, below what was being typed there, and say so at once."""
    Talk.objects.get_or_create(root_id=root.pk)
    typed = Draft.objects.select_for_update(no_key=True).filter(user=user, root=root.pk, parent=0).first()
    if typed and typed.text.strip():
        said = typed.said | {"text": f"{typed.text}\n\n{said['text']}"}
    said["text"] = clean_text(said["text"][: LONGEST * 2])[:LONGEST]
    Draft.objects.put(user.pk, root.pk, said)
    notify(user, "by-mail", why, reverse("forums:replies", args=[root.pk]), about=("contribution", root.pk))
    return ReceivedMail.Became.KEPT
