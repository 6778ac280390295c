import TLM

/// What a verification came to, for people and for programs.
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

  static func document(_ verification: Verification) -> Value {
    [
      "projection": .string(verification.projection), "ok": .bool(verification.isGood),
      "ways": .array(
        verification.ways.map { way in
          [
            "way": .string(way.name), "digest": .string(way.replay.digest.description),
            "through": way.replay.through.map { .integer($0.rawValue) } ?? .null,
            "events": .integer(Int64(way.replay.events)),
            "matched": .integer(Int64(way.replay.matched)),
            "failed": .integer(Int64(way.replay.failed)),
            "skipped": .integer(Int64(way.replay.skipped)),
            "quarantined": .integer(Int64(way.replay.quarantined)),
          ]
        }),
      "problems": .array(verification.problems.map { .string($0) }),
      "notes": .array(verification.notes.map { .string($0) }),
    ]
  }
}
