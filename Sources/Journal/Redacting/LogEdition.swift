import Events
import SystemCalls

/// How often lines of a log were blanked, in `log/EDITION`. Positions and lengths are the same in every
/// edition; what was folded of an earlier one, or indexed, is not of this one.
enum LogEdition {
  static func bytes(_ edition: Int) -> [UInt8] {
    let text = "tlm edition \(edition)"
    return Array("\(text) \(Checksum.text(Checksum.crc32c(Array(text.utf8).span)))\n".utf8)
  }

  /// nil for anything but the bytes that were written.
  static func number(_ file: [UInt8]) -> Int? {
    let words = String(decoding: file, as: UTF8.self).split(separator: " ")
    guard words.count == 4, let number = Int(words[2]), bytes(number) == file else { return nil }
    return number
  }
}

extension EventLog {
  /// The edition of the log; 0 where nothing was ever blanked.
  package var edition: Int {
    // What cannot be read says as little as what is not there.
    let bytes = (try? Folder.contents(of: layout.edition, limit: 4096)).flatMap { $0 }
    return bytes.flatMap(LogEdition.number) ?? 0
  }
}
