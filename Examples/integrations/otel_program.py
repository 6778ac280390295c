"""A program that is instrumented with the OpenTelemetry SDK: an agent with a model and a tool."""
import logging
import sys

import otel_tlm
from opentelemetry import metrics, trace
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

resource = Resource.create({"service.name": "my-agent"})
spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(otel_tlm.Spans()))
logs = LoggerProvider(resource=resource)
logs.add_log_record_processor(BatchLogRecordProcessor(otel_tlm.Logs()))
reader = PeriodicExportingMetricReader(otel_tlm.Metrics(), export_interval_millis=60_000)
meters = MeterProvider([reader], resource=resource)

logging.getLogger().addHandler(LoggingHandler(logger_provider=logs))
tracer = trace.get_tracer("my-agent", tracer_provider=spans)
meter = metrics.get_meter("my-agent", meter_provider=meters)
tokens = meter.create_histogram("gen_ai.client.token.usage", unit="{token}")
turns = meter.create_counter("agent.turns")

for number in range(int(sys.argv[1])):
    with tracer.start_as_current_span("invoke_agent", attributes={"session.id": f"s-{number}"}):
        with tracer.start_as_current_span("chat") as chat:
            chat.set_attribute("gen_ai.operation.name", "chat")
            chat.set_attribute("gen_ai.request.model", "small-1")
            chat.set_attribute("gen_ai.usage.input_tokens", 100)
            chat.set_attribute("gen_ai.usage.output_tokens", 7)
            tokens.record(100, {"gen_ai.token.type": "input"})
        try:
            with tracer.start_as_current_span("execute_tool search") as call:
                call.set_attribute("gen_ai.operation.name", "execute_tool")
                call.set_attribute("gen_ai.tool.name", "search")
                call.set_attribute("gen_ai.tool.call.id", f"call-of-the-agent-{number}")
                if number % 4 == 3:
                    raise TimeoutError("the search took too long")
        except TimeoutError:
            logging.exception("tool failed")
        turns.add(1)

for provider in (spans, logs, meters):
    provider.shutdown()
