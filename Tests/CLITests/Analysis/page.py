"""page.py FILE: whether a page of HTML is well-formed, and asks for nothing but itself."""

import html.parser
import sys

EMPTY = {"meta", "rect", "br"}
ALLOWED = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2",
           "h3", "p", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "svg", "rect"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in ALLOWED:
            self.faults.append("there is a <%s>" % tag)
        for name, _ in attributes:
            if name.startswith("on") or name in ("src", "href", "style", "srcset", "action"):
                self.faults.append("<%s> has %s" % (tag, name))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> ends nothing" % tag)


page = Page()
with open(sys.argv[1], encoding="utf-8") as file:
    page.feed(file.read())
page.close()
faults = page.faults + ["<%s> is not ended" % tag for tag in page.open]
print("\n".join(faults))
sys.exit(1 if faults else 0)
