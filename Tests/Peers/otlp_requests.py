"""Writes requests of OpenTelemetry's, made with its own classes, as senders send them.

otlp_requests.py SEED COUNT: a line of JSON for each: `signal`, `protobuf` (base64), `json` (the text as
OpenTelemetry has it, in one of the spellings that senders have: numbers of 64 bits as texts or as numbers,
ids in letters of either size) and `items`: what it holds, by its own reckoning.
"""

import base64
import json
import random
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2 as logs
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as traces
from opentelemetry.proto.common.v1 import common_pb2 as common

START = 1_780_000_000_000_000_000
WORDS = ["a", "checkout", "ünï", "with \"quotes\"", "line\nbreak", "", "{}", "0", "null", "😀"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.clock = START

    def word(self):
        return self.random.choice(WORDS)

    def time(self):
        self.clock += self.random.randrange(1, 5_000_000_000)
        return self.clock

    def value(self, value, depth=0):
        kind = self.random.randrange(8 if depth < 3 else 5)
        if kind == 0:
            value.string_value = self.word()
        elif kind == 1:
            value.bool_value = self.random.random() < 0.5
        elif kind == 2:
            value.int_value = self.random.choice([0, 7, -1, 2**53 + 1, 2**63 - 1, -(2**63)])
        elif kind == 3:
            value.double_value = self.random.choice([0.0, 0.5, -1e300, 3.0, float("inf"), float("nan")])
        elif kind == 4:
            value.bytes_value = self.random.randbytes(self.random.randrange(5))
        elif kind == 5:
            value.array_value.SetInParent()
            for _ in range(self.random.randrange(3)):
                self.value(value.array_value.values.add(), depth + 1)
        elif kind == 6:
            value.kvlist_value.SetInParent()
            for number in range(self.random.randrange(3)):
                pair = value.kvlist_value.values.add()
                pair.key = f"k{number}"
                self.value(pair.value, depth + 1)
        return value

    def attributes(self, list_of, most=5):
        names = self.random.sample(
            ["http.route", "n", "kind", "event", "ts", "value", "level", "status", "x", "ünï"], 5)
        for name in names[: self.random.randrange(most + 1)]:
            pair = list_of.add()
            pair.key = name
            self.value(pair.value)

    def around(self, batch, name):
        batch.resource.SetInParent()
        self.attributes(batch.resource.attributes, 2)
        pair = batch.resource.attributes.add()
        pair.key = "service.name"
        pair.value.string_value = self.random.choice(["api", "worker"])
        scope = getattr(batch, name).add()
        scope.scope.name = self.word()
        scope.scope.version = self.random.choice(["", "1.0"])
        return scope

    def traces(self):
        request, items = traces.ExportTraceServiceRequest(), []
        for _ in range(self.random.randrange(3)):
            scope = self.around(request.resource_spans.add(), "scope_spans")
            for _ in range(self.random.randrange(6)):
                span = scope.spans.add()
                span.trace_id = self.random.randbytes(15) + b"\x01"
                span.span_id = self.random.randbytes(7) + b"\x01"
                if self.random.random() < 0.5:
                    span.parent_span_id = self.random.randbytes(7) + b"\x01"
                span.name = self.word()
                span.kind = self.random.randrange(6)
                span.start_time_unix_nano = self.time()
                span.end_time_unix_nano = span.start_time_unix_nano + self.random.randrange(10**10)
                self.attributes(span.attributes)
                span.status.code = self.random.randrange(3)
                span.flags = self.random.choice([0, 1, 0x301])
                for _ in range(self.random.randrange(3)):
                    event = span.events.add()
                    event.name, event.time_unix_nano = self.word(), self.time()
                    self.attributes(event.attributes, 2)
                for _ in range(self.random.randrange(2)):
                    link = span.links.add()
                    link.trace_id, link.span_id = self.random.randbytes(16), self.random.randbytes(8)
                items.append(span.name or "span")
        return request, items

    def logs(self):
        request, items = logs.ExportLogsServiceRequest(), []
        for _ in range(self.random.randrange(3)):
            scope = self.around(request.resource_logs.add(), "scope_logs")
            for _ in range(self.random.randrange(6)):
                record = scope.log_records.add()
                record.time_unix_nano = self.random.choice([0, self.time()])
                record.observed_time_unix_nano = self.time()
                record.severity_number = self.random.randrange(25)
                record.severity_text = self.random.choice(["", "WARN", "Information"])
                record.event_name = self.word()
                if self.random.random() < 0.7:
                    self.value(record.body)
                self.attributes(record.attributes)
                if self.random.random() < 0.5:
                    record.trace_id, record.span_id = self.random.randbytes(16), self.random.randbytes(8)
                items.append(record.event_name or "log")
        return request, items

    def point(self, point):
        point.start_time_unix_nano = self.random.choice([0, self.time()])
        point.time_unix_nano = self.time()
        self.attributes(point.attributes)

    def metrics(self):
        request, items = metrics.ExportMetricsServiceRequest(), []
        for _ in range(self.random.randrange(3)):
            scope = self.around(request.resource_metrics.add(), "scope_metrics")
            for _ in range(self.random.randrange(4)):
                metric = scope.metrics.add()
                metric.name, metric.unit, metric.description = self.word(), "1", self.word()
                kind = self.random.choice(["gauge", "sum", "histogram", "exponential_histogram", "summary"])
                data = getattr(metric, kind)
                data.SetInParent()
                if kind != "gauge" and kind != "summary":
                    data.aggregation_temporality = self.random.randrange(3)
                if kind == "sum":
                    data.is_monotonic = self.random.random() < 0.5
                for _ in range(self.random.randrange(4)):
                    point = data.data_points.add()
                    self.point(point)
                    self.measure(kind, point)
                    items.append(metric.name or "metric")
        return request, items

    def measure(self, kind, point):
        if kind in ("gauge", "sum"):
            if self.random.random() < 0.5:
                point.as_int = self.random.choice([0, 5, -(2**63)])
            else:
                point.as_double = self.random.choice([0.0, 2.5, float("-inf")])
            if self.random.random() < 0.3:
                exemplar = point.exemplars.add()
                exemplar.time_unix_nano, exemplar.as_double = self.time(), 1.5
                exemplar.trace_id, exemplar.span_id = self.random.randbytes(16), self.random.randbytes(8)
        else:
            point.count = self.random.randrange(10)
            point.sum = self.random.choice([0.0, 12.5])
        if kind == "histogram":
            point.explicit_bounds.extend([0.5, 1, 2.5])
            point.bucket_counts.extend([1, 0, 2**40, 3])
            point.min = 0
        elif kind == "exponential_histogram":
            point.scale = self.random.choice([-3, 0, 5])
            point.zero_count = self.random.randrange(3)
            point.positive.offset = -2
            point.positive.bucket_counts.extend([1, 0, 5])
        elif kind == "summary":
            quantile = point.quantile_values.add()
            quantile.quantile, quantile.value = 0.5, 3


def spelled(value, maker, key=""):
    """The JSON of protobuf's as OTLP has it: ids in hexadecimal digits, enumerations as numbers."""
    if isinstance(value, list):
        return [spelled(item, maker, key) for item in value]
    if isinstance(value, dict):
        return {name: spelled(item, maker, name) for name, item in value.items()}
    if key in ("traceId", "spanId", "parentSpanId"):
        digits = base64.b64decode(value).hex()
        return digits.upper() if maker.random.random() < 0.3 else digits
    if key in ("intValue", "asInt") and maker.random.random() < 0.5 and abs(int(value)) < 2**53:
        return int(value)
    return value


def main():
    maker = Maker(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        signal = maker.random.choice(["traces", "logs", "metrics"])
        request, items = getattr(maker, signal)()
        plain = json_format.MessageToDict(request, use_integers_for_enums=True)
        print(json.dumps({
            "signal": signal, "items": items,
            "protobuf": base64.b64encode(request.SerializeToString()).decode(),
            "json": json.dumps(spelled(plain, maker), ensure_ascii=maker.random.random() < 0.5),
        }))


if __name__ == "__main__":
    main()
