"""Contents of files, made byte by byte: pictures, and recordings as browsers and phones make them."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image

from files.sound.ogg import seal

NAME = b"Henk de Vries uit Zwolle"  # what a telephone writes into a file, and nobody may read


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **more)
    return out.getvalue()


def wav(seconds: float = 1.0, rate: int = 8000) -> bytes:
    samples = b"\x01\x02" * int(rate * seconds)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    notes = b"LIST" + struct.pack("<I", len(NAME)) + NAME
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + notes + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(frames: int = 100) -> bytes:
    """Frames of 128 kbit at 44.1 kHz (26 ms, 417 bytes), with a name before and after them."""
    tag = b"ID3\x03\0\0" + bytes([0, 0, 0, len(NAME)]) + NAME
    return tag + (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames + (b"TAG" + NAME).ljust(128, b"\0")


def page(stream: int, number: int, sample: int, packet: bytes, flags: int = 0) -> bytes:
    pieces = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = struct.pack("<4sBBQIIIB", b"OggS", 0, flags, sample, stream, number, 0, len(pieces))
    whole = head + pieces + packet
    return whole[:22] + struct.pack("<I", seal(whole)) + whole[26:]


def ogg(seconds: float = 2.0, second_stream: bool = False) -> bytes:
    opus = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    note = b"ARTIST=" + NAME
    tags = b"OpusTags" + struct.pack("<I", 4) + b"Test" + struct.pack("<II", 1, len(note)) + note
    pages = page(7, 0, 0, opus, 2) + page(7, 1, 0, tags)
    if second_stream:
        pages += page(8, 0, 0, b"\x80theora", 2)
    return pages + page(7, 2, int(48000 * seconds) + 312, b"\xfc" * 300, 4)


def element(number: int, content: bytes, unknown: bool = False) -> bytes:
    head = number.to_bytes((number.bit_length() + 7) // 8)
    size = b"\x01" + b"\xff" * 7 if unknown else (len(content) | 1 << 28).to_bytes(4)
    return head + size + content


def webm(seconds: float = 3.0, codec: bytes = b"A_OPUS", track: int = 2) -> bytes:
    """As a browser records it: no lengths known beforehand."""
    ebml = element(0x1A45DFA3, element(0x4286, b"\x01") + element(0x4282, b"webm"))
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, NAME))
    tracks = element(
        0x1654AE6B, element(0xAE, element(0xD7, b"\x01") + element(0x83, bytes([track])) + element(0x86, codec))
    )
    tags = element(0x1254C367, element(0x7373, NAME))
    blocks = element(0xE7, struct.pack(">I", int(seconds * 1000) - 100))
    blocks += element(0xA3, b"\x81" + struct.pack(">h", 100) + b"\x80" + b"\xfc" * 50)
    cluster = element(0x1F43B675, blocks, unknown=True)
    return ebml + element(0x18538067, info + tracks + tags + cluster, unknown=True)


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def mp4(seconds: float = 4.0, handler: bytes = b"soun", codec: bytes = b"mp4a", in_pieces: bool = False) -> bytes:
    """As a telephone makes it; `in_pieces` as a browser does, which knows no length beforehand."""
    ticks = 0 if in_pieces else int(seconds * 1000)
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, ticks) + b"\0" * 80)
    mdhd = box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 1000, ticks, 0))
    hdlr = box(b"hdlr", struct.pack(">II4s12x", 0, 0, handler) + NAME + b"\0")
    stsd = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, b"\0" * 28))
    trak = box(b"trak", box(b"mdia", mdhd + hdlr + box(b"minf", box(b"stbl", stsd))))
    udta = box(b"udta", box(b"\xa9nam", NAME))
    more = box(b"mvex", box(b"trex", struct.pack(">IIIIII", 0, 1, 1, 500, 0, 0))) if in_pieces else b""
    piece = b""
    if in_pieces:
        tfhd = box(b"tfhd", struct.pack(">II", 0x20000, 1))
        trun = box(b"trun", struct.pack(">II", 0, int(seconds * 2)))
        piece = box(b"moof", box(b"mfhd", b"\0" * 8) + box(b"traf", tfhd + trun))
    moov = box(b"moov", mvhd + trak + more + udta)
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + moov + piece + box(b"mdat", b"\x21" * 200) + box(b"free", NAME)


RECORDINGS = {"webm": webm, "ogg": ogg, "mp4": mp4, "mp3": mp3, "wav": wav}


def pdf(*pages: str, photo: bytes = b"", locked: bool = False) -> bytes:
    """As an office program makes it: with a maker, a note of a reader, a script and a file that hangs in it."""
    rows = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"
        b" /Lang (nl) /Metadata 7 0 R >>",
        b"",  # the list of pages, once they have a number
        b"<< /Author (" + NAME + b") /Title (" + NAME + b") >>",
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Filespec /F (" + NAME + b") /EF << /F 7 0 R >> >>",
        stream(b"<< /Type /Metadata", NAME),
        b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (" + NAME + b") /Contents (" + NAME + b") >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/) /Next 4 0 R >> >>",
        stream(
            b"<< /Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            b"/Filter /DCTDecode",
            photo or picture(),
        ),
    ]
    kids = []
    for words in pages:
        drawn = b"BT /F1 12 Tf 40 700 Td (" + words.encode("cp1252") + b") Tj ET /I1 Do"
        rows.append(stream(b"<<", drawn))
        rows.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [8 0 R 9 0 R] /AA << /O 4 0 R >> "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /I1 10 0 R >> >> /Contents %d 0 R >>" % len(rows)
        )
        kids.append(b"%d 0 R" % len(rows))
    rows[1] = b"<< /Type /Pages /Count %d /Kids [" % len(kids) + b" ".join(kids) + b"] >>"
    out, places = b"%PDF-1.7\n", []
    for number, row in enumerate(rows, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + row + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") /P -4 >>"
    tail = b"/Size %d /Root 1 0 R /Info 3 0 R /ID [(a) (a)]" % (len(rows) + 1) + (lock if locked else b"")
    start = b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1) + table
    return out + start + b"trailer << " + tail + b" >>\nstartxref\n%d\n%%%%EOF" % len(out)


def stream(head: bytes, content: bytes) -> bytes:
    return head + b" /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"
