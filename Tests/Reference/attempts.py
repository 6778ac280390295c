"""Which attempt of an issue an event belongs to (definitions.md, "Attempt of an issue")."""

STARTS = ("issue_start", "issue.started")


class Attempt:
    def __init__(self, session, started):
        self.session = session
        self.started = started  # by a start event, and not by the first other event
        self.timed = set()      # phases with a timed issue_phase
        self.pairs = []         # of phase_start and phase_end: (phase, ns, outcome, tool, type)
        self.opened = {}        # phases begun by a phase_start: their time
        self.marker = None      # the marker that runs: (phase, time)
        self.failed = None      # the phase that failed last and has not gone well since

    def note(self, phase, word):
        if word == "failure":
            self.failed = phase
        elif word == "success" and self.failed == phase:
            self.failed = None

    def counted_pairs(self):
        return [pair for pair in self.pairs if pair[0] not in self.timed]


class Attempts:
    """The open attempts of each issue, and all that ever began."""

    def __init__(self):
        self.all = []
        self.open = {}        # issue id: its open attempts, oldest first
        self.completed = set()
        self.ending = {}      # issue id: whose completion was its last event

    def begin(self, issue, session, started=True):
        """An open attempt of the same session is abandoned: it keeps its pairs and gets no more."""
        self.ending.pop(issue, None)
        attempt = Attempt(session, started)
        others = [other for other in self.open.get(issue, []) if other.session != session]
        self.open[issue] = others + [attempt]
        self.all.append(attempt)
        return attempt

    def of(self, issue, session):
        """The session's own started attempt, else the latest open one, else a new one."""
        self.ending.pop(issue, None)
        attempts = self.open.get(issue)
        if not attempts:
            return self.begin(issue, session, started=False)
        own = [other for other in attempts
               if other.started and session is not None and other.session == session]
        return own[0] if own else attempts[-1]

    def complete(self, issue, session):
        """The attempt that a completion ends; None if it only repeats the completion before it."""
        if not self.open.get(issue) and issue in self.completed:
            return None
        own = any(other.started and other.session == session for other in self.open.get(issue, []))
        if not own and self.ending.get(issue) == (session,):
            return None
        attempt = self.of(issue, session)
        self.ending[issue] = (session,)
        self.open[issue].remove(attempt)
        self.completed.add(issue)
        return attempt
