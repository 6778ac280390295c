import Events

/// Writes numbers and texts as `PackedReader` reads them.
package struct PackedWriter: Sendable {
  package private(set) var bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package mutating func number(_ number: Int64) {
    for place in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: number >> Int64(8 * place)))
    }
  }

  package mutating func text(_ text: String) {
    number(Int64(text.utf8.count))
    bytes += text.utf8
  }

  package mutating func blob(_ blob: [UInt8]) {
    number(Int64(blob.count))
    bytes += blob
  }

  mutating func look(_ look: ImportLook) {
    number(Int64(bitPattern: look.device))
    number(Int64(bitPattern: look.inode))
    number(look.size)
    number(look.modified_ns)
    text(look.format)
    number(Int64(look.events))
    number(Int64(look.quarantined))
    number(look.unfinished)
  }

  mutating func run(_ run: ImportedRun) {
    text(run.source)
    number(run.position.rawValue)
    number(run.length)
    text(run.content.format)
    place(run.content.start)
    place(run.content.end)
    number(Int64(bitPattern: run.content.first))
    number(Int64(bitPattern: run.content.inode))
    number(Int64(run.content.events))
    number(Int64(run.content.quarantined))
    number(Int64(run.content.tail))
  }

  private mutating func place(_ place: ContentPlace) {
    number(place.length)
    number(Int64(bitPattern: place.digest.high))
    number(Int64(bitPattern: place.digest.low))
    number(Int64(place.part))
  }
}

/// Reads what `PackedWriter` wrote; nil from where it ends before.
package struct PackedReader: Sendable {
  let bytes: [UInt8]
  var index: Int

  package init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  package mutating func number() -> Int64? {
    guard index + 8 <= bytes.count else { return nil }
    defer { index += 8 }
    var number: UInt64 = 0
    for place in 0..<8 { number |= UInt64(bytes[index + place]) << UInt64(8 * place) }
    return Int64(bitPattern: number)
  }

  /// How many of something follow: not more than there are bytes.
  mutating func count() -> Int64? {
    number().flatMap { (0...Int64(bytes.count)).contains($0) ? $0 : nil }
  }

  package mutating func text() -> String? {
    guard let count = number(), count >= 0, count <= Int64(bytes.count - index) else { return nil }
    defer { index += Int(count) }
    return String(decoding: bytes[index..<index + Int(count)], as: UTF8.self)
  }

  package mutating func blob() -> [UInt8]? {
    guard let count = number(), count >= 0, count <= Int64(bytes.count - index) else { return nil }
    defer { index += Int(count) }
    return Array(bytes[index..<index + Int(count)])
  }

  mutating func look() -> ImportLook? {
    guard let device = number(), let inode = number(), let size = number(),
      let modified_ns = number(), let format = text(), let events = number(),
      let quarantined = number(), let unfinished = number(),
      [events, quarantined, unfinished].allSatisfy({ (0...1 << 40).contains($0) })
    else { return nil }
    let file = FileIdentity(
      device: UInt64(bitPattern: device), inode: UInt64(bitPattern: inode), size: size,
      modified_ns: modified_ns)
    return ImportLook(
      file, format: format, events: Int(events), quarantined: Int(quarantined),
      unfinished: unfinished)
  }

  mutating func run() -> ImportedRun? {
    guard let source = text(), let position = number(), let length = number(), length >= 0,
      let format = text(), let start = place(), let end = place(), let first = number(),
      let inode = number(), let events = number(), let quarantined = number(), let tail = number()
    else { return nil }
    var content = ImportedContent(
      format: format, from: start, to: end, first: UInt64(bitPattern: first),
      inode: UInt64(bitPattern: inode), events: Int(events), quarantined: Int(quarantined))
    content.tail = UInt32(truncatingIfNeeded: tail)
    let run = ImportedRun(
      content, source: source, at: Position(rawValue: position), length: length)
    return run.isPlausible ? run : nil
  }

  private mutating func place() -> ContentPlace? {
    guard let length = number(), let high = number(), let low = number(), let part = number() else {
      return nil
    }
    let digest = ContentDigest(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
    var place = ContentPlace(length: length, digest: digest)
    place.part = Int(part)
    return place
  }
}
