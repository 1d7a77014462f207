"""Where a line may and may not break: never inside `i dag`, `kl. 14.00`, `rad 245`, `1 240`; gladly after a host."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_MONTH = "jan|feb|mars|mar|april|apr|maj|may|juni|jun|juli|jul|aug|sept?|okt|oct|nov|dec"
_KEPT = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(i) (dag|morgon|går)\b",
        r"\b(kl\.) (\d)",
        r"\b(rad|sida|version|vecka|v\.|bilaga|fråga|punkt|line|page) (\d)",
        r"(§) (\d)",
        r"(\d) (§|%|kr\b|sek\b|min\b|tim\b|h\b|dag(?:ar)?\b|arbetsdag(?:ar)?\b|st\b)",
        rf"(\d) ((?:{_MONTH})[a-z]*\b)",
        rf"\b((?:{_MONTH})[a-z]*) (\d{{4}})\b",
        r"\b(mån|tis|ons|tor|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun) (\d)",
        r"(?<![\d.,])(\d{1,3}) (\d{3})(?!\d)",
        r"\b([A-ZÅÄÖ]{2,5}) (\d{4}-\d)",
    )
]
_HOST = re.compile(r"((?:[\w-]+\.)+[a-zåäö]{2,}/)(?=\S)", re.IGNORECASE)
_MAILBOX = re.compile(r"(?<=\w)@(?=[\w-]+\.)")


def breaks(text: object) -> SafeString:
    """The text, escaped, with non-breaking spaces and <wbr> where they belong."""
    out = str(conditional_escape(text if isinstance(text, SafeString) else str(text)))
    for pattern in _KEPT:
        out = pattern.sub("\\1\u00a0\\2", out)
    out = _HOST.sub(r"\1<wbr>", out)
    out = _MAILBOX.sub("@<wbr>", out)
    return mark_safe(out)  # noqa: S308 - escaped above; only <wbr> is added
