import Events

/// What a marker says of bytes that were imported: which part of which content they are.
package struct ImportedContent: Sendable, Equatable {
  /// The name of the dialect by which they were read.
  package var format: String
  /// Where they begin in the content, and where they end.
  package var start: ContentPlace
  package var end: ContentPlace
  /// Of the content's first line: contents that begin otherwise have no place in common.
  package var first: UInt64
  /// The file's number on its disk: one that was renamed keeps it.
  package var inode: UInt64
  /// Lines that are events, and lines that are none.
  package var events: Int
  package var quarantined: Int
  /// CRC-32C of the last bytes: where they are in the log, all before them are.
  package internal(set) var tail: UInt32 = 0

  /// - Parameters:
  ///   - format: small letters and dashes.
  ///   - first: what the content's first line is known by.
  package init(
    format: String, from start: ContentPlace, to end: ContentPlace, first: UInt64, inode: UInt64,
    events: Int, quarantined: Int
  ) {
    self.format = format
    self.start = start
    self.end = end
    self.first = first
    self.inode = inode
    self.events = events
    self.quarantined = quarantined
  }

  var members: [Member] {
    [
      Member("format", .string(format)), Member("begin", .string(start.text)),
      Member("reach", .string(end.text)), Member("first", .string(Hexadecimal.text(first))),
      Member("inode", .string(String(inode))), Member("events", .integer(Int64(events))),
      Member("quarantined", .integer(Int64(quarantined))),
      Member("tail", .string(Checksum.text(tail))),
    ]
  }

  /// What stands behind a marker's other members, up to the end of its line.
  init?(rest text: Substring) {
    var rest = text
    func value(after key: String, until end: String) -> Substring? {
      guard rest.hasPrefix(key), let stop = rest.dropFirst(key.count).firstRange(of: end) else {
        return nil
      }
      defer { rest = rest[stop.lowerBound...] }
      return rest[rest.index(rest.startIndex, offsetBy: key.count)..<stop.lowerBound]
    }
    guard let format = value(after: ",\"format\":\"", until: "\""),
      let start = value(after: "\",\"begin\":\"", until: "\"").flatMap(ContentPlace.init(text:)),
      let end = value(after: "\",\"reach\":\"", until: "\"").flatMap(ContentPlace.init(text:)),
      let first = value(after: "\",\"first\":\"", until: "\"").flatMap({ UInt64($0, radix: 16) }),
      let inode = value(after: "\",\"inode\":\"", until: "\"").flatMap({ UInt64($0) }),
      let events = value(after: "\",\"events\":", until: ",").flatMap({ Int($0) }),
      let quarantined = value(after: ",\"quarantined\":", until: ",").flatMap({ Int($0) }),
      let tail = value(after: ",\"tail\":\"", until: "\"").flatMap({ UInt32($0, radix: 16) }),
      rest == "\"}", events >= 0, quarantined >= 0
    else { return nil }
    self.init(
      format: String(format), from: start, to: end, first: first, inode: inode, events: events,
      quarantined: quarantined)
    self.tail = tail
  }
}
