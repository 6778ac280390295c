package import Events

/// An event as a point of a metric: one that came in by OpenTelemetry as it was, or what a program counted
/// that writes events `metric`.
package struct MetricPoint: Sendable {
  /// The metric, with this one point.
  package let message: Value
  /// Who sent it and who recorded it there; nil where it did not come in so.
  package let sender: Sender?
  /// The program that it is of, where the event says so.
  package let service: String?

  /// Who sent a point, within OpenTelemetry.
  package struct Sender: Sendable, Equatable {
    package let resource: Value
    package let scope: Value
  }

  /// Nil for an event that is no point, has no time of its own, or says a number that nobody can read.
  ///
  /// - Parameter prefersDelta: whether counters tell what they grew by, where they can tell both.
  package init?(_ event: borrowing Event, prefersDelta: Bool = false) {
    guard event.name == OwnMetric.name || event.string("kind") == "metric",
      event.isTimed, let time = event.time, time.rawValue > 0
    else { return nil }
    service = event.tool
    if let item = ReturnedItem(event) {
      guard item.signal == .metrics else { return nil }
      message = item.message
      sender = Sender(resource: item.resource, scope: item.scope)
    } else {
      guard let own = OwnMetric(event, at: time)?.message(prefersDelta: prefersDelta) else {
        return nil
      }
      (message, sender) = (own, nil)
    }
  }

  /// Events that are points of metrics, and none else.
  package static let test = EventTest("is a point of a metric") { event in
    MetricPoint(event) != nil
  }
}
