import MCP
import SystemCalls
import TLM
import TestSupport
import Testing

/// A store, and a dispatcher that is asked of it.
struct Spoken {
  let scratch = Scratch()
  var location: StoreLocation { .resolve(option: scratch.store) }

  init(hasStore: Bool = true) throws {
    guard hasStore else { return }
    let store = try Store.create(at: location)
    for count in 1...50 {
      try store.log.append(
        NewEvent(
          "issue_phase",
          at: Timestamp(rawValue: 1_770_000_000_000_000_000 + Int64(count) * 1_000_000),
          fields: [
            Member("issue_id", "BUG-1"), Member("phase", "test"), Member("result", "pass"),
            Member("duration_s", .integer(Int64(count))), Member("run_id", "run-1"),
          ]))
    }
  }

  var access: StoreAccess {
    // Whoever asks keeps the folder.
    let (location, scratch) = (location, scratch)
    return StoreAccess(at: location) {
      try withExtendedLifetime(scratch) { try Store.open(at: location) }
    }
  }

  func dispatcher() -> Dispatcher { Dispatcher(access, over: .pipe) }

  /// One with which a client has begun.
  func begun(_ version: String = "2025-11-25") throws -> Dispatcher {
    var dispatcher = dispatcher()
    let answer = try dispatcher.ask(
      "initialize", ["protocolVersion": .string(version), "capabilities": [:]])
    try #require(answer["result"]?["protocolVersion"] == .string(version))
    return dispatcher
  }

  /// Events of a name.
  func events(named name: String) throws -> [RecordedEvent] {
    var query = Query()
    query.filter.names = [name]
    return try Store.open(at: location).events(matching: query)
  }
}

extension Dispatcher {
  /// The answer to a request with the id 1.
  mutating func ask(_ method: String, _ params: Value? = nil) throws -> Value {
    var members: [Member] = [
      Member("jsonrpc", "2.0"), Member("id", 1), Member("method", .string(method)),
    ]
    if let params { members.append(Member("params", params)) }
    return try #require(try say(JSONWriter.text(of: .object(members))))
  }

  /// What is said to a line; nil for nothing.
  mutating func say(_ line: String) throws -> Value? {
    guard let bytes = answer(Array(line.utf8)) else { return nil }
    #expect(!bytes.contains(UInt8(ascii: "\n")))
    let value: Value = try #require(Value(json: bytes))
    return value
  }

  mutating func call(_ tool: String, _ arguments: Value = [:]) throws -> Value {
    try #require(
      try ask("tools/call", ["name": .string(tool), "arguments": arguments])["result"])
  }
}

/// What each request of the form without a handshake says of itself.
let stateless: Value = [
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": [:],
]

extension Value {
  var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }
  var words: String { if case .string(let text) = self { text } else { "" } }
  /// The code of an error.
  var code: Value? { self["error"]?["code"] }
}
