"""What tlm has, by name: the projections, and parameters that give other answers."""

import os

from sandbox import DATA

PROJECTIONS = ("event-counts", "issues", "mode-state", "phase-timing", "runs", "sensor-metrics",
               "tool-usage", "velocity")

SENSORS = (
    '[{"id":"commits","kind":"counter","unit":"n","collection":"event","over":[],"signals":'
    '[{"events":["commit"],"fields":[],"conditions":[]}]},'
    '{"id":"readiness","kind":"histogram","unit":"s","collection":"event","over":[],'
    '"window":7200,"quantile":0.9,"signals":'
    '[{"events":["issue_phase"],"fields":["duration_s"],"conditions":[]}]}]')

# Of a projection, the settings that it is recorded with besides none.
VARIANTS = {
    "event-counts": (("tool=ll-auto",), ("type=BUG",), ("tool=ll-loop", "type=ENH")),
    "mode-state": (("initial_mode=ALERT",), ("scope=build",)),
    "phase-timing": (("tool=ll-auto",), ("type=FEAT",), ("tool=unknown", "type=BUG")),
    "sensor-metrics": (("horizon=7200",), ("initial_mode=ALERT", "scope=build"),
                       ("sensors=" + SENSORS,)),
    "velocity": (("per=hour",), ("per=week",), ("per=month", "tool=ll-sprint"),
                 ("per=quarter", "type=BUG"), ("tool=unknown",)),
}


def settings(projection):
    """The arguments of each recorded variant of a projection, the plain one first."""
    yield []
    for variant in VARIANTS.get(projection, ()):
        yield [word for each in variant for word in ("--set", each)]


def short(setting):
    """A setting as recordings call it: the long one by its beginning."""
    return " ".join(word if len(word) < 40 else word[:20] + "…" for word in setting)


def data_files():
    """Every log below Tests/Data, as it is called in a sandbox, and a file that is none."""
    names = []
    for folder, _, files in os.walk(DATA):
        names += [os.path.relpath(os.path.join(folder, file), DATA) for file in files]
    logs = [name for name in names if "json" in name.rpartition("/")[2]]
    return ["data/" + name.replace(os.sep, "/") for name in ["README.md", *sorted(logs)]]
