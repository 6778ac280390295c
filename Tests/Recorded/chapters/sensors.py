"""Sensors: what all and some say at a time, over a window, and what each is."""

import json

import samples
from sandbox import Sandbox
from transcript import Transcript

AT = ["--at", "2024-03-04T10:50:12Z"]
SAMPLED = ("perf_system_cpu_load", "perf_tool_call_latency", "perf_tool_error_rate",
           "safety_tool_calls_total", "safety_mode_state", "perf_orch_active_tasks", "queue_depth",
           "deploy_latency", "builds_that_fail", "builds_a_minute", "build_failures_10m")


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        documents = {"silent.txt": silent(sandbox)}
        sandbox.write(".tlm/config.yaml", samples.CONFIG)
        sandbox.run("append", stdin=(samples.day() + builds()).encode())
        documents["said.txt"] = said(sandbox)
        documents["series.txt"] = series(sandbox)
        documents["described.txt"] = described(sandbox)
        documents["mistakes.txt"] = mistakes(sandbox)
        return documents


def builds():
    """Events of the sensors that config.yaml has."""
    lines = []
    for minute in range(50):
        name = "build_failed" if minute % 4 == 0 else "build_passed"
        lines.append(samples.line(60 * minute + 2, name, queue=minute))
        lines.append(samples.line(60 * minute + 3, "build_finished",
                                  result="failure" if minute % 4 == 0 else "success"))
        lines.append(samples.line(60 * minute + 4, "queue_sampled", depth=minute % 9))
        lines.append(samples.line(60 * minute + 5, "deploy_finished", duration_s=minute / 8))
    return "".join(lines)


def silent(sandbox):
    script = Transcript(sandbox)
    for words in (["list"], ["list", "--json"], ["get", "perf_system_cpu_load"],
                  ["series", "perf_system_cpu_load"], ["describe", "perf_system_cpu_load"]):
        script.run("sensors", *words, *([] if words[0] == "describe" else AT))
    return script.text


def said(sandbox):
    script = Transcript(sandbox)
    script.run("sensors", *AT)
    script.run("sensors", "list", "--all", *AT)
    for time in (AT, ["--at", "2024-03-04T10:00:02Z"], ["--at", "2024-03-04T09:00:00Z"],
                 ["--at", "2024-03-06"]):
        script.run("sensors", "list", "--json", *time)
    for name in SAMPLED:
        script.run("sensors", "get", name, *AT)
    script.run("sensors", "get", *SAMPLED, *AT)
    script.run("sensors", "get", *SAMPLED, "--json", *AT)
    for words in (["perf_system_cpu_load", "--window", "10m"],
                  ["perf_system_cpu_load", "--window", "10m", "--aggregate", "max"],
                  ["perf_system_cpu_load", "--window", "2h", "--aggregate", "min", "--json"],
                  ["perf_tool_call_latency", "--quantile", "0.95", "--window", "1h"],
                  ["perf_tool_call_latency", "--window", "1h", "--aggregate", "last"],
                  ["safety_tool_calls_total", "--window", "90s"],
                  ["perf_tool_error_rate", "--window", "1h"], ["safety_policy_violations"],
                  ["perf_system_load_avg", "perf_model_error_rate"], ["perf_model_error_rate"]):
        script.run("sensors", "get", *words, *AT)
    script.note("a stale value")
    script.run("sensors", "get", "perf_system_cpu_load", "--at", "2024-03-04T12:00:00Z")
    script.note("at the end of the log, seen from now")
    said = sandbox.run("sensors", "list", "--json").output
    document = json.loads(said)
    values = {name: [each["value"], each["time"], each["stale"]]
              for name, each in document["sensors"].items()}
    script.content("value, time and whether it is stale", ("\n".join(
        "%s %s" % (name, json.dumps(each)) for name, each in values.items()) + "\n").encode())
    return script.text


def series(sandbox):
    script = Transcript(sandbox)
    for words in (["perf_system_cpu_load", "--window", "2m"],
                  ["perf_system_cpu_load", "--window", "2m", "--json"],
                  ["perf_tool_call_latency", "--window", "1h", "--quantile", "0.95"],
                  ["perf_tool_call_latency", "--window", "3h", "--json"],
                  ["safety_tool_blocked_calls", "--json"], ["builds_a_minute", "--json"],
                  ["safety_mode_state"], ["queue_depth", "--window", "5m"],
                  ["perf_model_error_rate"]):
        script.run("sensors", "series", *words, *AT)
    return script.text


def described(sandbox):
    script = Transcript(sandbox)
    names = json.loads(sandbox.run("sensors", "list", "--json", *AT).output)["sensors"]
    for name in names:
        script.run("sensors", "describe", name, "--json")
    for name in SAMPLED:
        script.run("sensors", "describe", name)
    return script.text


def mistakes(sandbox):
    script = Transcript(sandbox)
    for words in (["get", "perf_system_cpu_laod"], ["get", "error_rate"], ["get"],
                  ["get", "perf_system_cpu_load", "--window", "soon"],
                  ["get", "perf_system_cpu_load", "--aggregate", "sum"],
                  ["get", "perf_system_cpu_load", "--quantile", "2"],
                  ["get", "safety_mode_state", "--window", "1m"],
                  ["get", "perf_system_cpu_load", "--at", "soon"], ["describe", "nothing"],
                  ["series", "nothing"], ["watch", "--times", "0"], ["watch", "--every", "x"],
                  ["list", "--store", "nowhere"], ["list", "--store", "nowhere", "--json"]):
        script.run("sensors", *words)
    sandbox.write(".tlm/config.yaml", samples.BAD_CONFIG)
    script.run("sensors", "list")
    script.run("sensors", "list", "--json")
    return script.text
