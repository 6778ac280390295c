import Events
import Journal
import SystemCalls
import TLM

/// What following costs that is not folding: loading a kept state, keeping it again after a few
/// events, and reading one row without loading anything.
enum Keeping {
  static func run(_ options: Options) async throws {
    let store = try Store.create(
      at: StoreLocation(path: options.text("store"), reason: .option))
    if let file = options["file"] {
      var lines = Concatenated(paths: [file])
      while let chunk = try lines.next() {
        try store.log.append(lines: [UInt8](copying: chunk.bytes))
      }
      for projection in projections { _ = try store.rebuild([projection]) }
    }
    var rows: [String] = []
    for projection in projections {
      rows.append(try await measure(projection, store, options.number("runs", default: 5)))
    }
    print("{" + rows.joined(separator: ",") + "}")
  }

  private static let projections: [any Projection] = [Issues(), Runs(), Velocity()]

  private static func measure<P: Projection>(
    _ projection: P, _ store: Store, _ runs: Int
  ) async throws -> String {
    var (load, keep, read): ([Double], [Double], [Double]) = ([], [], [])
    for run in 0..<runs {
      var events: [NewEvent] = []
      for number in 0..<500 {
        events.append(
          NewEvent(
            "issue_start", fields: [Member("issue_id", .string("BUG-\(run * 500 + number)"))]))
      }
      try store.log.append(events)
      var before = monotonicNow()
      for try await update in store.follow(projection) where update.isCaughtUp {
        load.append(since(before))
        before = monotonicNow()
        break
      }
      // Who leaves the loop has kept what was folded.
      keep.append(since(before))
      if let keyed = projection as? any KeyedProjection {
        before = monotonicNow()
        try one(keyed, store)
        read.append(since(before))
      }
    }
    return "\"\(P.name)\":{\"load_s\":\(load),\"keep_s\":\(keep),\"row_s\":\(read)}"
  }

  private static func one<P: KeyedProjection>(_ projection: P, _ store: Store) throws {
    _ = try store.rows(of: projection).row("BUG-00042")
  }

  private static func since(_ before: Int64) -> Double { Double(monotonicNow() - before) / 1e9 }
}
