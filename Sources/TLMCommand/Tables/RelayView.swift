import Relay
import TLM

/// How relays stand, for people.
enum RelayView {
  static func lines(of report: PushReport, for terminal: Terminal) -> [String] {
    let tally = report.tally
    return [
      "\(Numbers.count(tally.events, "event")) pushed, \(Numbers.bytes(tally.bytes)), to the stream "
        + SafeText.of("\(report.stream) at \(report.url)"),
      terminal.styled(
        "  store \(report.origin), up to position \(report.through), "
          + "\(Numbers.count(Int(report.place.lines), "event")) in all", .dim),
    ]
  }
}
