import Digests
import Events
import OTLP

/// One span, point or record: what becomes of it, and what tells it from all others.
struct IngestItem: Sendable {
  var event: NewEvent
  let id: ItemID
}

/// What tells a span, a point or a record from all others, the same whenever it is sent: a sender that
/// heard no answer sends it again.
struct ItemID: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  init(_ digest: [UInt8]) {
    func word(_ range: Range<Int>) -> UInt64 { digest[range].reduce(0) { $0 << 8 | UInt64($1) } }
    (high, low) = (word(0..<8), word(8..<16))
  }

  /// What an event is called by it in the log.
  static let prefix = "otlp-"

  var text: String { Self.prefix + Self.hex(high) + Self.hex(low) }

  private static func hex(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  /// The id of the same thing told once more, by whoever means two.
  func repeated(_ times: Int) -> ItemID {
    ItemID(high: high &+ UInt64(times) &* 0x9E37_79B9_7F4A_7C15, low: low)
  }
}

extension ItemID {
  /// A span is one of its trace; a point one of its stream, by its start and its time; a record is told
  /// by all that it says.
  ///
  /// - Parameter resource: the digest of who sends it.
  init(_ event: NewEvent, of resource: [UInt8]) {
    var digest = SHA256()
    func add(_ text: String) {
      digest.update(Array(text.utf8).span)
      digest.update([0].span)
    }
    let kind = event.fields.first { $0.name == "kind" }?.value.text ?? ""
    add(kind)
    if kind == "span" {
      for name in ["trace_id", "span_id"] {
        add(event.fields.first { $0.name == name }?.value.text ?? "")
      }
    } else {
      digest.update(resource.span)
      add(String(event.time?.rawValue ?? 0))
      var rest = event
      let isPoint = kind == "metric" && event.time != nil
      rest.fields.removeAll { field in
        field.name == "resource" || isPoint && Self.measured.contains(field.name)
      }
      digest.update(rest.line().span)
    }
    self.init(digest.finish())
  }

  /// Whether two of one id in one request are two: a point and a span have but one place.
  static func mayRepeat(_ event: NewEvent) -> Bool {
    switch event.fields.first(where: { $0.name == "kind" })?.value {
    case "log": true
    case "metric": event.time == nil
    default: false
    }
  }

  /// What a point says of its stream at its time.
  private static let measured: Set<String> = [
    "value", "count", "sum", "min", "max", "scale", "zeroCount", "zeroThreshold", "bucketCounts",
    "explicitBounds", "quantileValues", "positive", "negative", "exemplars", "no_value",
  ]
}
