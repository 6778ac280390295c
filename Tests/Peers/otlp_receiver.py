"""A strict receiver of OTLP over HTTP, on a port of its own, that answers as it is told.

otlp_receiver.py ANSWER[,ANSWER…]: one for each attempt, the last one for all that follow. An answer is a
status (200, 400, 503), one with Retry-After (429:1, 503:date, which names an instant a second ahead),
`drop` (the connection ends without an answer), `partial` (200, a record left out), `warn` (200, none left
out, with a word about it), `json` (200, its body JSON whatever was asked in), `empty` (200, no body, no
type), `huge` (200, and more than anybody reads) or `hang` (no answer for five seconds).

The first line of output says the port; each further one tells of an attempt: what was sent, decoded by
OpenTelemetry's own classes, and every rule that it breaks.
"""

import email.utils
import gzip
import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2 as logs
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as traces

REQUESTS = {"/v1/logs": logs.ExportLogsServiceRequest, "/v1/traces": traces.ExportTraceServiceRequest,
            "/v1/metrics": metrics.ExportMetricsServiceRequest}
START = time.monotonic()


def base64_ids(value):
    """OTLP's JSON has ids in hexadecimal digits where protobuf's has base64."""
    import base64
    if isinstance(value, list):
        return [base64_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, item in value.items():
        if key in ("traceId", "spanId", "parentSpanId") and isinstance(item, str):
            item = base64.b64encode(bytes.fromhex(item)).decode()
        changed[key] = base64_ids(item)
    return changed


def unknown(message, path=""):
    """Fields that the schema does not have."""
    from google.protobuf import unknown_fields
    found = [f"{path}#{field.field_number}" for field in unknown_fields.UnknownFieldSet(message)]
    for field, value in message.ListFields():
        if field.type != field.TYPE_MESSAGE:
            continue
        for item in value if field.is_repeated else [value]:
            found += unknown(item, f"{path}.{field.name}")
    return found


def plain(value):
    """An attribute's value as Python's own."""
    kind = value.WhichOneof("value")
    if kind is None:
        return None
    if kind == "array_value":
        return [plain(item) for item in value.array_value.values]
    if kind == "kvlist_value":
        return {item.key: plain(item.value) for item in value.kvlist_value.values}
    return getattr(value, kind)


def attributes(list_, faults, where):
    keys = [item.key for item in list_]
    if len(set(keys)) != len(keys):
        faults.append(f"{where}: a key comes twice")
    if "" in keys:
        faults.append(f"{where}: a key is empty")
    return {item.key: plain(item.value) for item in list_}


def check_id(value, length, where, faults, may_be_absent=True):
    if not value and may_be_absent:
        return
    if len(value) != length or not any(value):
        faults.append(f"{where}: an id of {len(value)} bytes")


def read_logs(request, faults):
    told = []
    for resource in request.resource_logs:
        named = attributes(resource.resource.attributes, faults, "resource")
        if not named.get("service.name"):
            faults.append("a resource without service.name")
        for scope in resource.scope_logs:
            if not scope.scope.name:
                faults.append("a scope without a name")
            for record in scope.log_records:
                check_id(record.trace_id, 16, "record.trace_id", faults)
                check_id(record.span_id, 8, "record.span_id", faults)
                if not 0 <= record.severity_number <= 24:
                    faults.append(f"severity {record.severity_number}")
                told.append({
                    "service": named.get("service.name"), "time": str(record.time_unix_nano),
                    "observed": str(record.observed_time_unix_nano), "severity": record.severity_number,
                    "level": record.severity_text, "event": record.event_name,
                    "body": plain(record.body), "trace": record.trace_id.hex(),
                    "span": record.span_id.hex(),
                    "attributes": attributes(record.attributes, faults, "record")})
    return told


def read_traces(request, faults):
    told = []
    for resource in request.resource_spans:
        named = attributes(resource.resource.attributes, faults, "resource")
        if not named.get("service.name"):
            faults.append("a resource without service.name")
        for scope in resource.scope_spans:
            for span in scope.spans:
                check_id(span.trace_id, 16, "span.trace_id", faults, may_be_absent=False)
                check_id(span.span_id, 8, "span.span_id", faults, may_be_absent=False)
                check_id(span.parent_span_id, 8, "span.parent_span_id", faults)
                if not span.name:
                    faults.append("a span without a name")
                if not 0 < span.start_time_unix_nano <= span.end_time_unix_nano:
                    faults.append("a span that ends before it begins")
                for link in span.links:
                    check_id(link.trace_id, 16, "link.trace_id", faults, may_be_absent=False)
                    check_id(link.span_id, 8, "link.span_id", faults, may_be_absent=False)
                for point in span.events:
                    attributes(point.attributes, faults, "event")
                told.append({
                    "service": named.get("service.name"), "name": span.name, "kind": span.kind,
                    "trace": span.trace_id.hex(), "span": span.span_id.hex(),
                    "parent": span.parent_span_id.hex(), "start": str(span.start_time_unix_nano),
                    "end": str(span.end_time_unix_nano), "status": span.status.code,
                    "message": span.status.message,
                    "events": [[point.name, str(point.time_unix_nano)] for point in span.events],
                    "links": [link.span_id.hex() for link in span.links],
                    "attributes": attributes(span.attributes, faults, "span")})
    return told


def read_metrics(request, faults):
    told = []
    for resource in request.resource_metrics:
        named = attributes(resource.resource.attributes, faults, "resource")
        if not named.get("service.name"):
            faults.append("a resource without service.name")
        for scope in resource.scope_metrics:
            if not scope.scope.name:
                faults.append("a scope without a name")
            known = set()
            for metric in scope.metrics:
                kind = metric.WhichOneof("data")
                if not metric.name or kind is None:
                    faults.append("a metric without a name or a kind")
                    continue
                data = getattr(metric, kind)
                about = {"service": named.get("service.name"), "scope": scope.scope.name,
                         "name": metric.name, "unit": metric.unit, "kind": kind,
                         "temporality": getattr(data, "aggregation_temporality", None),
                         "monotonic": getattr(data, "is_monotonic", None)}
                if str(about) in known:
                    faults.append(f"{metric.name} comes twice")
                known.add(str(about))
                if about["temporality"] == 0 or not data.data_points:
                    faults.append(f"{metric.name} without a temporality or a point")
                told += [read_point(about, point, faults) for point in data.data_points]
    return told


def read_point(about, point, faults):
    start, time_ = point.start_time_unix_nano, point.time_unix_nano
    if not time_ or start > time_ or about["temporality"] == 1 and not start:
        faults.append(f"{about['name']} from {start} to {time_}")
    found = dict(about, start=str(start), time=str(time_),
                 attributes=attributes(point.attributes, faults, "point"))
    if about["kind"] in ("gauge", "sum"):
        if point.WhichOneof("value") is None and not point.flags & 1:
            faults.append(f"{about['name']} without a value")
        else:
            found["value"] = getattr(point, point.WhichOneof("value") or "flags")
        return found
    found["count"], found["sum"] = point.count, point.sum
    if about["kind"] == "summary":
        found["quantiles"] = [[each.quantile, each.value] for each in point.quantile_values]
    if about["kind"] == "histogram":
        found["buckets"], found["bounds"] = list(point.bucket_counts), list(point.explicit_bounds)
        if len(found["buckets"]) != len(found["bounds"]) + 1 or sum(found["buckets"]) != point.count:
            faults.append(f"{about['name']} with buckets that do not fit")
    return found


READERS = {"/v1/logs": read_logs, "/v1/traces": read_traces, "/v1/metrics": read_metrics}


def decoded(path, headers, body, faults):
    """What a request says; every rule that it breaks goes to `faults`."""
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    elif "Content-Encoding" in headers:
        faults.append("an encoding that nobody must know")
    kind = (headers.get("Content-Type") or "").split(";")[0]
    message = REQUESTS[path]()
    if kind == "application/x-protobuf":
        message.ParseFromString(body)
        faults += [f"unknown field {field}" for field in unknown(message)]
    elif kind == "application/json":
        text = json.loads(body)
        json_format.ParseDict(base64_ids(text), message)
        # The names of protobuf itself, and words for enums, are not OTLP's.
        if b"trace_id" in body.split(b'"attributes"')[0] or b"SEVERITY_" in body:
            faults.append("names that are not OTLP's")
    else:
        faults.append(f"content type {kind}")
    return READERS[path](message, faults)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers = []
    attempts = 0

    def log_message(self, *words):
        pass

    def do_GET(self):
        self.say(405, b"")

    def do_POST(self):
        answer = self.answers[min(Receiver.attempts, len(self.answers) - 1)]
        Receiver.attempts += 1
        if self.headers.get("Expect"):
            self.send_response_only(100)
            self.end_headers()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        faults = []
        if "OTel-OTLP-Exporter-Swift/" not in (self.headers.get("User-Agent") or ""):
            faults.append("no user agent")
        told = {"at": round(time.monotonic() - START, 3), "path": self.path, "answer": answer,
                "body": hashlib.sha256(body).hexdigest(), "bytes": len(body),
                "headers": {name.lower(): value for name, value in self.headers.items()}}
        try:
            found = decoded(self.path, self.headers, body, faults)
            # Who reads this may do so only at the end, and a pipe has room for so much.
            told["records"], told["told"] = len(found), found[:20]
        except Exception as error:  # whatever is wrong with what was sent
            faults.append(f"{type(error).__name__}: {error}")
        told["faults"] = faults
        # In one piece, as others say something, too.
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        self.answer(answer)

    def answer(self, answer):
        isJSON = (self.headers.get("Content-Type") or "").startswith("application/json")
        name, _, more = answer.partition(":")
        if name == "drop":
            self.close_connection = True
            self.connection.shutdown(2)
            return
        if name == "hang":
            time.sleep(5)
            self.close_connection = True
            return
        if name in ("partial", "warn"):
            rejected, message = (1, "one is too old") if name == "partial" else (0, "use fewer labels")
            if isJSON or more == "json":
                body = json.dumps({"partialSuccess": {
                    "rejectedLogRecords": str(rejected), "errorMessage": message}}).encode()
                return self.say(200, body, "application/json")
            response = logs.ExportLogsServiceResponse()
            response.partial_success.rejected_log_records = rejected
            response.partial_success.error_message = message
            return self.say(200, response.SerializeToString(), "application/x-protobuf")
        if name == "json":
            return self.say(200, b"{}", "application/json")
        if name == "empty":
            return self.say(200, b"", None)
        if name == "huge":
            return self.say(200, b"x" * (5 << 20), "application/x-protobuf")
        status = int(name)
        headers = {}
        if more == "date":
            headers["Retry-After"] = email.utils.formatdate(time.time() + 2, usegmt=True)
        elif more:
            headers["Retry-After"] = more
        body = b"" if status == 200 else b"\x12\x0dsaid in words"
        self.say(status, body, "application/x-protobuf", headers)

    def say(self, status, body, kind="application/x-protobuf", headers={}):
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass


def main():
    Receiver.answers = sys.argv[1].split(",")
    # Several connections are kept open, and each waits for none of the others.
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    server.serve_forever()


main()
