import Digests
import Events

/// What lines are found by: the name of an event, or one of the keys that tie events together.
enum IndexedKind: UInt8, CaseIterable, Sendable {
  case name = 1
  case tool, component, sessionID, issueID, traceID, runID, stream

  /// The value of an event, looked for as `Event` says.
  func value(of event: borrowing Event) -> String? {
    switch self {
    case .name: event.name
    case .tool: event.tool
    case .component: event.component
    case .sessionID: event.sessionID
    case .issueID: event.issueID
    case .traceID: event.traceID
    case .runID: event.runID
    case .stream: event.stream
    }
  }
}

/// The bytes under which the positions of one value stand: kind, length, value.
///
/// The length comes before the value, so that all entries of one value stand together.
package struct IndexKey: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ kind: IndexedKind, _ value: String) { self.init(kind.rawValue, Array(value.utf8)) }

  /// The texts of a field that was chosen to be found by.
  init(field: String, _ text: String) { self.init(Self.chosen, Self.value(field, text)) }

  /// The kind of chosen fields; their names stand before their texts.
  static let chosen: UInt8 = 11

  /// A name has no zero byte: see `LineKeys`.
  static func value(_ field: String, _ text: String) -> [UInt8] {
    Array(field.utf8) + [0] + Array(text.utf8)
  }

  init(_ kind: UInt8, _ value: [UInt8]) {
    let value = Self.shortened(value)
    bytes = [kind, UInt8(value.count)] + value
  }

  /// Bytes of the longest value that is stored whole.
  static let longest = 200
  package static let kept = 168

  /// A longer value is its first bytes and the SHA-256 of all of them.
  package static func shortened(_ value: [UInt8]) -> [UInt8] {
    value.count <= longest ? value : value[..<kept] + SHA256.hash(value.span)
  }

  /// The value that a key was made of; nil for one that is not stored whole.
  static func value(in key: Span<UInt8>) -> String? {
    guard key.count >= 2, key.count >= 2 + Int(key[1]) else { return nil }
    let value = key.extracting(2..<2 + Int(key[1]))
    return unsafe value.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
