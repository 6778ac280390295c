import SystemCalls
import TLM

/// The clock of a place, by the system's tables of time zones (RFC 8536).
struct NamedZone: Sendable {
  /// Instants from which on a clock is set otherwise, in order, and how far ahead of UTC it is then.
  private var changes: [(from: Int64, offset_s: Int64)] = []
  private var first_s: Int64 = 0
  /// What holds behind the last of them.
  private var rule: ZoneRule?

  /// The zone of a name such as `Europe/Berlin`; nil where the system has none.
  init?(_ name: String, in folder: String? = nil) {
    let isName = name.utf8.allSatisfy {
      let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
      return isLetter || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "/_+-".utf8.contains($0)
    }
    let folder = folder ?? StoreLocation.variable("TZDIR") ?? "/usr/share/zoneinfo"
    guard isName, !name.isEmpty, !name.hasPrefix("/"),
      // What cannot be read is no zone.
      let bytes = (try? Folder.contents(of: "\(folder)/\(name)", limit: 1 << 20)).flatMap({ $0 })
    else { return nil }
    self.init(bytes: bytes)
  }

  /// - Parameter bytes: those of a table, in its second form or a later one.
  init?(bytes: [UInt8]) {
    guard let old = Head(bytes, at: 0), old.version >= UInt8(ascii: "2"),
      let head = Head(bytes, at: Head.size + old.bytes(ofTime: 4))
    else { return nil }
    let start = Head.size + old.bytes(ofTime: 4) + Head.size
    let kinds = start + head.changes * 8
    let types = kinds + head.changes
    let end = start + head.bytes(ofTime: 8)
    guard end <= bytes.count, head.types > 0 else { return nil }
    let offsets = (0..<head.types).map { Self.number(bytes, types + $0 * 6, 4) }
    first_s = offsets[0]
    for index in 0..<head.changes {
      let kind = Int(bytes[kinds + index])
      guard kind < offsets.count else { return nil }
      changes.append((Self.number(bytes, start + index * 8, 8), offsets[kind]))
    }
    let footer = bytes[end...].split(separator: 10, omittingEmptySubsequences: false)
    if footer.count > 1 { rule = ZoneRule(String(decoding: footer[1], as: UTF8.self)) }
  }

  /// Seconds that the clock is ahead of UTC at an instant.
  func offset_s(at second: Int64) -> Int64 {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].from <= second { low = middle + 1 } else { high = middle }
    }
    if low == changes.count, let rule { return rule.offset_s(at: second) }
    return low == 0 ? first_s : changes[low - 1].offset_s
  }

  /// A whole number with its sign, big end first.
  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64 {
    let all = bytes[start..<start + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return count == 4 ? Int64(Int32(truncatingIfNeeded: all)) : Int64(bitPattern: all)
  }

  /// What a table says of itself first: how much of everything it has.
  private struct Head {
    static let size = 44
    let version: UInt8
    private let counts: [Int]

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, bytes.count >= start + Self.size,
        bytes[start...].starts(with: "TZif".utf8)
      else { return nil }
      version = bytes[start + 4]
      counts = (0..<6).map { Int(NamedZone.number(bytes, start + 20 + $0 * 4, 4)) }
      guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
    }

    var changes: Int { counts[3] }
    var types: Int { counts[4] }

    /// How long the data behind it are.
    func bytes(ofTime size: Int) -> Int {
      counts[3] * (size + 1) + counts[4] * 6 + counts[5] + counts[2] * (size + 4) + counts[1]
        + counts[0]
    }
  }
}
