"""Spreads a compact JSON document over lines, so that a difference is seen where it is.

Only line breaks and indentation are added, and only where there was no white space between tokens,
so documents that are laid out alike were alike.
"""

import re

WIDTH = 100
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},]|\s+|[^\[\]{},"\s]+')
KEY = re.compile(r'"(?:[^"\\]|\\.)*":')


def laid_out(text):
    """The document in lines; text that is no compact JSON as it is."""
    if len(text) <= WIDTH or text[0] not in "[{" or text[-1] not in "]}":
        return text
    if any(token.isspace() for token in TOKEN.findall(text)):
        return text
    return "\n".join(_spread(text, 0, ""))


def _spread(text, indent, tail):
    key = KEY.match(text)
    head = key.group() if key else ""
    pad, value = " " * indent, text[len(head):]
    if indent + len(text) + len(tail) <= WIDTH or value[0] not in "[{":
        yield pad + text + tail
        return
    yield pad + head + value[0]
    members = _members(value[1:-1])
    for number, member in enumerate(members):
        yield from _spread(member, indent + 1, "," if number + 1 < len(members) else "")
    yield pad + value[-1] + tail


def _members(text):
    members, depth, start = [], 0, 0
    for found in TOKEN.finditer(text):
        token = found.group()
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == "," and depth == 0:
            members.append(text[start:found.start()])
            start = found.end()
    return members + [text[start:]] if text else []
