import Events
import Journal
import Projections
import SystemCalls
import Folding

/// A whole replay of a file inside this process, `runs` times: what a program that links the
/// library pays.
enum Replaying {
  static func run(_ options: Options) throws {
    guard let type = builtInProjections.first(where: { $0.name == options.text("projection") })
    else { fatalError("there is no such projection") }
    var elapsed: [String] = []
    var events = 0
    for _ in 0..<options.number("runs", default: 1) {
      let before = monotonicNow()
      var fold = Fold()
      fold.add(type: type)
      try fold.run(
        over: Concatenated(paths: [options.text("file")]), jobs: options.number("jobs", default: 1))
      events = try fold.replays()[0].events
      elapsed.append("\(Double(monotonicNow() - before) / 1e9)")
    }
    print("{\"events\":\(events),\"elapsed_s\":[\(elapsed.joined(separator: ","))]}")
  }
}
