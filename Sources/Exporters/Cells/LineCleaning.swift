import Events
import SystemCalls

/// Lines as every reader of JSON takes them.
///
/// A log may have lines that DuckDB and others refuse, with the whole file: names that come twice, and
/// escapes of half a surrogate pair. Of the names the last counts, as everywhere in tlm, and the half
/// pair becomes U+FFFD.
enum LineCleaning {
  /// Adds the line of an event without its newline.
  static func append(line event: borrowing Event, to bytes: inout [UInt8]) {
    let fields = event.fields
    let areDistinct = event.areNamesPlainlyDistinct
    for index in fields.indices where !areDistinct && !event.isLastMember(index) {
      return appendLastMembers(of: event, to: &bytes)
    }
    append(event.line, to: &bytes)
  }

  private static func appendLastMembers(of event: borrowing Event, to bytes: inout [UInt8]) {
    var isFirst = true
    bytes.append(UInt8(ascii: "{"))
    let fields = event.fields
    for index in fields.indices where event.isLastMember(index) {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      RestOfEvent.append(fields[index], of: event, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Adds JSON with whole surrogate pairs only.
  static func append(_ json: Span<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while let escape = nextEscape(in: json, from: index) {
      index = escape + 2
      guard json[escape + 1] == UInt8(ascii: "u"), let unit = unit(in: json, at: escape) else {
        continue
      }
      index = escape + 6
      if unit & 0xFC00 == 0xD800, let low = self.unit(in: json, at: index), low & 0xFC00 == 0xDC00 {
        index += 6
      } else if unit & 0xF800 == 0xD800 {
        bytes.append(json.extracting(start..<escape))
        bytes.append("\\ufffd")
        start = index
      }
    }
    bytes.append(json.extracting(start..<json.count))
  }

  /// Where the next backslash stands that has a character behind it.
  private static func nextEscape(in json: Span<UInt8>, from start: Int) -> Int? {
    guard let place = ByteSearch.first(UInt8(ascii: "\\"), in: json, from: start) else {
      return nil
    }
    return place + 1 < json.count ? place : nil
  }

  /// The unit that `\uXXXX` at a place stands for; nil for anything else.
  private static func unit(in json: Span<UInt8>, at place: Int) -> UInt16? {
    guard place + 6 <= json.count, json[place] == UInt8(ascii: "\\"),
      json[place + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for offset in 2..<6 {
      let digit = json[place + offset] | 0x20
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(digit - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(digit - 0x57)
      default: return nil
      }
    }
    return unit
  }
}
