import CSimdJSON
public import Events

/// A range of bytes that is no event: reported, counted and skipped, and harming no neighbour.
public struct Quarantine: Sendable, Hashable {
  /// Why a range is no event. The words are stable; reports and tools match them.
  public enum Reason: String, Sendable, CaseIterable, Codable {
    /// Not JSON.
    case notJSON = "not-json"
    /// JSON, but an array, a string, a number or a word.
    case notAnObject = "not-an-object"
    /// Bytes that are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// More than 1023 objects and arrays inside each other.
    case tooDeep = "too-deep"
    /// NULs at the start of a line, as a crash of the machine leaves them.
    case nulRun = "nul-run"
    /// Longer than the longest line that is read.
    case tooLong = "too-long"

    init(code: UInt32) {
      switch code {
      case TLM_NOT_AN_OBJECT.rawValue: self = .notAnObject
      case TLM_INVALID_UTF8.rawValue: self = .invalidUTF8
      case TLM_TOO_DEEP.rawValue: self = .tooDeep
      case TLM_NUL_RUN.rawValue: self = .nulRun
      case TLM_TOO_LONG.rawValue: self = .tooLong
      default: self = .notJSON
      }
    }
  }

  /// Where the range begins in the log.
  public let position: Position
  /// Bytes of the range, without the newline.
  public let length: Int
  /// Why it is no event.
  public let reason: Reason

  /// A range of bytes that a reader of lines found to be no event.
  public init(position: Position, length: Int, reason: Reason) {
    self.position = position
    self.length = length
    self.reason = reason
  }
}
