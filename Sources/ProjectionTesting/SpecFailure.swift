/// What a projection did not do as it should.
public struct SpecFailure: Error, Sendable, CustomStringConvertible {
  /// Which expectation or law was broken.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The word that stands in messages.
    public let description: String

    /// `then` expected another state or report.
    public static let unexpected = Code(description: "unexpected")
    /// A handler threw, or did not throw where `thenFails` expected it.
    public static let handlerThrew = Code(description: "handler")
    /// A state is not the same after it was encoded and decoded.
    public static let reload = Code(description: "reload")
    /// A fold that goes on from a stored state ends in another state.
    public static let splits = Code(description: "splits")
    /// An event that came twice did not do what it should.
    public static let repeats = Code(description: "repeats")
    /// A line that the projection does not know changed its state.
    public static let unknownEvents = Code(description: "unknown events")
    /// The state depends on how the log is cut into chunks, or on how many threads take part.
    public static let chunks = Code(description: "chunks")
    /// The same log gave two states in one process.
    public static let determinism = Code(description: "determinism")
    /// The same log gave another digest in another process.
    public static let processes = Code(description: "processes")
    /// An event made a handler trap.
    public static let strangeEvents = Code(description: "strange events")
    /// The program that should fold in another process could not be run.
    public static let program = Code(description: "program")

    /// So that `catch SpecFailure.Code.splits` matches a failure of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? SpecFailure)?.code == code
    }
  }

  /// Which expectation or law was broken, for programs.
  public let code: Code
  /// What happened, at which line or split.
  public let message: String
  /// Where the states differ.
  public let differences: [StateDifference]
  /// What differs: the state, the report, the counts.
  private let subject: String

  init(
    _ code: Code, _ message: String, _ differences: [StateDifference] = [],
    what subject: String = "the state"
  ) {
    self.code = code
    self.message = message
    self.differences = differences
    self.subject = subject
  }

  /// How many differences the description lists.
  static let listedDifferences = 12

  public var description: String {
    var text = message
    if !differences.isEmpty { text += "; \(subject) differs:" }
    for difference in differences.prefix(Self.listedDifferences) { text += "\n  \(difference)" }
    let more = differences.count - Self.listedDifferences
    if more > 0 { text += "\n  and \(more) more" }
    return text
  }
}
