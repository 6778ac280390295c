import Sealing
import TLM

/// A head, and what a look at a log for changes came to, for people.
enum SealView {
  /// The head stands alone, so that it can be copied.
  static func lines(of seal: SegmentSeal, for terminal: Terminal) -> [String] {
    [
      seal.head.description,
      terminal.styled("  taken \(seal.time); keep it elsewhere", .dim),
      terminal.styled("  store \(seal.store)", .dim),
    ]
  }

  static func lines(
    of found: LogVerification, _ lines: [LineDifference], for terminal: Terminal
  ) -> [String] {
    let read =
      "\(Numbers.bytes(found.bytes)) in \(Numbers.count(found.segments, "segment")), "
      + "\(found.sealed) sealed"
    var text: [String] = []
    let isGood = found.isWhole && found.faults.isEmpty
    let mark = isGood ? terminal.styled("whole", .green) : terminal.styled("changed", .red)
    text.append("\(found.isWhole && !isGood ? terminal.styled("whole", .green) : mark)  \(read)")
    for check in found.heads {
      text.append("  head at \(check.head.position.rawValue) \(words(check.outcome))")
    }
    for range in found.redacted {
      text.append(
        "  bytes \(range.lowerBound.rawValue)..<\(range.upperBound.rawValue): lines were redacted, as "
          + "tlm.redacted tells")
    }
    for fault in found.faults { text.append("  " + sentence(fault)) }
    for line in lines {
      text.append("  at \(line.position.rawValue)")
      text.append("    was  \(shown(line.before))")
      text.append("    is   \(shown(line.now))")
    }
    if found.heads.isEmpty {
      let note =
        found.sealed == 0
        ? ["  nothing says yet what the log was; begin with tlm seal"]
        : ["  compared with the seals beside it;", "  only a head kept elsewhere is proof"]
      text += note.map { terminal.styled($0, .dim) }
    }
    return text
  }

  private static func words(_ outcome: LogVerification.HeadCheck.Outcome) -> String {
    switch outcome {
    case .holds: "holds: all before it is what it was"
    case .broken: "does not hold"
    case .beyond: "lies beyond the end of the log"
    case .pruned: "lies before what is left of the log"
    }
  }

  private static func sentence(_ fault: LogVerification.Fault) -> String {
    let range = "\(fault.range.lowerBound.rawValue)..<\(fault.range.upperBound.rawValue)"
    return switch fault.kind {
    case .changed: "\(fault.file): bytes \(range) are not those that were sealed"
    case .missing: "\(fault.file): bytes \(range) are gone"
    case .added: "\(fault.file): bytes \(range) stand behind what was sealed"
    case .seal: "\(fault.file) is not what was sealed; the log may be"
    case .unknown: "\(fault.file): something in \(range) is not what it was"
    }
  }

  private static func shown(_ line: [UInt8]?) -> String {
    guard let line else { return "nothing" }
    return SafeText.of(String(decoding: line.prefix(160), as: UTF8.self))
      + (line.count > 160 ? "…" : "")
  }
}
