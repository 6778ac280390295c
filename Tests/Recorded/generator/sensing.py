"""Stories of machines and minds: what sensors read, and changes of mode."""

MODES = ("NORMAL", "ALERT", "DEGRADED", "LOCKDOWN", "RECOVERY")


def percent(draw):
    return "%d.%d" % (draw.below(100), draw.below(10))


def snapshot(draw):
    """The load of a machine, under one set of names or another."""
    name = draw.pick(("system_metrics_snapshot",) * 4 + ("sensor_poll", "metrics.sampled"))
    cpu, memory, disk = ("cpu_load", "memory_used", "disk_usage") if draw.chance(30) else (
        "cpu_load_percent", "mem_used_percent", "disk_used_percent")
    members = '"%s":%s,"%s":%s,"%s":%s,"load_avg_1m":%s,"logs_size_bytes":%d' % (
        cpu, percent(draw), memory, percent(draw), disk, percent(draw), percent(draw),
        draw.below(10**10))
    if name == "metrics.sampled":
        members = '"metrics":{"perf_system_cpu_load":%s,"perf_system_load_avg":1.5,' \
            '"kb_docs_total":%d,"nobody_knows":1}' % (percent(draw), draw.below(999))
    elif draw.chance(4):
        odd = draw.pick(("null", '"hot"', "-1"))
        members = members.replace(":", ":%s,\"x\":" % odd, 1)
    elif draw.chance(5):
        members = '"metadata":{%s}' % members
    yield '"event":"%s","component":"brainstem",%s' % (name, members)


def task(draw):
    """A task from its start to its end, if it has one."""
    about = '"%s":"t%d"' % (draw.pick(("task_id", "trace_id")), draw.below(400))
    yield '"event":"task_started",' + about
    for _ in range(draw.below(3)):
        yield '"event":"%s","latency_ms":%d.%d,"success":%s' % (
            draw.pick(("model_call_completed",) * 4 + ("model_call_error",)),
            draw.below(20_000), draw.below(1000), draw.pick(("true", "true", "false", '"false"')))
    if draw.chance(90):
        end = draw.pick(("task_completed",) * 4 + ("task_failed", "task_cancelled"))
        yield '"event":"%s",%s,"duration_s":%d' % (end, about, draw.below(90))


def knowledge(draw):
    yield draw.pick((
        '"event":"kb_snapshot","docs_total":%d,"avg_age_days":%s,"stale_fraction":%s,'
        '"storage_bytes":%d' % (draw.below(5000), percent(draw), percent(draw), draw.below(10**12)),
        '"event":"kb_doc_accessed","temperature":"%s"' % draw.pick(("hot", "cold", "warm")),
        '"event":"kb_retrieval","relevance":%s' % draw.pick(("0.25", "0.875", "1.5", "1")),
        '"event":"user_feedback","rating":"%s"' % draw.pick(("positive", "negative", "none"))))


def control(draw):
    name = draw.pick((
        "policy_violation", "output_redacted", "output_scored", "anomaly_detected",
        "hypothesis_logged", "config_change_proposed", "config_change_accepted", "eval_completed",
        "eval_score_adjusted", "orchestrator_snapshot"))
    yield '"event":"%s","confidence":0.%02d,"score":%s,"active_tasks":%d,"pending_tasks":%d' % (
        name, draw.below(100), percent(draw), draw.below(50), draw.below(50))


class Modes:
    """Changes of mode, mostly such as begin where the last one ended."""

    def __init__(self):
        self.now = "NORMAL"

    def change(self, draw):
        start = self.now if draw.chance(85) else draw.pick(MODES)
        end = draw.pick(MODES)
        if start == self.now:
            self.now = end
        first, second = ("from", "to") if draw.chance(80) else ("from_mode", "to_mode")
        members = '"%s":"%s","%s":"%s"' % (first, start, second, end)
        if draw.chance(8):
            members += ',"scope":"build"'
        if draw.chance(30):
            yield '"event":"mode_transition",%s,"by":"ada","reason":"by hand"' % members
            return
        yield ('"event":"mode_transition",%s,"rule":"%s_to_%s","reasons":[{"sensor":'
               '"perf_system_cpu_load","value":%s,"operator":">","threshold":85,"held_s":30}]' % (
                   members, start, end, percent(draw)))
