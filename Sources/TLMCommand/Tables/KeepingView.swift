import Keeping
import TLM

/// What came of a backup, and of a store that was made of one, for people.
enum KeepingView {
  static func lines(of backup: Backup, for terminal: Terminal) -> [String] {
    var lines = [
      SafeText.of(backup.path),
      "  \(Numbers.bytes(backup.bytes)) in \(Numbers.count(backup.segments, "segment")), "
        + "\(Numbers.bytes(backup.copied)) copied",
      terminal.styled("  \(backup.head)", .dim),
    ]
    if !backup.removed.isEmpty {
      lines.append("  \(Numbers.count(backup.removed.count, "older backup")) removed")
    }
    for name in backup.damaged {
      lines.append(
        terminal.styled("  \(name) is not what it was sealed as", .red))
    }
    return lines
  }

  static func lines(of restored: Restored, for terminal: Terminal) -> [String] {
    var lines = [
      SafeText.of(restored.path),
      "  \(Numbers.bytes(restored.bytes)) in \(Numbers.count(restored.segments, "segment"))",
      terminal.styled("  store \(restored.store)", .dim),
    ]
    if let origin = restored.origin { lines.append(terminal.styled("  of \(origin)", .dim)) }
    for range in restored.missing {
      lines.append(
        terminal.styled(
          "  missing: positions \(range.lowerBound.rawValue)..<\(range.upperBound.rawValue)",
          .red))
    }
    for name in restored.damaged {
      lines.append(
        terminal.styled("  damaged: \(SafeText.of(name)), taken as it is", .red))
    }
    return lines
  }
}
