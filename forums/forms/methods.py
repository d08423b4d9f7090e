"""What editors may change about a method and its steps, with errors in plain Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Method, Step
from ui.forms import Line, PlainText

ROOM = 2  # empty steps to fill
MOST = 20


class MethodForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name of a method, what it is good for, and where it comes from."""

    name = Line(label=_("Hoe heet de werkvorm?"), max_length=80)
    summary = Line(label=_("Waar is het goed voor?"), max_length=300)
    people = Line(label=_("Met hoeveel mensen?"), max_length=60, required=False)
    source = Line(label=_("Waar komt het vandaan?"), max_length=300)
    source_url = forms.URLField(
        label=_("Link naar de bron"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen link. Begin met https://")},
    )

    class Meta:
        model = Method
        fields = ("name", "summary", "people", "source", "source_url", "asks_change")


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """One step; without a name it is left out."""

    name = Line(label=_("Naam van de stap"), max_length=60, required=False)
    prompt = PlainText(
        label=_("Wat vraag je?"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = forms.IntegerField(label=_("Minuten"), min_value=1, max_value=240, initial=5)
    shows = Line(label=_("Laat zien wat er is geschreven bij stap"), max_length=30, required=False)
    options = PlainText(
        label=_("Waaruit kiezen mensen? Eén per regel."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Step
        fields = (
            "name", "prompt", "minutes", "input", "writers", "seen", "is_anonymous", "is_required", "shows", "options",
        )  # fmt: skip

    @property
    def is_left_out(self) -> bool:
        return not self.cleaned_data.get("name")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("name") and not facts.get("prompt"):
            self.add_error("prompt", _("Schrijf wat je in deze stap vraagt."))
        return facts


def shifted(data: Mapping[str, Any], order: int, *, earlier: bool) -> dict[str, Any]:
    """Give what was typed with this step one place earlier or later; what refers to the two steps goes along."""
    other = order - 1 if earlier else order + 1
    new = {order: other, other: order}
    typed = {}
    for name, value in data.items():
        step = re.fullmatch(r"stap-([0-9]{1,2})-(\w+)", name)
        if step is None:
            typed[name] = value
            continue
        number, field = int(step[1]), step[2]
        if field == "shows":
            value = re.sub(r"[0-9]{1,3}", lambda place: str(new.get(int(place[0]), place[0])), value)
        typed[f"stap-{new.get(number, number)}-{field}"] = value
    return typed


def step_forms(
    method: Method, data: Mapping[str, Any] | None, typed: Mapping[str, Any] | None = None
) -> list[StepForm]:
    """Give a form for each step and some room for more; `typed` is shown without being judged."""
    steps = list(method.steps.all())
    forms_ = []
    for order in range(1, min(len(steps) + ROOM, MOST) + 1):
        before = steps[order - 1] if order <= len(steps) else Step(method=method)
        blank = Step(method=method, order=order, **{k: v for k, v in before.facts().items() if k != "order"})
        prefix, initial = f"stap-{order}", None
        if typed is not None:
            initial = {name: typed.get(f"{prefix}-{name}", "") for name in StepForm.base_fields}
        forms_.append(StepForm(data, prefix=prefix, instance=blank, initial=initial))
    return forms_
