package import Events

/// Whether a log is what it was: by the heads that somebody kept, and by the seals beside its segments.
package struct LogVerification: Sendable, Equatable {
  /// A part of the log of which something is not as it was.
  package struct Fault: Sendable, Equatable {
    /// Which bytes of the log, whole blocks of a segment where no more is known.
    package let range: Range<Position>
    /// The file of the store that it is about, from `log/` on.
    package let file: String
    package let kind: Kind
  }

  package enum Kind: String, Sendable {
    /// Bytes are not those that were sealed.
    case changed
    /// Bytes are gone.
    case missing
    /// Bytes stand behind the end that was sealed, where none may.
    case added
    /// What was sealed is not to be read, or does not follow from what was sealed before; the log itself
    /// may be what it was.
    case seal
    /// A head does not hold, and no seal that is to be trusted says where.
    case unknown
  }

  /// A head, and whether the log is what it says.
  package struct HeadCheck: Sendable, Equatable {
    package let head: LogHead
    package let outcome: Outcome

    package enum Outcome: String, Sendable {
      /// Every byte before it is what it was.
      case holds
      case broken
      /// The log ends before it.
      case beyond
      /// What it covers was pruned; the chain of what is left does not reach it.
      case pruned
    }
  }

  /// Bytes that were read and hashed.
  package var bytes: Int64 = 0
  /// Segments, and how many of them have a seal that they match.
  package var segments = 0
  package var sealed = 0
  /// In the order of their positions.
  package var heads: [HeadCheck] = []
  /// In the order of the log.
  package var faults: [Fault] = []
  /// Blocks in which lines were blanked, as events in the log tell.
  package var redacted: [Range<Position>] = []
  /// Where what was read ends.
  package var end = Position.start

  package init() {}

  mutating func sortFaults() {
    faults.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.file) < (
        $1.range.lowerBound, $1.range.upperBound, $1.file
      )
    }
  }

  /// Whether the log is what it was, as far as anything says what it was.
  package var isWhole: Bool {
    faults.allSatisfy { $0.kind == .seal } && heads.allSatisfy { $0.outcome == .holds }
  }
}

extension LogVerification.Fault {
  /// - Parameter root: the store's folder.
  init(
    _ range: Range<Position>, at path: String, _ kind: LogVerification.Kind, below root: String
  ) {
    let file = path.hasPrefix(root) ? String(path.dropFirst(root.count + 1)) : path
    self.init(range: range, file: file, kind: kind)
  }

  /// The seal of the segment that it is about.
  var sealFile: String {
    file.hasSuffix(".jsonl") ? String(file.dropLast(5)) + "seal" : file
  }
}
