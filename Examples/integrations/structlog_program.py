"""A program that logs by structlog: each request is a task, with a trace of its own."""
import sys
import uuid

import structlog
import structlog_tlm

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog_tlm.write,
        structlog.processors.LogfmtRenderer(),
    ]
)


def answer(number):
    """One request; each third fails."""
    structlog.contextvars.bind_contextvars(trace_id=uuid.uuid4().hex, session_id="s-1")
    log = structlog.get_logger(component="orchestrator")
    log.info("request_received", number=number)
    log.info("task_started", span_id=uuid.uuid4().hex[:16])
    log.info("state_transition", from_state="planning", to_state="llm_call")
    log.info("tool_call_completed", component="tools", tool_name="search", latency_ms=12 + number)
    try:
        if number % 3 == 2:
            raise ValueError("no answer: ä\nsecond line")
        log.info("task_completed", outcome="completed")
    except ValueError:
        log.exception("task_failed", outcome="failed")
    log.info("reply_ready")


for request in range(int(sys.argv[1])):
    answer(request)
