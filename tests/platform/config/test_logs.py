"""The log names pages, and nothing that leads to a person."""

import logging

import pytest

from config.logs import Discreet, hush


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/zoeken/?q=mijn+buurman", "/zoeken/"),
        ("/verhalen/terug/x8Kq_2vNn-0aZr7LhQw3Yt/", "/verhalen/terug/…/"),
        ("/verhalen/terug/0c9fa1b2c3d4e5f60718293a4b5c6d7e/", "/verhalen/terug/…/"),
        ("/verhalen/terug/x8Kq_2vNn-0aZr7LhQw3Yt%2C/", "/verhalen/terug/…/"),
        ("/verhalen/terug/x8Kq_2vNn-0aZr7LhQw3Yt)", "/verhalen/terug/…"),
        ("/uitnodiging/eyJhIjoxfQ:1tHbXk:abcDEF/", "/uitnodiging/…/"),
        ("/praktijken/samen-uit-de-schulden-2026/", "/praktijken/samen-uit-de-schulden-2026/"),
        ("/kennis/interventies/individuele-rehabilitatiebenadering/", None),
    ],
)
def test_a_path_loses_its_query_and_its_keys(path: str, kept: str | None) -> None:
    assert hush(path) == (kept or path)


def test_the_access_log_knows_no_address() -> None:
    line = '%s - "%s %s HTTP/%s" %d'
    asked = ("10.1.2.3:5555", "GET", "/zoeken/?q=x", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, line, asked, None)
    Discreet().filter(record)
    assert record.getMessage() == '- - "GET /zoeken/ HTTP/1.1" 200'
