/// Which trace something belongs to, and which span of it: ids as W3C Trace Context, level 1, has them.
public struct TraceContext: Sendable, Hashable {
  let traceHigh: UInt64
  let traceLow: UInt64
  let span: UInt64
  /// Whether whoever began the trace keeps it.
  public let isSampled: Bool
  /// `tracestate` as it came, handed on unchanged.
  public let state: String?
  /// `baggage` as it came, handed on unchanged.
  public let baggage: String?

  /// The one that holds for the current task, by `span` and `trace`; nil outside of all.
  @TaskLocal public static var current: TraceContext?

  /// 32 hexadecimal digits.
  public var traceID: String { Self.hex(traceHigh) + Self.hex(traceLow) }
  /// 16 hexadecimal digits.
  public var spanID: String { Self.hex(span) }

  /// The root of a new trace.
  public static func new(isSampled: Bool = true) -> TraceContext {
    TraceContext(
      traceHigh: .random(in: 0 ... .max), traceLow: .random(in: 1 ... .max),
      span: .random(in: 1 ... .max), isSampled: isSampled, state: nil, baggage: nil)
  }

  /// A new span of the same trace.
  public func child() -> TraceContext {
    TraceContext(
      traceHigh: traceHigh, traceLow: traceLow, span: .random(in: 1 ... .max),
      isSampled: isSampled, state: state, baggage: baggage)
  }

  /// The one that a header names: `00-` and the ids and flags; nil for a text that is none.
  ///
  /// A version that is not known is read as far as the first one goes, as the recommendation says.
  public init?(traceparent: String, state: String? = nil, baggage: String? = nil) {
    let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, let version = Self.number(parts[0], digits: 2), version != 0xff,
      version > 0 || parts.count == 4, parts[1].utf8.count == 32,
      let high = Self.number(parts[1].prefix(16), digits: 16),
      let low = Self.number(parts[1].suffix(16), digits: 16),
      let span = Self.number(parts[2], digits: 16), let flags = Self.number(parts[3], digits: 2),
      high | low != 0, span != 0
    else { return nil }
    self.init(
      traceHigh: high, traceLow: low, span: span, isSampled: flags & 1 == 1, state: state,
      baggage: baggage)
  }

  /// The header that names it.
  public var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

  private init(
    traceHigh: UInt64, traceLow: UInt64, span: UInt64, isSampled: Bool, state: String?,
    baggage: String?
  ) {
    self.traceHigh = traceHigh
    self.traceLow = traceLow
    self.span = span
    self.isSampled = isSampled
    self.state = state
    self.baggage = baggage
  }

  private static func number(_ text: Substring, digits: Int) -> UInt64? {
    guard text.utf8.count == digits,
      text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
    else { return nil }
    return UInt64(text, radix: 16)
  }

  private static func hex(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }
}
