"""A session of a coding agent, as its host tells it: documents of hooks, lines of a transcript, and what the
person at the machine does."""

SESSION = "6f1c2d3e-0000-4000-8000-000000000001"


def call(number, tool, **given):
    """A call that the agent is about to make."""
    return "call", {
        "session_id": SESSION, "cwd": "/work", "permission_mode": "default",
        "hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": given,
        "tool_use_id": "toolu_01BudgetGuard%04d" % number}


def response(number, input_tokens, output_tokens):
    """What a model answered, as the transcript has it; at $5 and $25 for a million tokens."""
    return "response", {
        "type": "assistant", "sessionId": SESSION, "cwd": "/work", "isSidechain": False,
        "requestId": "req_01BudgetGuard%04d" % number, "message": {
            "id": "msg_01BudgetGuard%04d" % number, "type": "message", "role": "assistant",
            "model": "claude-opus-4-5-20251101", "content": [{"type": "text", "text": "…"}],
            "usage": {"input_tokens": input_tokens, "output_tokens": output_tokens,
                      "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}}}


STEPS = [
    call(1, "Read", file_path="/work/store.py"),
    response(1, 800_000, 200_000),
    call(2, "Edit", file_path="/work/store.py", old_string="a", new_string="b"),
    response(2, 600_000, 200_000),
    ("mode", "ALERT"),
    call(3, "Bash", command="pytest -q"),
    response(3, 300_000, 100_000),
    ("mode", "READ_ONLY"),
    call(4, "Edit", file_path="/work/store.py", old_string="b", new_string="c"),
    call(5, "Read", file_path="/work/store.py"),
    call(6, "Bash", command="tlm mode approve next"),
    ("agent", ["mode", "set", "NORMAL", "--reason", "I need it"]),
    ("person", "approve"),
    ("mode", "EXTENDED"),
    call(7, "Edit", file_path="/work/store.py", old_string="b", new_string="c"),
    response(4, 150_000, 50_000),
    call(8, "Bash", command="git commit -am 'Keep what was stored'"),
]
