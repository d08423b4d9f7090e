"""How forms are drawn and what every form shares."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draw forms with the templates of the site."""
