import Events
import Journal
import SystemCalls
import TLM

/// What it costs to keep each projection's state: bytes, and the time to encode them.
enum States {
  static func run(_ options: Options) throws {
    var rows: [String] = []
    for type in builtInProjections { rows.append(try measure(type, options)) }
    print("{" + rows.joined(separator: ",") + "}")
  }

  private static func measure(_ type: any Projection.Type, _ options: Options) throws -> String {
    try measure(type.init(), options)
  }

  private static func measure<P: Projection>(_ projection: P, _ options: Options) throws -> String {
    var fold = Fold()
    fold.add(projection)
    try fold.run(over: Concatenated(paths: [options.text("file")]), jobs: 2)
    guard let state = fold.state(of: P.self) else { fatalError("no state of \(P.name)") }
    let before = monotonicNow()
    let bytes = try StateEncoder().encode(state)
    let elapsed = Double(monotonicNow() - before) / 1e9
    return "\"\(P.name)\":{\"bytes\":\(bytes.count),\"elapsed_s\":\(elapsed)}"
  }
}
