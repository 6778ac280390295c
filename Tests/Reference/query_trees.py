"""Random questions as trees, and their texts."""

import json
import re

from query_values import MISSING, datum

KEYWORDS = {"and", "or", "not", "in", "contains", "exists", "as", "then", "within", "by", "true",
            "false", "null"}
OUTCOMES = ("success", "failure", "skipped", "partial", "timeout", "cancelled", "blocked", "running",
            "unknown")
LENGTHS = (("5s", 5 * 10**9), ("250ms", 250 * 10**6), ("1m30s", 90 * 10**9), ("2h", 7200 * 10**9),
           ("1.5s", 1500 * 10**6), ("1w", 604800 * 10**9), ("0s", 0), ("10m", 600 * 10**9))
TIMES = (("2026-02-13", 1770940800 * 10**9), ("2026-02-13T10:00:00Z", 1770976800 * 10**9),
         ("2026-02-13T12:00:00.5+01:00", 1770980400 * 10**9 + 5 * 10**8),
         ("2025-11-01T00:00:00Z", 1761955200 * 10**9), ("1999-12-31T23:59:59Z", 946684799 * 10**9))
EVERY = (("1h", 3600), ("10m", 600), ("1d", 86400), ("6h", 21600), ("30d", 2592000))
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


class Question:
    def __init__(self):
        self.where, self.keys, self.sums, self.every_ns, self.every = None, [], [], None, None
        self.steps, self.within = [], None

    def texts(self):
        keys = ", ".join("%s as c%d" % (shown(key), place) for place, key in enumerate(self.keys))
        sums = ", ".join("%s as s%d" % (shown_sum(each), place)
                         for place, each in enumerate(self.sums))
        steps = " then ".join("(%s)" % shown_condition(step) for step in self.steps)
        if steps:
            steps += " within " + self.within[0] + (" by " + keys if keys else "")
        return {"where": self.where and shown_condition(self.where), "keys": keys or None,
                "sums": sums or None, "every": self.every, "sequence": steps or None}


def shown_sum(each):
    kind, argument = each
    name = kind if isinstance(kind, str) else "p" + ("%.3f" % (kind / 1000)).rstrip("0").rstrip(".")
    return name + ("" if argument is None else "(%s)" % shown(argument))


def field_name(name):
    if re.fullmatch(r"[A-Za-z_@$][A-Za-z0-9_.@$/-]*", name) and name not in KEYWORDS \
            and name.lower() not in KEYWORDS:
        return name
    return "`%s`" % name


def literal_text(value, is_bare):
    kind, content = value
    if kind == "flag":
        return "true" if content else "false"
    if kind == "num":
        return repr(float(content)) if isinstance(content, float) else str(content)
    if is_bare and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.:/-]*", content) \
            and content.lower() not in KEYWORDS:
        return content
    if "'" not in content and len(content) % 2:
        return "'%s'" % content
    return json.dumps(content, ensure_ascii=len(content) % 3 == 0)


def shown(tree, above=0):
    """The text of a value."""
    kind = tree[0]
    if kind == "field":
        return field_name(tree[1])
    if kind == "literal":
        return tree[2] if len(tree) > 2 else literal_text(tree[1], False)
    if kind == "negated":
        return "-(%s)" % shown(tree[1])
    if kind == "arithmetic":
        rank = PRECEDENCE[tree[2]]
        text = "%s %s %s" % (shown(tree[1], rank), tree[2], shown(tree[3], rank + 1))
        return "(%s)" % text if rank < above else text
    if kind in ("time_of", "duration_of"):
        name = field_name(tree[1])
        return name if len(tree) > 2 else "%s(%s)" % (kind[:-3], name)
    if kind == "truth":
        return "(%s)" % shown_condition(tree[1])
    return "%s(%s)" % (tree[1], ", ".join(shown(each) for each in tree[2:]))


def shown_condition(tree, above=0):
    kind = tree[0]
    if kind in ("and", "or"):
        rank = 2 if kind == "and" else 1
        text = (" %s " % kind).join(shown_condition(each, rank + 1) for each in tree[1:])
        return "(%s)" % text if rank < above else text
    if kind == "not":
        return "not " + shown_condition(tree[1], 3)
    left = shown(tree[1])
    if kind == "exists":
        return left + " exists"
    if kind in ("in", "not in"):
        return "%s %s (%s)" % (left, kind, ", ".join(literal_text(each, True) for each in tree[2]))
    if kind == "contains":
        return "%s contains %s" % (left, literal_text(tree[2], True))
    if kind in ("~", "!~"):
        return "%s %s %s" % (left, kind, json.dumps(tree[2]))
    return "%s %s %s" % (left, tree[2], operand(tree[3]))


def operand(tree):
    """What stands behind a sign: a field by itself is in backquotes there."""
    if tree[0] == "field":
        return "`%s`" % tree[1]
    if tree[0] == "literal" and len(tree) == 2:
        return literal_text(tree[1], True)
    return shown(tree)


class Maker:
    """Makes questions about events that are there."""

    def __init__(self, rng, events):
        self.rng = rng
        self.values = {}
        for event in events:
            self.collect(event, "")
        self.fields = sorted(self.values)
        self.scalars = [name for name in self.fields if not any(
            isinstance(value, (dict, list)) for value in self.values[name])]

    def collect(self, members, prefix):
        for name, value in members.items():
            path = prefix + name
            if name and "`" not in path and path.isprintable():
                self.values.setdefault(path, []).append(value)
                if isinstance(value, dict) and prefix.count(".") < 2:
                    self.collect(value, path + ".")

    def question(self):
        rng, question = self.rng, Question()
        if rng.random() < 0.8:
            question.where = self.condition(rng.choice((1, 1, 2, 3)))
        kind = rng.random()
        if kind < 0.5:
            return question if question.where else self.question()
        if kind < 0.56:
            question.where = question.where if rng.random() < 0.2 else None
            question.steps = [self.step() for _ in range(rng.choice((2, 2, 3)))]
            question.within = rng.choice([length for length in LENGTHS if length[1] > 0])
            question.keys = [self.field(self.scalars) for _ in range(rng.choice((0, 1, 1)))]
            return question
        question.keys = [self.key() for _ in range(rng.choice((0, 1, 1, 2)))]
        if kind < 0.9:
            question.sums = [self.sum() for _ in range(rng.choice((1, 2, 3)))]
            if rng.random() < 0.3:
                question.every, seconds = rng.choice(EVERY)
                question.every_ns = seconds * 10**9
        elif not question.keys:
            question.keys = [self.key()]
        return question

    def step(self):
        names = [value for value in self.values.get("event", []) if isinstance(value, str)]
        return self.rng.choice((
            lambda: ("compare", ("call", "name"), "=", ("literal", ("text", self.rng.choice(names)))),
            lambda: self.condition(1)))()

    def field(self, names=None):
        """A field, more often one that many events have."""
        names = names or self.fields
        few = self.rng.sample(names, min(4, len(names)))
        return ("field", max(few, key=lambda name: len(self.values[name])))

    def key(self):
        rng = self.rng
        return rng.choice((
            lambda: self.field(self.scalars), lambda: self.field(self.scalars), self.text,
            lambda: ("call", "hour", ("call", "time")), self.number,
            lambda: ("truth", self.condition(1)),
            lambda: ("call", "coalesce", self.field(self.scalars), self.field(self.scalars))))()

    def sum(self):
        rng = self.rng
        kind = rng.choice(("count", "count", "sum", "sum", "avg", "min", "max", "first", "last",
                           "distinct", 50_000, 95_000, 99_900, 0, 100_000))
        if kind == "count":
            return kind, rng.choice((None, self.field(), ("truth", self.condition(1))))
        if isinstance(kind, int) or kind in ("sum", "avg"):
            return kind, rng.choice((self.field, self.number, self.length))()
        return kind, rng.choice((lambda: self.field(self.scalars), self.number, self.text,
                                 self.length, self.time))()

    def number(self, depth=2):
        rng = self.rng
        if depth == 0 or rng.random() < 0.3:
            return rng.choice((
                ("call", "position"), ("call", "length", self.field()), ("call", "number", self.field()),
                ("call", "seconds", ("call", "duration")), ("call", "weekday", ("call", "time")),
                ("literal", ("num", rng.choice((0, 1, 2, 3, 0.5, 1e3, -7, 9007199254740993))))))
        if rng.random() < 0.2:
            return rng.choice((("call", "abs", self.number(depth - 1)),
                               ("negated", self.number(depth - 1))))
        sides = [self.number(depth - 1) if rng.random() < 0.5 else self.field() for _ in range(2)]
        return ("arithmetic", sides[0], rng.choice("+-*/"), sides[1])

    def text(self):
        return self.rng.choice((
            ("call", "name"), ("call", "outcome"), ("call", "tool"), ("call", "issue"),
            ("call", "session"), ("call", "run"), ("call", "trace"), ("call", "lower", self.field()),
            ("call", "date", ("call", "time"))))

    def length(self):
        rng = self.rng
        few = rng.choice((("call", "duration"), ("call", "duration"), ("duration_of", self.field()[1])))
        if rng.random() < 0.6:
            return few
        word, ns = rng.choice(LENGTHS)
        other = ("literal", ("dur", ns), word)
        return rng.choice((("arithmetic", few, "+", other), ("arithmetic", few, "-", other),
                           ("arithmetic", few, "*", ("literal", ("num", rng.choice((2, 0.1, -3))))),
                           ("arithmetic", few, "/", ("literal", ("num", rng.choice((2, 7, 0)))))))

    def time(self):
        rng = self.rng
        few = rng.choice((("call", "time"), ("call", "time"), ("time_of", self.field()[1])))
        if rng.random() < 0.7:
            return few
        word, ns = rng.choice(LENGTHS)
        return ("arithmetic", few, rng.choice("+-"), ("literal", ("dur", ns), word))

    def literal(self, name):
        """A value that a field has somewhere, or another one."""
        rng = self.rng
        value = datum(rng.choice(self.values[name]))
        if value is MISSING or value[0] == "json" or rng.random() < 0.1:
            return rng.choice((("num", 1), ("num", 0.5), ("text", "x"), ("flag", True), ("text", "")))
        if value[0] == "text" and len(value[1]) > 200:
            return ("text", value[1][:20])
        return value

    def condition(self, depth):
        rng = self.rng
        if depth > 1:
            kind = rng.choice(("and", "and", "or", "not"))
            if kind == "not":
                return ("not", self.condition(depth - 1))
            return (kind, *(self.condition(rng.randrange(1, depth)) for _ in range(rng.choice((2, 2, 3)))))
        return rng.choice((
            self.simple, self.simple, self.simple, self.members, self.search, self.existence,
            self.containing, self.of_text, self.of_number, self.of_length, self.of_time,
            self.of_fields))()

    def sign(self, value=None):
        return self.rng.choice(("=", "!=") if value and value[0] == "flag" else
                               ("=", "=", "!=", "<", "<=", ">", ">="))

    def simple(self):
        field = self.field()
        value = self.literal(field[1])
        return ("compare", field, self.sign(value), ("literal", value))

    def members(self):
        field = self.field()
        values = [self.literal(field[1]) for _ in range(self.rng.choice((1, 2, 3, 12)))]
        return (self.rng.choice(("in", "in", "not in")), field, values)

    def search(self):
        field = self.field()
        value = self.literal(field[1])
        words = re.findall("[A-Za-z0-9]+", value[1]) if value[0] == "text" else []
        word = self.rng.choice(words)[:12] if words else "a"
        pattern = self.rng.choice(("%s", "^%s", "%s$", "(?:%s|zz)", "[0-9]{2}", r"\b%s\b", r"\s%s"))
        return (self.rng.choice(("~", "~", "!~")), field,
                pattern % word if "%" in pattern else pattern)

    def existence(self):
        return ("exists", self.rng.choice((self.field, self.text, self.length, self.time))())

    def containing(self):
        field = self.field()
        value = self.literal(field[1])
        if value[0] == "text" and value[1]:
            start = self.rng.randrange(len(value[1]))
            value = ("text", value[1][start:start + 5])
        return ("contains", field, value)

    def of_text(self):
        left = self.text()
        if left[1] == "outcome":
            return ("compare", left, self.rng.choice(("=", "!=")),
                    ("literal", ("text", self.rng.choice(OUTCOMES))))
        if self.rng.random() < 0.2:
            return ("compare", left, self.sign(), self.text())
        pool = [value for name in ("event", "tool", "session_id", "issue_id", "run_id")
                for value in self.values.get(name, ["x"]) if isinstance(value, str)]
        return ("compare", left, self.sign(), ("literal", ("text", self.rng.choice(pool))))

    def of_number(self):
        left = self.number()
        while left[0] == "literal":  # in front of a sign it is the name of a field
            left = self.number()
        if self.rng.random() < 0.5:
            return ("compare", left, self.sign(), self.number())
        value = self.rng.choice((0, 1, 10, 0.25, 1000, -1, 1e9))
        return ("compare", left, self.sign(), ("literal", ("num", value)))

    def of_length(self):
        word, ns = self.rng.choice(LENGTHS)
        if self.rng.random() < 0.3:
            # A field beside a length of time is read as one.
            return ("compare", ("duration_of", self.field()[1], "bare"), self.sign(), self.length())
        return ("compare", self.length(), self.sign(), ("literal", ("dur", ns), word))

    def of_time(self):
        word, ns = self.rng.choice(TIMES)
        if self.rng.random() < 0.3:
            return ("compare", ("time_of", self.field()[1], "bare"), self.sign(), self.time())
        return ("compare", self.time(), self.sign(), ("literal", ("time", ns), word))

    def of_fields(self):
        return ("compare", self.field(), self.sign(), self.field())
