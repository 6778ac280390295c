package import Events
import OTLP

/// The newest trace of each kind of event, for whoever wants to see one behind a number.
package struct MetricExemplars: Sendable {
  private var newest: [String: String] = [:]

  package init() {}

  /// Bytes of a name that may have one; OpenMetrics bounds what stands in an exemplar, and a page what
  /// it is looked for by.
  private static let nameLimit = 256

  /// Adds an event; a later one takes its place.
  package mutating func add(_ event: borrowing Event) {
    guard let name = event.name, name.utf8.count <= Self.nameLimit, let id = event.traceID else {
      return
    }
    let trace = OTLPIdentity.trace(id)
    var labels = "trace_id=\"\(trace)\""
    if let span = event.spanID { labels += ",span_id=\"\(OTLPIdentity.span(span, in: trace))\"" }
    var text = "# {\(labels)} 1"
    if let time = event.time {
      let (seconds, rest) = time.rawValue.quotientAndRemainder(dividingBy: 1_000_000_000)
      let digits = String(max(0, rest) / 1_000_000)
      let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
      if seconds > 0 { text += " \(seconds).\(zeros)\(digits)" }
    }
    newest[MetricFamily.sample("tlm_events_total", ["event": name])] = text
  }

  /// What stands behind the value of a sample, by its name and its labels; nil where nothing does.
  package subscript(sample: Substring) -> String? { newest[String(sample)] }
}
