import Events
import Journal
import SystemCalls

extension SeenItems {
  /// The items in the end of a log, oldest first: whoever heard no answer before a restart sends the
  /// same again after it.
  ///
  /// - Parameter bytes: how much of the log is looked at.
  static func keys(inTheEndOf log: EventLog, bytes: Int64) throws(JournalError) -> [UInt64] {
    let bounds = try log.bounds()
    let start = try log.lineStart(
      atOrAfter: max(bounds.lowerBound.rawValue, bounds.upperBound.rawValue - bytes), in: bounds)
    var lines = try log.read(from: start, to: bounds.upperBound)
    var keys: [UInt64] = []
    while let chunk = try lines.next() {
      let bytes = chunk.bytes
      var place = 0
      while place < bytes.count {
        if let key = key(in: bytes, at: place) { keys.append(key) }
        guard let end = Newlines.first(in: bytes, from: place) else { break }
        place = end + 1
      }
    }
    return keys
  }

  /// The half of an id that the line of an item has behind its time and its name.
  private static func key(in bytes: Span<UInt8>, at start: Int) -> UInt64? {
    var place = start
    guard skip("{", in: bytes, &place) else { return nil }
    if skip("\"ts\":\"", in: bytes, &place) {
      guard let end = end(ofTextAt: place, in: bytes) else { return nil }
      place = end + 1
      guard skip(",", in: bytes, &place) else { return nil }
    }
    guard skip("\"event\":\"", in: bytes, &place), let end = end(ofTextAt: place, in: bytes)
    else { return nil }
    place = end + 1
    let isOwn = skip(",\"event_id\":\"otlp-", in: bytes, &place)
    return isOwn ? number(in: bytes, at: place) : nil
  }

  private static func skip(_ text: StaticString, in bytes: Span<UInt8>, _ place: inout Int) -> Bool
  {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    for index in 0..<count {
      // Sound: the text is as long as it says.
      if unsafe bytes[place + index] != text.utf8Start[index] { return false }
    }
    place += count
    return true
  }

  /// Where the quote stands that ends a text.
  private static func end(ofTextAt start: Int, in bytes: Span<UInt8>) -> Int? {
    var place = start
    while place < bytes.count, bytes[place] != Newlines.byte {
      if bytes[place] == UInt8(ascii: "\"") { return place }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private static func number(in bytes: Span<UInt8>, at start: Int) -> UInt64? {
    guard start + 16 <= bytes.count else { return nil }
    var number: UInt64 = 0
    for index in start..<start + 16 {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: number = number << 4 | UInt64(byte - 0x61 + 10)
      default: return nil
      }
    }
    return number
  }
}
