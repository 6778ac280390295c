"""Cases of OpenTelemetry's own SDK for Python, over HTTP and gRPC."""
import collections
import logging

from served import Server, Store, holds, run, same

import grpc
from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter as GRPCLogs
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GRPCMetrics
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GRPCSpans
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter as HTTPLogs
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HTTPMetrics
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HTTPSpans
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


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("tell", "check") and not isinstance(value, type)})
