"""What may be typed in talk, with errors in plain Dutch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, User
from forums.models import Case, Intent, Reply
from knowledge.models import Intervention, WorkingElement
from moderation.privacy import Mark, find, marked_html
from practices.models import Audience, Contribution, Polarity, Practice, Weighing
from ui.forms import Once, PlainText

LARGEST_PK = 2**63 - 1
CARDS = 4  # elements that a case names
# How somebody is asked to reply, by the kind of thing they reply to.
FIRST_INTENT = {"story": Intent.RECOGNITION}
ADDRESSED = {
    "story": (
        _("Schrijf iets terug"),
        _("Je schrijft aan een mens. Geef geen advies, tenzij iemand erom vraagt. Noem geen namen of plekken."),
    ),
    "": (
        _("Wat wil je meegeven?"),
        _("Stel eerst een vraag. Advies komt daarna. Noem geen namen of plekken."),
    ),
}
AUDIENCES = [Audience.PRACTICE, Audience.SIGNED_IN, Audience.EVERYONE]


class Speaker(forms.Form):
    """From where somebody speaks here, and under which name."""

    perspective = forms.ChoiceField(
        label=_("Je schrijft vanuit"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies vanuit welke rol je schrijft.")},
    )
    pseudonym = PlainText(
        label=_("Onder deze naam"),
        help_text=_("Je hoeft niet je echte naam te gebruiken."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "own"}),
        error_messages={"required": _("Kies een naam. Het hoeft niet je echte naam te zijn.")},
    )

    def __init__(self, *args: Any, user: User, before: Contribution | None = None, **options: Any) -> None:
        claims = {claim.perspective for claim in user.perspectives.all()}
        offered = [one for one in Perspective if not claims or one in claims or one in CLAIMED_FREELY]
        usual = next((one for one in offered if one in claims), None)
        said = {"perspective": usual, "pseudonym": user.pseudonym}
        if before is not None and before.perspective in offered:
            said = {"perspective": before.perspective, "pseudonym": before.pseudonym}
        options["initial"] = said | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["perspective"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]

    def clean_pseudonym(self) -> str:
        name = " ".join(self.cleaned_data["pseudonym"].split())
        if "@" in name:
            raise forms.ValidationError(_("Gebruik hier geen mailadres. Kies een naam."))
        return name


class Careful(forms.Form):
    """A form that shows what may point at a person before it is placed; the writer may place it anyway."""

    WATCHED: tuple[str, ...] = ()

    def marks(self) -> list[tuple[str, list[Mark], Any]]:
        """Give (label, marks, marked text) of each field in which something was found."""
        found = []
        for name in self.WATCHED:
            text = self.cleaned_data.get(name) or ""
            if marks := find(text):
                found.append((str(self.fields[name].label), marks, marked_html(text, marks)))
        return found

    def look(self) -> str:
        """Name exactly these words, so that a yes to them is no yes to other words."""
        words = "\0".join(str(self.cleaned_data.get(name) or "") for name in self.WATCHED)
        return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:20]

    def was_looked_at(self) -> bool:
        """The writer saw the marks in these words and wants to place them."""
        return self.data.get("gezien") == self.look()


class ReplyForm(Speaker, Careful, Once):
    """React to a story, a case or an insight."""

    WATCHED = ("text",)

    text = PlainText(
        label=_("Wat wil je meegeven?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf eerst je reactie.")},
    )
    intent = forms.ChoiceField(
        label=_("Wat voor reactie is het?"),
        choices=Intent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor reactie het is.")},
    )
    element = forms.ModelChoiceField(
        WorkingElement.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Gaat het over iets dat hielp of juist niet?"),
        empty_label=_("Nee, of dat weet ik niet"),
    )
    polarity = forms.ChoiceField(
        choices=Polarity.choices, required=False, widget=forms.RadioSelect, label=_("Wat deed het?")
    )
    parent = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PK, widget=forms.HiddenInput)

    field_order = ["text", "intent", "perspective", "pseudonym", "element", "polarity"]

    def __init__(self, *args: Any, root: Contribution, **options: Any) -> None:
        options["initial"] = {"intent": FIRST_INTENT.get(root.kind, Intent.QUESTION)} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["text"].label, self.fields["text"].help_text = ADDRESSED.get(root.kind, ADDRESSED[""])
        self.root = root

    def clean_parent(self) -> Reply | None:
        pk = self.cleaned_data["parent"]
        parent: Reply | None = Reply.objects.in_talk(self.root.pk).filter(pk=pk).first() if pk else None
        if pk and parent is None:
            raise forms.ValidationError(_("De reactie waarop je antwoordt, is er niet meer."))
        return parent

    def answered(self) -> Reply | None:
        """Give the reply that is answered, to show above the words; None when it is not there (any more)."""
        try:
            pk = self.fields["parent"].clean(self["parent"].value())
        except forms.ValidationError:
            return None
        shown = Reply.objects.in_talk(self.root.pk).filter(told_shown=True)
        found: Reply | None = shown.filter(pk=pk).first() if pk else None
        return found

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("element") and not facts.get("polarity"):
            self.add_error("polarity", _("Kies wat het deed."))
        if facts.get("polarity") and not facts.get("element") and "element" not in self.errors:
            facts["polarity"] = ""
        return facts


class CaseForm(Speaker, Careful, Once):
    """Bring a case: one situation, one question."""

    WATCHED = ("title", "situation", "tried", "dilemma", "question")

    title = PlainText(
        label=_("Geef de casus een korte titel"),
        help_text=_("Bijvoorbeeld: Drie gemiste afspraken."),
        max_length=120,
        widget=forms.TextInput,
        error_messages={"required": _("Geef de casus een titel.")},
    )
    situation = PlainText(
        label=_("Wat speelt er?"),
        help_text=_("Een paar zinnen is genoeg. Noem geen namen of plekken."),
        max_length=4000,
        error_messages={"required": _("Vertel kort wat er speelt.")},
    )
    tried = PlainText(
        label=_("Wat heb je geprobeerd?"),
        help_text=_("Eén ding per regel. Ook wat niet lukte."),
        max_length=3000,
        required=False,
    )
    dilemma = PlainText(
        label=_("Waar twijfel je over?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = PlainText(
        label=_("Wat is je vraag aan de anderen?"),
        help_text=_("Eén vraag. Daar denken mensen over mee."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Stel één vraag aan de anderen.")},
    )
    interventions = forms.ModelMultipleChoiceField(
        Intervention.objects.none(),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        label=_("Werkte je met een van deze vormen van hulp?"),
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[(one.value, one.label) for one in AUDIENCES],
        widget=forms.RadioSelect,
        initial=Audience.PRACTICE,
        help_text=_("Je kunt dit later veranderen."),
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )

    FACTS = (*WATCHED, "interventions", "audience", "perspective", "pseudonym")

    def __init__(self, *args: Any, practice: Practice, case: Case | None = None, **options: Any) -> None:
        super().__init__(*args, before=case, **options)
        themes = practice.themes.all()
        known = Q(themes__in=themes) if themes else Q()
        used = Q(cases=case) if case is not None and themes else Q()
        offered = Intervention.objects.filter(known | used).distinct().order_by("name")
        self.fields["interventions"].queryset = offered  # type: ignore[attr-defined]
        elements = list(WorkingElement.objects.all())
        choices = [("", _("Kies een element")), *((one.slug, one.plain_wording) for one in elements)]
        self.elements = {one.slug: one for one in elements}
        for number in range(1, CARDS + 1):
            self.fields[f"element_{number}"] = forms.ChoiceField(
                choices=choices, required=False, label=_("Element %(number)d") % {"number": number}
            )
            self.fields[f"polarity_{number}"] = forms.ChoiceField(
                choices=[("", _("Wat deed het?")), *Polarity.choices],
                required=False,
                label=_("Wat deed element %(number)d?") % {"number": number},
            )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def cards(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Give the pairs of fields in which a case names what helped, went wrong or was missed."""
        for number in range(1, CARDS + 1):
            yield self[f"element_{number}"], self[f"polarity_{number}"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        seen = set()
        for number in range(1, CARDS + 1):
            slug, polarity = facts.get(f"element_{number}"), facts.get(f"polarity_{number}")
            if slug and not polarity:
                self.add_error(f"polarity_{number}", _("Kies wat het deed."))
            if slug and (slug, polarity) in seen:
                self.add_error(f"element_{number}", _("Dit koos je al."))
            seen.add((slug, polarity))
        return facts

    def weighings(self) -> list[Weighing]:
        """Give the unsaved weighings that were chosen."""
        facts = self.cleaned_data
        pairs = [(facts[f"element_{n}"], facts[f"polarity_{n}"]) for n in range(1, CARDS + 1)]
        return [Weighing(element=self.elements[slug], polarity=polarity) for slug, polarity in pairs if slug]

    def facts(self) -> dict[str, Any]:
        """Give what belongs to the case itself."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


def said(case: Case) -> dict[str, Any]:
    """Give a case as the form wants it."""
    facts: dict[str, Any] = {name: getattr(case, name) for name in CaseForm.FACTS if name != "interventions"}
    facts["interventions"] = [one.slug for one in case.interventions.all()]
    for number, row in enumerate(case.weighings.select_related("element").order_by("pk")[:CARDS], 1):
        if row.element:
            facts |= {f"element_{number}": row.element.slug, f"polarity_{number}": row.polarity}
    return facts


class OutcomeForm(Careful, Once):
    """Tell what came of a case."""

    WATCHED = ("outcome",)

    outcome = PlainText(
        label=_("Wat kwam eruit?"),
        help_text=_("Ook als het niet lukte. Daar leren anderen evenveel van."),
        max_length=3000,
        error_messages={"required": _("Vertel kort wat er gebeurde.")},
    )
