import Events
import Journal
import SystemCalls

/// `history path=… events=…`: writes the log of a machine on which agents work, the same bytes each
/// time: tool calls and model calls, tasks, the phases of issues, commands, and a snapshot of the
/// machine each five seconds. Four events a second, so that ten million are a month.
enum History {
  static func run(_ options: Options) throws {
    let path = options.text("path")
    let wanted = options.number("events")
    var machine = Machine(
      seed: UInt64(options.number("seed", default: 7)),
      from: options.number("begin", default: 1_772_323_200))
    let file = try Descriptor.open(path, .append, create: true)
    try file.truncate(to: 0)
    var written = 0
    var length: Int64 = 0
    while written < wanted {
      for _ in 0..<1000 { machine.step() }
      written += machine.events
      let lines = machine.take()
      try file.write(lines.span, at: length)
      length += Int64(lines.count)
    }
    print("{\"events\":\(written)}")
  }
}
