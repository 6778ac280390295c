"""Cases of OpenTelemetry's own SDK for Python, over HTTP and gRPC."""
import collections
import concurrent.futures
import fcntl
import logging
import shutil
import signal
import subprocess
import threading
import time

from served import TLM, Server, Store, environment, eventually, holds, run, same

import grpc
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2, logs_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter as GRPCLogs
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GRPCMetrics
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GRPCSpans
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter as HTTPLogs
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HTTPMetrics
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HTTPSpans
from opentelemetry.proto.trace.v1 import trace_pb2
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

SPANS, LOGS = 1000, 100


def tell(kind, spans, metrics, logs):
    tracers = TracerProvider()
    tracers.add_span_processor(BatchSpanProcessor(spans))
    tracer = tracers.get_tracer("t")
    for number in range(SPANS):
        with tracer.start_as_current_span(f"{kind}.span", attributes={"n": number}):
            pass
    meters = MeterProvider([PeriodicExportingMetricReader(metrics)])
    meters.get_meter("m").create_counter(f"{kind}.count").add(5, {"a": "b"})
    loggers = LoggerProvider()
    loggers.add_log_record_processor(BatchLogRecordProcessor(logs))
    logger = logging.getLogger(kind)
    logger.addHandler(LoggingHandler(logger_provider=loggers))
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for number in range(LOGS):
        logger.info("%s %d", kind, number)
    for provider in (tracers, meters, loggers):
        provider.force_flush()
        provider.shutdown()


def check(store, kind):
    names = collections.Counter(line.get("event") for line in store.lines())
    same(names[f"{kind}.span"], SPANS)
    same(names["log"], LOGS)
    holds(names[f"{kind}.count"] >= 1, names)
    same(sorted(line["n"] for line in store.names(f"{kind}.span")), list(range(SPANS)))


def everything_comes_in_over_http():
    with Store() as store, Server(store) as server:
        url = f"http://127.0.0.1:{server.port}/v1/"
        tell("http", HTTPSpans(url + "traces", compression=Compression.Gzip),
             HTTPMetrics(url + "metrics"), HTTPLogs(url + "logs"))
        check(store, "http")


def everything_comes_in_over_grpc():
    with Store() as store, Server(store, grpc="127.0.0.1:0") as server:
        place = f"127.0.0.1:{server.grpc}"
        tell("grpc", GRPCSpans(place, insecure=True, compression=grpc.Compression.Gzip),
             GRPCMetrics(place, insecure=True), GRPCLogs(place, insecure=True))
        check(store, "grpc")
        same(server.end(), 0)


def calls_that_cannot_be_taken_are_told_why():
    with Store() as store, Server(store, grpc="127.0.0.1:0") as server:
        place = f"127.0.0.1:{server.grpc}"
        traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"

        def status(method, message, *options):
            with grpc.insecure_channel(place, options) as channel:
                call = channel.unary_unary(method)
                try:
                    call(message, timeout=20)
                    return "OK"
                except grpc.RpcError as error:
                    return error.code().name

        same(status(traces, b""), "OK")
        same(status("/nothing/Export", b""), "UNIMPLEMENTED")
        same(status(traces, b"\xff\xff\xff"), "INVALID_ARGUMENT")
        same(status(traces, b"", ("grpc.default_authority", "evil.example")), "PERMISSION_DENIED")
        same(status(traces, b"\0" * (70 << 20), ("grpc.max_send_message_length", -1)),
             "RESOURCE_EXHAUSTED")
        same(store.lines(), [])


class Receiver(trace_service_pb2_grpc.TraceServiceServicer):
    """What takes spans and records by gRPC, after it has refused so many calls."""

    def __init__(self, refusals=0, code=grpc.StatusCode.UNAVAILABLE, secret=None):
        self.refusals, self.code, self.messages, self.metadata = refusals, code, [], []
        self.lock = threading.Lock()
        self.server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
        trace_service_pb2_grpc.add_TraceServiceServicer_to_server(self, self.server)
        logs = logs_service_pb2_grpc.LogsServiceServicer()
        logs.Export = self.take(logs_service_pb2.ExportLogsServiceResponse)
        logs_service_pb2_grpc.add_LogsServiceServicer_to_server(logs, self.server)
        self.port = (self.server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([secret]))
                     if secret else self.server.add_insecure_port("127.0.0.1:0"))
        self.server.start()

    def take(self, answer):
        def take(message, context):
            with self.lock:
                self.metadata.append(dict(context.invocation_metadata()))
                if self.refusals > 0:
                    self.refusals -= 1
                    info = error_details_pb2.RetryInfo(retry_delay=Duration(seconds=1))
                    status = status_pb2.Status(code=self.code.value[0], message="later, please: 100 %")
                    status.details.add().Pack(info)
                    context.set_trailing_metadata(
                        [("grpc-status-details-bin", status.SerializeToString())])
                    context.abort(self.code, "later, please: 100 %")
                self.messages.append(message)
            return answer()
        return take

    def Export(self, message, context):
        return self.take(trace_service_pb2.ExportTraceServiceResponse)(message, context)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop(0).wait()


def _with_events(store, count=700):
    with open(store.folder + "/events.jsonl", "w", encoding="utf-8") as file:
        for n in range(count):
            file.write('{"ts":"2026-05-01T10:00:00Z","event":"e","trace_id":"%032x","span_id":"%016x","n":%d}\n'
                       % (n + 1, n + 1, n))
    with open(store.folder + "/events.jsonl", encoding="utf-8") as file:
        store.tlm("append", stdin=file)


def an_export_goes_out_over_grpc():
    with Store() as store, Receiver(2) as receiver:
        _with_events(store)
        done = store.tlm("export", "--format", "otlp", "--signal", "logs", "--endpoint",
                         f"grpc://127.0.0.1:{receiver.port}", "--header", "x-key: k", "--json")
        records = [record for message in receiver.messages for resource in message.resource_logs
                   for scope in resource.scope_logs for record in scope.log_records]
        same(len(records), 700)
        same(records[6].trace_id.hex(), "%032x" % 7)
        same(receiver.metadata[0]["x-key"], "k")
        holds('"retries":2' in done.stdout.replace(" ", ""), done.stdout)


def spans_go_out_packed_as_the_environment_says():
    with Store() as store, Receiver() as receiver:
        _with_events(store, 20)
        done = subprocess.run(
            [TLM, "export", "--format", "otlp"], cwd=store.folder, capture_output=True, text=True,
            env=environment(HOME=store.folder, OTEL_EXPORTER_OTLP_PROTOCOL="grpc",
                            OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{receiver.port}",
                            OTEL_EXPORTER_OTLP_COMPRESSION="gzip"), check=False)
        same(done.returncode, 0, done.stderr)
        same(sum(len(scope.spans) for message in receiver.messages for resource in message.resource_spans
                 for scope in resource.scope_spans), 20)


def calls_go_by_tls_and_only_to_whom_they_trust():
    if not shutil.which("openssl"):
        return
    with Store() as store:
        key, certificate = store.folder + "/key.pem", store.folder + "/certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
             certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
        with open(key, "rb") as one, open(certificate, "rb") as other:
            secret = (one.read(), other.read())
        _with_events(store, 5)
        with Receiver(secret=secret) as receiver:
            command = [TLM, "export", "--format", "otlp", "--signal", "logs", "--endpoint",
                       f"grpcs://localhost:{receiver.port}"]
            for trusted in [False, True]:
                more = {"OTEL_EXPORTER_OTLP_CERTIFICATE": certificate} if trusted else {}
                done = subprocess.run(command, cwd=store.folder, capture_output=True, text=True,
                                      env=environment(HOME=store.folder, **more), check=False)
                same((done.returncode == 0, len(receiver.messages)), (trusted, int(trusted)), done.stderr)


def what_a_receiver_refuses_is_told_in_its_words():
    with Store() as store, Receiver(1, grpc.StatusCode.PERMISSION_DENIED) as receiver:
        _with_events(store, 3)
        done = store.tlm("export", "--format", "otlp", "--endpoint",
                         f"grpc://127.0.0.1:{receiver.port}", check=False)
        holds(done.returncode != 0 and "PERMISSION_DENIED" in done.stderr, done.stderr)
        holds("later, please: 100 %" in done.stderr, done.stderr)
        same(receiver.messages, [])


def the_exporter_that_is_always_on_speaks_grpc():
    with Store() as store, Receiver() as receiver:
        with open(store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write(f"otel_endpoint: grpc://127.0.0.1:{receiver.port}\n")
        store.tlm("trust")
        with Server(store, watch=True) as server:
            server.post({"event": "now"})
            eventually(lambda: receiver.messages)
            same(receiver.messages[0].resource_logs[0].scope_logs[0].log_records[0].event_name, "now")
            same(server.end(), 0)


def a_server_that_ends_says_goodbye_and_loses_no_call():
    with Store() as store, Server(store, grpc="127.0.0.1:0") as server:
        method = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
        taken, broken = [], []
        with grpc.insecure_channel(f"127.0.0.1:{server.grpc}") as channel:
            call = channel.unary_unary(method)

            def send(number):
                try:
                    call(_span(number + 1), timeout=20)
                    taken.append(number)
                except grpc.RpcError as error:
                    broken.append(error.code())

            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                for number in range(400):
                    pool.submit(send, number)
                eventually(lambda: len(taken) > 50)
                same(server.end(), 0)
        # Whoever was not answered was told that it may send again.
        same(set(broken) - {grpc.StatusCode.UNAVAILABLE}, set())
        spans = store.names("g")
        holds({int(span["span_id"], 16) - 1 for span in spans} >= set(taken), len(taken), len(spans))


def a_single_call_is_answered_by_a_server_that_ends():
    """A connection with one call is not idle: the call waits for a lock that somebody else holds."""
    method = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
    with Store() as store, Server(store, grpc="127.0.0.1:0") as server:
        with grpc.insecure_channel(f"127.0.0.1:{server.grpc}") as channel:
            call = channel.unary_unary(method)
            call(_span(1), timeout=20)
            with open(store.path + "/log/LOCK", "r+b") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                answer = call.future(_span(2), timeout=20)
                time.sleep(0.5)
                server.process.send_signal(signal.SIGTERM)
                time.sleep(0.5)
                fcntl.flock(lock, fcntl.LOCK_UN)
            answer.result()
        same(server.end(), 0)
        same(len(store.names("g")), 2)


def _span(number):
    span = {"name": "g", "trace_id": number.to_bytes(16, "big"), "span_id": number.to_bytes(8, "big")}
    return trace_service_pb2.ExportTraceServiceRequest(resource_spans=[
        trace_pb2.ResourceSpans(scope_spans=[trace_pb2.ScopeSpans(spans=[span])])]).SerializeToString()


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("tell", "check", "_with_events", "_span") and not isinstance(value, type)})
