import TLM

/// What a verification came to, for people.
enum VerificationView {
  static func lines(of verification: Verification, for terminal: Terminal) -> [String] {
    let name = verification.projection
    let mark =
      verification.isGood ? terminal.styled("same ", .green) : terminal.styled("wrong", .red)
    let digest = verification.ways.first.map { $0.replay.digest.description.prefix(12) } ?? ""
    let ways = verification.ways.map(\.name).joined(separator: ", ")
    return ["\(mark)  \(name)  \(digest)  \(terminal.styled(ways, .dim))"]
      + verification.problems.map { "       \($0)" }
      + verification.notes.map { "       " + terminal.styled($0, .dim) }
  }
}
