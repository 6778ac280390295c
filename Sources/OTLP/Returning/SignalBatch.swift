package import Events

/// Spans, points or records of several senders as one message.
package struct SignalBatch: Sendable {
  private struct Sender: Sendable, Equatable {
    let resource: Value
    let scope: Value
  }

  private let signal: OTLPSignal
  private var senders: [Sender] = []
  private var items: [[Value]] = []
  /// How many there are, and about how many bytes they take.
  package private(set) var count = 0
  package private(set) var bytes = 0

  package init(_ signal: OTLPSignal) { self.signal = signal }

  /// Adds one.
  ///
  /// - Parameter size: bytes of its line.
  package mutating func add(_ message: Value, resource: Value, scope: Value, size: Int) {
    let sender = Sender(resource: resource, scope: scope)
    // Most come in a row from one and the same.
    let place = senders.lastIndex(of: sender) ?? senders.count
    if place == senders.count {
      senders.append(sender)
      items.append([])
    }
    items[place].append(message)
    (count, bytes) = (count + 1, bytes + size)
  }

  /// What there is as a request, and nothing is left; nil where nothing is.
  package mutating func take() -> Value? {
    guard count > 0 else { return nil }
    defer { self = SignalBatch(signal) }
    let names = signal.names
    let batches: [Value] = zip(senders, items).map { sender, items in
      let told = signal == .metrics ? OTLPMetric.together(items) : items
      return [
        "resource": sender.resource,
        names.scopes: [["scope": sender.scope, names.items: .array(told)]],
      ]
    }
    return .object([Member(signal.batches, .array(batches))])
  }
}

extension OTLPSignal {
  fileprivate var names: (scopes: String, items: String) {
    switch self {
    case .traces: ("scopeSpans", "spans")
    case .metrics: ("scopeMetrics", "metrics")
    case .logs: ("scopeLogs", "logRecords")
    }
  }
}
