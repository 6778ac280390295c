import OTLP

/// Ids of spans that say none: made of the store's id and of where their first event stands, so that
/// whoever asks, and whenever, gets the same.
struct SpanIdentity: Sendable {
  /// The store's id; of files something that stands for them.
  private let store: String

  init(store: String) { self.store = store }

  /// A trace as W3C has it: of one that a producer names otherwise, made of that name.
  func traceID(named text: String) -> String { OTLPIdentity.trace(text) }

  /// Of the spans below a root that names no trace.
  func traceID(rootedAt key: String) -> String { OTLPIdentity.madeTrace(of: store + "\0" + key) }

  /// A span as W3C has it, of one that a producer names.
  func spanID(named text: String, in trace: String) -> String {
    OTLPIdentity.span(text, in: trace)
  }

  /// Of one that names none.
  func spanID(_ level: SpanLevel, _ key: String) -> String {
    OTLPIdentity.madeSpan(of: store + "\0" + level.rawValue + "\0" + key)
  }
}
