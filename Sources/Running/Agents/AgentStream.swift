import Events
import SystemCalls

/// Reads an agent's stream of JSON lines as it passes by, and leaves it as it is.
final class AgentStream: Sendable {
  fileprivate struct State: Sendable {
    var figures = AgentFigures()
    var line: [UInt8] = []
    /// Whether the line is longer than any that is read.
    var isTooLong = false
  }

  private let state = Guarded(State())
  private let tell: @Sendable (AgentCall) -> Void

  /// Bytes of the longest line that is read; what counts is in short ones.
  private static let limit = 4 << 20

  /// - Parameter tell: told each call of a tool as it comes.
  init(_ tell: @escaping @Sendable (AgentCall) -> Void) { self.tell = tell }

  var figures: AgentFigures { state.withLock { $0.figures } }

  /// The next bytes of the stream, wherever they are cut.
  func see(_ bytes: Span<UInt8>) {
    let calls = state.withLock { state in state.see(Array(copying: bytes), limit: Self.limit) }
    for call in calls { tell(call) }
  }
}

extension AgentStream.State {
  fileprivate mutating func see(_ bytes: [UInt8], limit: Int) -> [AgentCall] {
    var calls: [AgentCall] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      take(rest[..<end], limit)
      if !isTooLong { calls += read() }
      (line, isTooLong) = ([], false)
      rest = rest[(end + 1)...]
    }
    take(rest, limit)
    return calls
  }

  private mutating func take(_ part: ArraySlice<UInt8>, _ limit: Int) {
    guard !isTooLong, line.count + part.count <= limit else {
      (line, isTooLong) = ([], true)
      return
    }
    line += part
  }

  /// The calls that the line tells for the first time.
  private mutating func read() -> [AgentCall] {
    // A terminal ends lines in its own way.
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard line.first == UInt8(ascii: "{"), let value = Value(json: line) else { return [] }
    switch value["type"]?.text {
    case "system": figures.begin(session: value["session_id"]?.text, model: value["model"]?.text)
    case "assistant": return respond(value["message"] ?? .null)
    case "result": end(value)
    default: break
    }
    return []
  }

  private mutating func respond(_ message: Value) -> [AgentCall] {
    if let id = message["id"]?.text, let counts = Event.TokenCounts(message["usage"]) {
      figures.respond(id, counts)
    }
    let uses = (message["content"]?.elements ?? []).filter { $0["type"]?.text == "tool_use" }
    return uses.filter { figures.call($0["id"]?.text) }.map { AgentCall($0) }
  }

  private mutating func end(_ value: Value) {
    let cost = value["total_cost_usd"] ?? value["total_cost"] ?? value["cost_usd"]
    figures.begin(session: value["session_id"]?.text, model: nil)
    figures.end(
      turns: value["num_turns"]?.wholeNumber, cost: cost?.number,
      tokens: Event.TokenCounts(value["usage"]))
  }
}

extension Event.TokenCounts {
  /// What an object counts; nil where it counts nothing.
  fileprivate init?(_ usage: Value?) {
    self.init(
      input: usage?["input_tokens"]?.wholeNumber, output: usage?["output_tokens"]?.wholeNumber,
      cacheRead: usage?["cache_read_input_tokens"]?.wholeNumber,
      cacheCreation: usage?["cache_creation_input_tokens"]?.wholeNumber)
    if self == Event.TokenCounts() { return nil }
  }
}

extension Value {
  fileprivate var wholeNumber: Int64? {
    if case .integer(let number) = self, number >= 0 { number } else { nil }
  }
}
