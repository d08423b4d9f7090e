"""Files with numbers as people bring them: every usual way of writing is read, every mistake named by its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from practices import sheets
from practices.sheets import Fault, day, number, read

NAMES = ["Rust", "Dagen wachten"]
GOOD = "indicator;datum;waarde;toelichting\nRust;31-12-2025;12,5;Begin\nDagen wachten;1-1-2026;1.250;\n"
ROWS = [["Rust", "2025-12-31", "12.50", None, "Begin"], ["Dagen wachten", "2026-01-01", "1250.00", None, ""]]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace("1.250", "1250").replace("12,5", '"12,5"').replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode(),
        ("sep=;\n" + GOOD).encode(),
        ("\n\n" + GOOD + "\n;;;\n").encode(),
        GOOD.replace("indicator;datum;waarde", "Naam; Dag ;GETAL").encode(),
        GOOD.replace("Rust", "rust").encode(),
    ],
)
def test_any_spreadsheet_is_read_the_same(content):
    assert read(content, NAMES).rows == ROWS


def test_letters_of_an_older_windows_are_read():
    content = "indicator;datum;waarde;toelichting\nCafé;31-12-2025;1;Eén dag später\n".encode("cp1252")
    assert read(content, ["Café"]).rows[0][4] == "Eén dag später"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("-3", "-3"),
        ("€ 10", "10"),
        ("40 %", "40"),
        ("1 250", "1250"),
        ("0", "0"),
    ],
)
def test_numbers_as_dutch_people_write_them(text, meant):
    assert number(text) == Decimal(meant)


@pytest.mark.parametrize(
    "text", ["", "=1+1", "twaalf", "1,2,3", "1.2.3", "1e9", "NaN", "inf", "²", "٣", "9" * 25, "--1"]
)
def test_what_is_no_number_is_none(text):
    assert number(text) is None


@pytest.mark.parametrize(
    "text", ["31-12-2026", "31/12/2026", "31.12.2026", "2026-12-31", "31 december 2026", "31 dec 2026"]
)
def test_days_as_dutch_people_write_them(text):
    assert day(text) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text", ["", "31-02-2026", "12-31-2026", "31-12-26", "gisteren", "0-0-0000", "=NU()", "²-1-2026"]
)
def test_what_is_no_day_is_none(text):
    assert day(text) is None


def test_a_missing_column_is_named_and_nothing_is_read():
    found = read(b"indicator;waarde\nRust;1\n", NAMES)
    assert "datum" in found.refused
    assert not found.rows


def test_every_mistake_is_named_with_its_line_and_then_nothing_comes_in():
    content = "indicator;datum;waarde\nRust;1-1-2026;1\nOnbekend;1-1-2026;1\nRust;32-1-2026;x\nRust;1-1-2026;2\n"
    found = read(content.encode(), NAMES)
    assert not found.rows
    assert [fault.line for fault in found.faults] == [3, 4, 5]
    assert "Onbekend" in found.faults[0].reason
    assert "32-1-2026" in found.faults[1].reason
    assert "x" in found.faults[1].reason
    assert "regel 2" in found.faults[2].reason


def test_a_share_says_of_how_many_people_it_is():
    content = b"indicator;datum;waarde;mensen\nRust;1-1-2026;40;\nRust;2-1-2026;40;2,5\n"
    assert [fault.line for fault in read(content, NAMES, {"Rust"}).faults] == [2, 3]


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"\xff\xfe", b"PK\x03\x04zip", b'"' * 1000, b"\n" * 50, b"a;b"])
def test_what_is_no_such_file_is_refused_with_a_sentence(content):
    found = read(content, NAMES)
    assert found.refused
    assert not found.rows


def test_a_hundred_thousand_lines_are_read_and_one_more_is_refused():
    head, line = "indicator;datum;waarde\n", "Rust;1-1-2026;x\n"
    found = read((head + line * sheets.MOST_ROWS).encode(), NAMES)
    assert len(found.faults) == sheets.MOST_ROWS
    assert found.faults[0] == Fault(2, "‘x’ is geen getal.")
    assert "100.000" in read((head + line * (sheets.MOST_ROWS + 1)).encode(), NAMES).refused
