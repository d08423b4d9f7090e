"""What somebody wrote themselves in an answer by mail: without the mail they answer, and without a signature."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message
from html.parser import HTMLParser

LONGEST = 100_000  # signs that are looked at
WROTE = re.compile(
    r"^\s*(Op|On|Am|Le) .{3,300}?(schreef|wrote|schrieb|a écrit)\b.{0,200}:\s*$", re.IGNORECASE | re.DOTALL
)
CUT = re.compile(
    r"^\s*(-{2,}\s*(oorspronkelijk bericht|original message|doorgestuurd bericht|forwarded message)\s*-{2,}"
    r"|_{10,}|-- ?)\s*$",
    re.IGNORECASE,
)
SENT_BY = re.compile(r"^\s*(verstuurd|verzonden|sent) (vanaf|vanuit|from|met|with) .{2,60}$", re.IGNORECASE)
HEADER = re.compile(r"^\s*\*?(van|from|verzonden|sent|datum|date|aan|to|onderwerp|subject):\*?\s", re.IGNORECASE)


def own_words(message: Message) -> str:
    """Give what the sender typed; '' when nothing is left."""
    return without_quotes(text_of(message)[:LONGEST])


def text_of(message: Message) -> str:
    """Give the text of a mail; of one that is HTML only, its words without what it quotes."""
    body = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
    if body is None:
        return ""
    try:
        content = body.get_content()
    except (LookupError, ValueError, KeyError):  # a charset nobody knows, or broken inside
        raw = body.get_payload(decode=True)
        content = raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else ""
    text = str(content).replace("\r\n", "\n").replace("\r", "\n")
    return Words.of(text) if body.get_content_type() == "text/html" else text


def without_quotes(text: str) -> str:
    """Give the text above what is quoted; what was typed below a quote when nothing stands above it."""
    lines = text.split("\n")
    above = lines[: start_of_quote(lines)]
    if not "".join(above).strip():
        above = [line for line in below(lines) if not line.lstrip().startswith(">")]
        above = above[: start_of_quote(above)]
    kept = "\n".join(line for line in above if not line.lstrip().startswith(">")).strip()
    return "\n".join(line for line in kept.split("\n") if not SENT_BY.match(line)).strip()


def start_of_quote(lines: list[str]) -> int:
    """Give the number of the first line that the sender did not type; a quote between own lines is no end."""
    for number, line in enumerate(lines):
        if CUT.match(line) or wrote_at(lines, number):
            return number
        if HEADER.match(line) and sum(bool(HEADER.match(one)) for one in lines[number : number + 5]) >= 3:
            return number
    return len(lines)


def wrote_at(lines: list[str], number: int) -> int:
    """Give how many lines “On …, … wrote:” takes here; 0 when it does not stand here."""
    return next((many for many in (1, 2, 3) if WROTE.match("\n".join(lines[number : number + many]))), 0)


def below(lines: list[str]) -> list[str]:
    """Give the lines without the line that says who wrote the quote."""
    for number in range(len(lines)):
        if many := wrote_at(lines, number):
            return lines[:number] + lines[number + many :]
    return lines


class Words(HTMLParser):
    """The words of an HTML mail, a line for each block; nothing of what it quotes, hides or runs."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "hr"})
    UNSEEN = frozenset({"script", "style", "head", "title", "blockquote", "template"})
    EMPTY = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        """Read the words of some HTML."""
        reader = cls()
        reader.feed(html)
        reader.close()
        lines = ("".join(reader.pieces)).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quoted = any(name == "class" and value and "gmail_quote" in value for name, value in attrs)
        if tag not in self.EMPTY and (self.hidden or tag in self.UNSEEN or quoted):
            self.hidden.append(tag)
        elif tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            last = len(self.hidden) - 1 - self.hidden[::-1].index(tag)
            del self.hidden[last:]
        elif tag in self.BLOCKS and not self.hidden:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data.replace("\n", " "))
