"""Writes what the OpenTelemetry SDK exports to a store of tlm; needs emit.py of Examples/emitters.

A line for each span, log record and data point (without exemplars), with its attributes under their
own names. Of the resource the service's name is kept.
"""
import datetime

from emit import append
from opentelemetry.sdk._logs.export import LogRecordExporter, LogRecordExportResult
from opentelemetry.sdk.metrics.export import MetricExporter, MetricExportResult
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import StatusCode


class Spans(SpanExporter):
    """A line for each span that has ended; one that executes a tool is a tool call."""

    def export(self, spans):
        done = wrote(map(span_line, spans))
        return SpanExportResult.SUCCESS if done else SpanExportResult.FAILURE


class Logs(LogRecordExporter):
    """A line for each log record."""

    def export(self, batch):
        done = wrote(map(log_line, batch))
        return LogRecordExportResult.SUCCESS if done else LogRecordExportResult.FAILURE

    def force_flush(self, timeout_millis=30_000):
        return True

    def shutdown(self):
        pass


class Metrics(MetricExporter):
    """A line for each data point."""

    def export(self, metrics_data, timeout_millis=10_000, **_):
        lines = (
            point_line(resource.resource, metric, point)
            for resource in metrics_data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
        )
        return MetricExportResult.SUCCESS if wrote(lines) else MetricExportResult.FAILURE

    def force_flush(self, timeout_millis=10_000):
        return True

    def shutdown(self, timeout_millis=30_000, **_):
        pass


def span_line(span):
    said = dict(span.attributes or {})
    is_tool = said.get("gen_ai.operation.name") == "execute_tool"
    return line(
        span.end_time,
        "tool_call_completed" if is_tool else span.name,
        span.resource,
        said,
        trace_id=hexadecimal(span.context.trace_id, 32),
        span_id=hexadecimal(span.context.span_id, 16),
        parent_span_id=span.parent and hexadecimal(span.parent.span_id, 16),
        start=instant(span.start_time),
        duration_s=(span.end_time - span.start_time) / 1e9,
        result={StatusCode.OK: "ok", StatusCode.ERROR: "error"}.get(span.status.status_code),
        msg=span.status.description,
        tool_name=said.get("gen_ai.tool.name"),
        tool_use_id=said.get("gen_ai.tool.call.id"),
        model=said.get("gen_ai.response.model") or said.get("gen_ai.request.model"),
        span_events=[
            {"ts": instant(each.timestamp), "event": each.name, **(each.attributes or {})}
            for each in span.events
        ],
    )


def log_line(data):
    record = data.log_record
    return line(
        record.timestamp or record.observed_timestamp,
        record.event_name or "log",
        data.resource,
        dict(record.attributes or {}),
        level=record.severity_text and record.severity_text.lower(),
        msg=record.body if isinstance(record.body, str) else None,
        body=None if isinstance(record.body, str) else record.body,
        trace_id=hexadecimal(record.trace_id, 32),
        span_id=hexadecimal(record.span_id, 16),
    )


def point_line(resource, metric, point):
    numbers = {key: value for key, value in vars(point).items() if "time_unix" not in key}
    said = dict(numbers.pop("attributes") or {})
    numbers.pop("exemplars", None)
    for side in numbers.keys() & {"positive", "negative"}:
        numbers[side] = vars(numbers[side])
    temporality = getattr(metric.data, "aggregation_temporality", None)
    return line(
        point.time_unix_nano,
        "metric",
        resource,
        said,
        metric=metric.name,
        unit=metric.unit,
        kind=type(metric.data).__name__.lower(),
        temporality=temporality and temporality.name.lower(),
        is_monotonic=getattr(metric.data, "is_monotonic", None),
        **numbers,
    )


def line(nanoseconds, event, resource, attributes, **fields):
    """What is known under tlm's names, then the attributes under their own."""
    known = {"ts": instant(nanoseconds), "event": event}
    known |= {"tool": resource.attributes.get("service.name")} | fields
    kept = {key: value for key, value in known.items() if value not in (None, "", [])}
    own = {"attribute." + key if key in kept else key: attributes[key] for key in attributes}
    return kept | own


def instant(nanoseconds):
    since = datetime.timedelta(microseconds=nanoseconds // 1000)
    return (datetime.datetime(1970, 1, 1) + since).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hexadecimal(number, digits):
    return f"{number:0{digits}x}" if number else None


def wrote(lines):
    return all([append(each) for each in lines])
