import Events
import Journal
import Lines
import SystemCalls

/// A look at how a file of a folder begins: whether that is worth an import.
enum BeginningLook {
  private static let first = 4 << 10
  /// Where a first line is longer than that.
  private static let further = 64 << 10

  /// Whether a file is packed, empty, begins with an object, or has one among its first lines.
  ///
  /// Of a file that was cut at its front, as rotation by size and copytruncate do, the first line is
  /// torn, and all others are good.
  static func findsLines(_ path: String) -> Bool {
    // What cannot be read is told by whoever opens it.
    guard let file = try? Descriptor.open(path, .read, kind: .anything),
      let start = try? file.bytes(at: 0, count: first)
    else { return true }
    if Packing(start) != .none || beginsAsObject(start) || hasObject(start) { return true }
    guard start.count == first, Newlines.count(in: start.span) < 2,
      let more = try? file.bytes(at: 0, count: further)
    else { return false }
    return hasObject(more)
  }

  private static func beginsAsObject(_ start: [UInt8]) -> Bool {
    var text = start[...]
    if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
    let first = text.first { $0 != 0x20 && !(9...13).contains($0) }
    return first == nil || first == UInt8(ascii: "{")
  }

  private static func hasObject(_ lines: [UInt8]) -> Bool {
    LineParser().parse(LineChunk(lines)).count > 0
  }
}
