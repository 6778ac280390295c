"""Which events a parameter lets count, and what a projection asks of every event."""

from fields import issue_type, text


class Selection:
    """Only what happened by `tool`, to an issue of `type`; None is no condition.

    What does not count happens all the same: it opens and closes attempts, states and requests.
    """

    def __init__(self, tool=None, type=None):
        self.tool, self.type = tool, type

    def includes(self, event):
        return self.has(tool(event), issue_type(event))

    def has(self, tool, type):
        return self.tool in (None, tool) and self.type in (None, type)


def correlation(event):
    """The issue of an event and the session that works on it; both may be None."""
    return text(event, "issue_id"), text(event, "session_id") or text(event, "run_id")


def tool(event):
    return text(event, "tool") or "unknown"
