"""The official client of the Model Context Protocol asks tlm all that it can, and says what it saw.

mcp_client.py MODE COUNT COMMAND...    with the package mcp: of version 2 where MODE is auto, legacy or
a version without a handshake, of version 1 where it is 1. COMMAND starts the server; where it is one
http address, that is asked.
"""
import asyncio
import json
import sys
import time

TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def plain(value):
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


async def ask(client, count, seen):
    """All that both versions of the package have under the same names."""
    tools = plain(await client.list_tools())["tools"]
    seen["tools"] = [tool["name"] for tool in tools]
    seen["hints"] = {tool["name"]: tool["annotations"]["readOnlyHint"] for tool in tools}
    seen["resources"] = len(plain(await client.list_resources())["resources"])
    seen["templates"] = len(plain(await client.list_resource_templates())["resourceTemplates"])
    recorded = plain(
        await client.call_tool("record_event", {"event": "peer_said", "fields": {"issue_id": "P-1"}}))
    seen["recorded"] = recorded["structuredContent"]["recorded"]
    refused = plain(await client.call_tool("record_event", {"event": "mode_transition"}))
    seen["refused"] = refused.get("isError")
    # The client checks what comes against the schema of each tool's output.
    given = {
        "trace": {"id": "P-1"}, "session": {"id": "no-such"}, "run": {"id": "no-such"},
        "projection": {"name": "event-counts"}, "record_event": {"event": "peer_said"},
    }
    seen["failed"] = {}
    for name in seen["tools"]:
        answer = plain(await client.call_tool(name, given.get(name, {})))
        if answer.get("isError"):
            seen["failed"][name] = answer["content"][0]["text"]
        else:
            text = json.loads(answer["content"][0]["text"])
            assert text == answer["structuredContent"], name
    summary = plain(await client.read_resource("tlm://summary/latest"))
    seen["summary"] = json.loads(summary["contents"][0]["text"])["schema"]
    trace = plain(await client.read_resource("tlm://traces/P-1"))
    seen["trace"] = json.loads(trace["contents"][0]["text"])["subject"]["id"]
    for name, call in [
        ("no_tool", lambda: client.call_tool("sumary", {})),
        ("no_resource", lambda: client.read_resource("tlm://nothing")),
    ]:
        try:
            await call()
            seen[name] = None
        except Exception as error:
            seen[name] = getattr(getattr(error, "error", error), "code", repr(error))
    wrong = plain(await client.call_tool("summary", {"sinse": "7d"}))
    seen["wrong"] = wrong["content"][0]["text"] if wrong.get("isError") else None
    start = time.monotonic()
    for _ in range(count):
        await client.call_tool("mode", {})
    seen["seconds"] = round(time.monotonic() - start, 3)


async def second(mode, count, target, seen):
    from mcp import Client, StdioServerParameters

    server = (
        target[0] if target[0].startswith("http")
        else StdioServerParameters(command=target[0], args=target[1:]))
    async with Client(server, mode=mode) as client:
        seen["version"] = client.protocol_version
        await ask(client, count, seen)
        # Who has begun without a word learns of it by the first answer, or never.
        seen["server"] = client.server_info.name if client.server_info else None
        traced = await client.call_tool("mode", {}, meta={"traceparent": TRACEPARENT})
        seen["traced"] = not traced.is_error


async def first(count, target, seen):
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
    from mcp.client.streamable_http import streamablehttp_client

    if target[0].startswith("http"):
        streams = streamablehttp_client(target[0])
    else:
        streams = stdio_client(StdioServerParameters(command=target[0], args=target[1:]))
    async with streams as ends:
        async with ClientSession(ends[0], ends[1]) as client:
            begun = await client.initialize()
            seen["version"] = begun.protocolVersion
            seen["server"] = begun.serverInfo.name
            await client.send_ping()
            await ask(client, count, seen)


async def main():
    mode, count, target = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    seen = {}
    if mode == "1":
        await first(count, target, seen)
    else:
        await second(mode, count, target, seen)
    print(json.dumps(seen))


asyncio.run(main())
