import Journal

/// What `make bench` runs, one measure a call: `tlm-bench MODE name=value…`. It prints one line of
/// JSON; bench.py starts it, beside its peers, and makes the table.
@main struct Main {
  static func main() async throws {
    let options = Options(CommandLine.arguments.dropFirst(2))
    switch CommandLine.arguments.dropFirst().first {
    case "append": try Appending.run(options)
    case "floor": try Floor.run(options)
    case "emitter": try EmittingByEmitter.run(options)
    case "follow": try await Following.run(options)
    case "subscribe": try await Subscribing.run(options)
    case "flood": try Flooding.run(options)
    case "loop": try await Deciding.loop(options)
    case "decide": try Deciding.run(options)
    case "redis": try RedisGets.run(options)
    case "tick": try Ticking.run(options)
    case "replay": try Replaying.run(options)
    case "costs": try Costs.run(options)
    case "board": try Boards.read(options)
    case "publish": try Boards.publish(options)
    case "index": try Indexing.run(options)
    case "stored": try Stored.run(options)
    case "traces": try Traces.run(options)
    case "trees": try Traces.runTrees(options)
    case "recent": try RecentReads.run(options)
    case "states": try States.run(options)
    case "history": try History.run(options)
    case "backtest": try Backtests.run(options)
    case "ingest": try Ingesting.run(options)
    case "keeping": try await Keeping.run(options)
    default: fatalError("no such measure: tlm-bench MODE name=value…, with a mode of this switch")
    }
  }
}

/// The `name=value` words of a call.
struct Options: Sendable {
  private var values: [String: String] = [:]

  init(_ words: some Sequence<String>) {
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1)
      values[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// A value that bench.py always gives.
  func text(_ name: String) -> String {
    guard let value = values[name] else { fatalError("\(name)=… is missing") }
    return value
  }

  func number(_ name: String, default fallback: Int = 0) -> Int {
    values[name].flatMap { Int($0) } ?? fallback
  }
}
