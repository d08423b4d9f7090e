"""Mails as real programs write them, for the tests of what comes in."""

ANSWERS = {
    "gmail": """\
From: Ans <{sender}>
To: Doen wat helpt <{to}>
Subject: Re: Er staat een bericht voor je klaar
Message-ID: <CAF+a1b2@mail.gmail.com>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="000000000000abc"

--000000000000abc
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

Eerst koffie, dan de post. Caf=C3=A9 mag ook.

Op di 24 nov 2026 om 08:02 schreef Doen wat helpt <
post@doen.example>:

> Hallo,
>
> Zo deden wij het.

--000000000000abc
Content-Type: text/html; charset="UTF-8"

<div>Eerst koffie</div><div class="gmail_quote"><blockquote>Zo deden wij het.</blockquote></div>

--000000000000abc--
""",
    "outlook": """\
From: {sender}
To: {to}
Subject: RE: Er staat een bericht voor je klaar
Message-ID: <VI1PR0@eurprd01.prod.outlook.com>
MIME-Version: 1.0
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Eerst koffie, dan de post. Caf=E9 mag ook.

________________________________
Van: Doen wat helpt <post@doen.example>
Verzonden: dinsdag 24 november 2026 08:02
Aan: Ans
Onderwerp: Er staat een bericht voor je klaar

Zo deden wij het.
""",
    "html": """\
From: {sender}
To: {to}
Message-ID: <html@example.org>
MIME-Version: 1.0
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<html><head><style>p {{ color: red }}</style></head><body><p>Eerst koffie, dan de post.<br>Café mag ook.</p>
<script>alert(1)</script><blockquote type="cite"><p>Zo deden wij het.</p></blockquote></body></html>
""",
    "apple": """\
From: {sender}
To: {to}
Message-ID: <8F2E@icloud.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Eerst koffie, dan de post. Café mag ook.

Verstuurd vanaf mijn iPhone

> Op 24 nov 2026 om 08:02 heeft Doen wat helpt het volgende geschreven:
>
> Zo deden wij het.
""",
    "below": """\
From: {sender}
To: {to}
Message-ID: <below@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

On Tue, 24 Nov 2026 at 08:02, Doen wat helpt wrote:
> Zo deden wij het.

Eerst koffie, dan de post. Café mag ook.

--\x20
Ans de Boer, 06-12345678
""",
}

BOUNCE = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{number}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"

--B1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Tue, 24 Nov 2026 08:02:00 +0100

Final-Recipient: rfc822; {final}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown

--B1
Content-Type: message/rfc822

Subject: Er staat een bericht voor je klaar

Hallo,
--B1--
"""

PROSE = """\
From: MAILER-DAEMON@old.example
To: {to}
Subject: failure notice
Message-ID: <{number}@old.example>

Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message.
550 5.1.1 mailbox unknown
"""
