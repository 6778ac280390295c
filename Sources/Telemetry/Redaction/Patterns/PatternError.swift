/// Why a pattern cannot be used, in one sentence that says where in it the mistake is.
public struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of mistake it is.
  public enum Code: Sendable, Hashable {
    /// Something that opens is not closed, or the other way around.
    case unbalanced
    /// A sign of repetition that has nothing to repeat.
    case nothingToRepeat
    /// Bounds that are no numbers, too large or the wrong way around.
    case badBounds
    /// An escape or a class that this kind of pattern does not have.
    case unsupported
    /// The pattern takes more room than any may.
    case tooLarge
    /// The pattern matches nothing but the empty text.
    case empty
    /// The name of a pattern is none.
    case badName
  }

  /// What kind of mistake it is.
  public let code: Code
  /// The place of the mistake: characters of the pattern before it.
  public let place: Int
  /// What is wrong and what to write instead.
  public let message: String

  public var description: String { message }
}
