"""The page of a simulator: Mongolian first, English beside it, made for a phone."""

import re
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ulaanbaatar")
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")

FRAME = """<!doctype html>
<html lang="mn">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title_mn} · {title_en}</title>
<link rel="stylesheet" href="/simulator.css">
</head>
<body>
<header>
<h1>{title_mn} <span lang="en">{title_en}</span></h1>
<p>Жинхэнэ хүнд хүрдэггүй, туршилтын хуудас. <span lang="en">A simulator: nothing here reaches a person.</span></p>
<p><a class="button" href="/">Дахин үзэх <span lang="en">Look again</span></a></p>
{fault}
</header>
<main>
{messages}
</main>
</body>
</html>
"""
NOTHING = '<p class="nothing">Илгээсэн зүйл алга. <span lang="en">Nothing was sent yet.</span></p>'


def frame(title_mn: str, title_en: str, messages: list[str], faults: dict[str, Any]) -> str:
    """The whole page. `messages` are ready HTML, newest first."""
    fault = ""
    if faults["kind"]:
        fault = (
            f'<p class="fault">Зориудын доголдол асаалттай: {escape(faults["kind"])} '
            f'<span lang="en">A fault is switched on</span></p>'
        )
    return FRAME.format(
        title_mn=title_mn,
        title_en=title_en,
        fault=fault,
        messages="\n".join(messages) or NOTHING,
    )


def with_links(text: str) -> str:
    """The text as HTML: escaped, addresses of the web clickable."""
    out, end = [], 0
    for found in LINK.finditer(text):
        out.append(escape(text[end : found.start()]))
        address = escape(found[0])
        out.append(f'<a href="{address}">{address}</a>')
        end = found.end()
    return "".join(out) + escape(text[end:])


def moment(iso: str) -> str:
    """Date and time as seen in Ulaanbaatar."""
    return f'<time datetime="{escape(iso)}">{datetime.fromisoformat(iso).astimezone(ZONE):%Y.%m.%d %H:%M:%S}</time>'
