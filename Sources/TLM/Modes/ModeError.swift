/// Why a mode was not changed, in one sentence.
public struct ModeError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure this is.
  public struct Code: Sendable, Hashable {
    private enum Name: Sendable, Hashable { case otherEdge, noProposal, expired }
    private let name: Name

    /// The policy has no edge from the mode in force to that one.
    public static let otherEdge = Code(name: .otherEdge)
    /// Nobody has made a proposal of that id.
    public static let noProposal = Code(name: .noProposal)

    /// The proposal waited for a person until its expiry.
    public static let expired = Code(name: .expired)

    /// So that `catch ModeError.Code.otherEdge` matches an error of that code.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? ModeError)?.code == code
    }
  }

  /// What kind of failure it is, for programs.
  public let code: Code
  /// What is wrong, and what to do.
  public let message: String

  public var description: String { message }

  static func otherEdge(from: String, to: String, _ policy: Policy) -> ModeError {
    if from == to { return ModeError(code: .otherEdge, message: "the mode is \(to) already") }
    let ways = policy.edges.filter { $0.from == from }.map(\.to)
    return ModeError(
      code: .otherEdge,
      message: "no edge leads from \(from) to \(to); "
        + (ways.isEmpty
          ? "none leads out of \(from): add one to the rule file under edges"
          : "from \(from) one can go to \(ways.joined(separator: ", "))"))
  }

  static func noProposal(_ id: String) -> ModeError {
    ModeError(
      code: .noProposal,
      message: "there is no proposal \(id); tlm query --event mode_transition_proposed shows all")
  }

  static func expired(_ id: String, at time: Timestamp) -> ModeError {
    ModeError(
      code: .expired,
      message: "proposal \(id) expired at \(time), so a yes does nothing; the rules propose it "
        + "again when they may, and tlm mode set changes the mode by hand")
  }
}
