"""How a template has the words of the field explained; builtin, so nothing needs loading."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from knowledge import glossary

register = template.Library()


class ExplainNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return glossary.explain(mark_safe(self.nodelist.render(context)))  # noqa: S308 (a template escapes)


@register.tag
def explain(parser: Parser, token: Token) -> ExplainNode:
    """Explain each word of the glossary once in this piece of the page: {% explain %}…{% endexplain %}."""
    nodelist = parser.parse(("endexplain",))
    parser.delete_first_token()
    return ExplainNode(nodelist)


@register.filter(is_safe=False)
def explained(text: Any) -> SafeString:
    """Explain each word of the glossary once in this text; a plain text is escaped."""
    return glossary.explain(text if isinstance(text, SafeString) else str(text))
