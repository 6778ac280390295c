import Events
import SystemCalls

/// The line that begins the bytes of one drain: which source they came from, and from where in it.
///
/// The line names its own position, so a copy of it elsewhere in a log means nothing.
struct Marker: Sendable, Equatable {
  static let event = LogEventName.drained.rawValue
  /// No marker's line is as long: a source's name is a path.
  static let lengthLimit = 8192

  /// The source's name, for example `in.jsonl`.
  var source: String
  /// Offset in the source of the first byte that follows the marker.
  var from: Int64
  /// Bytes of the source that follow the marker, unless the drain died.
  var length: Int64
  /// Where the marker stands.
  var at: Position
  /// The first bytes of the source, by which it is known again: how many, and their CRC-32C.
  var head: Head
  /// Which part of which content they are, where they were imported by it.
  var content: ImportedContent?
  /// Which part of an origin's text they are, where a relay pulled them.
  var pulled: PulledText?

  struct Head: Sendable, Equatable {
    static let limit: Int64 = 4096
    var length: Int64
    var checksum: UInt32
  }

  func line(time: Timestamp) -> [UInt8] {
    NewEvent(
      Self.event, at: time,
      fields: [
        Member("source", .string(source)), Member("from", .integer(from)),
        Member("length", .integer(length)), Member("at", .integer(at.rawValue)),
        Member("head", .string("\(head.length):\(Checksum.text(head.checksum))")),
      ] + (content?.members ?? pulled?.members ?? [])
    ).line()
  }

  /// The marker in a line that stands at `position`; nil for every other line.
  ///
  /// Markers are written by this module only and always in one form, so the form is the test.
  init?(line: Span<UInt8>, at position: Position) {
    guard line.count < Self.lengthLimit else { return nil }
    var text = Substring(String(decoding: Array(copying: line), as: UTF8.self))
    func value(after key: String, until end: String) -> Substring? {
      guard let start = text.firstRange(of: key)?.upperBound,
        let stop = text[start...].firstRange(of: end)?.lowerBound
      else { return nil }
      defer { text = text[stop...] }
      return text[start..<stop]
    }
    guard text.hasPrefix("{\"ts\":\""),
      value(after: "\"event\":\"", until: "\"") == Self.event[...],
      let source = value(after: ",\"source\":\"", until: "\",\"from\":"),
      let from = value(after: ",\"from\":", until: ",").flatMap({ Int64($0) }),
      let length = value(after: ",\"length\":", until: ",").flatMap({ Int64($0) }),
      let at = value(after: ",\"at\":", until: ",").flatMap({ Int64($0) }),
      let headLength = value(after: ",\"head\":\"", until: ":").flatMap({ Int64($0) }),
      let headSum = value(after: ":", until: "\"").flatMap({ UInt32($0, radix: 16) }), from >= 0,
      length >= 0, at == position.rawValue
    else { return nil }
    if text != "\"}" {
      content = ImportedContent(rest: text.dropFirst())
      pulled = content == nil ? PulledText(rest: text.dropFirst()) : nil
      if content == nil && pulled == nil { return nil }
    }
    self.source = JSONText.unescape(Array(source.utf8).span)
    self.from = from
    self.length = length
    self.at = position
    head = Head(length: headLength, checksum: headSum)
  }

  init(source: String, from: Int64, length: Int64, at: Position, head: Head) {
    self.source = source
    self.from = from
    self.length = length
    self.at = at
    self.head = head
  }
}
