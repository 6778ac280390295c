"""Writes what a program says by structlog to a store of tlm; needs emit.py of Examples/emitters.

    structlog.configure(processors=[..., structlog_tlm.write, structlog.dev.ConsoleRenderer()])
"""
import datetime

from emit import append


def write(logger, method, event_dict):
    """A processor: appends the event with structlog's own keys, and hands it on as it came."""
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds")
    level = "error" if method == "exception" else method
    append({"timestamp": now, "level": level, **event_dict})
    return event_dict
