"""What a story means to its teller; nothing of it has to be said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from practices.models import ContentNote, Weighing
from stories.meaning import LONGEST_SENTENCE, POINTS, Domain, Since, line_choices, sentences, stands_in
from stories.models import Slider, Story
from ui.forms import PlainText

MOST_DOMAINS = 3
SHORT = 90  # signs of a sentence in a list


class SentenceField(forms.CharField):
    """One of the story's own sentences, or words selected in it."""

    def __init__(self, story: Story, **options: Any) -> None:
        self.texts = (story.happened, story.helped)
        choices = [("", _now("Geen zin")), *((one, Truncator(one).chars(SHORT)) for one in sentences(*self.texts))]
        widget = forms.Select(choices=choices, attrs={"class": "input", "data-sentence": ""})
        super().__init__(required=False, max_length=LONGEST_SENTENCE, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Offer words that were selected before beside the sentences."""
        widget: Any = self.widget
        if value and stands_in(value, *self.texts) and value not in dict(widget.choices):
            widget.choices = [*widget.choices, (value, Truncator(value).chars(SHORT))]
        return super().prepare_value(value)

    def clean(self, value: Any) -> str:
        """Give the words; refuses what does not stand in the story like that."""
        words = str(super().clean(value) or "")
        if words and not stands_in(words, *self.texts):
            raise ValidationError(_("Deze zin staat niet zo in je verhaal. Kies een andere, of geen."))
        return words


class SentencesForm(forms.Form):
    """For each chosen card the very sentence it is about."""

    def __init__(self, *args: Any, story: Story, weighings: list[Weighing], **options: Any) -> None:
        initial = {f"zin-{row.pk}": row.quote for row in weighings}
        super().__init__(*args, **options | {"initial": initial})
        self.rows = {f"zin-{row.pk}": row for row in weighings}
        for name, row in self.rows.items():
            words = row.element.plain_wording if row.element else row.own_words
            self.fields[name] = SentenceField(story, label=words)

    def cards(self) -> list[tuple[Weighing, Any]]:
        """Give each card with its field."""
        return [(row, self[name]) for name, row in self.rows.items()]

    def quotes(self) -> dict[int, str]:
        """Give the chosen words by the key of the weighing."""
        return {row.pk: self.cleaned_data[name] for name, row in self.rows.items()}


class MeaningForm(forms.Form):
    """What made the difference, who decided, how long, which part of life, and the moment it turned."""

    triangle = forms.ChoiceField(
        label=_("Wat maakte het verschil: de mens, de regels, of jijzelf?"), widget=forms.RadioSelect, required=False
    )
    line = forms.TypedChoiceField(
        label=_("Wie besliste wat er gebeurde?"), widget=forms.RadioSelect, required=False, coerce=int, empty_value=None
    )
    turning_point = PlainText(
        label=_("Was er een moment waarop het anders werd?"),
        help_text=_("Eén zin is genoeg. Bijvoorbeeld: toen ze vroeg hoe het met míj ging."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input own"}),
    )
    domains = forms.MultipleChoiceField(
        label=_("Over welk deel van je leven gaat het?"),
        help_text=_("Kies er hoogstens drie."),
        choices=Domain.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    content_notes = forms.MultipleChoiceField(
        label=_("Moet een lezer ergens op voorbereid zijn?"),
        help_text=_("Kies wat erin voorkomt. Lezers zien dat eerst, en kiezen dan zelf of ze verder lezen."),
        choices=ContentNote.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = forms.ChoiceField(label=_("Hoe lang duurde de hulp?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, slider: Slider | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        if slider:
            fields["line"].label = slider.question
        fields["triangle"].choices = [(point.key, point.label) for point in POINTS] + [("", _now("Dat zeg ik niet"))]
        fields["line"].choices = [*(slider.choices() if slider else line_choices()), ("", _now("Dat zeg ik niet"))]
        fields["since"].choices = [*Since.choices, ("", _now("Dat weet ik niet"))]

    def clean_domains(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["domains"]
        if len(chosen) > MOST_DOMAINS:
            raise ValidationError(_("Kies er hoogstens drie. Welke doen er het meest toe?"))
        return chosen
