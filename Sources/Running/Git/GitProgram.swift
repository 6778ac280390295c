import SystemCalls

/// What git itself says of a checkout whose references are not kept in files.
enum GitProgram {
  /// Longer than this nobody waits for it.
  private static let timeout = Duration.seconds(2)

  /// The facts with branch and commit, as far as there is a git that tells them.
  static func facts(of folder: String, _ known: GitFacts) -> GitFacts {
    var facts = known
    let program = Program(
      ["git", "-C", folder, "rev-parse", "HEAD", "--abbrev-ref", "HEAD"],
      // It takes no lock and asks nobody.
      variables: [("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0")], timeout: timeout,
      keepsOutput: true)
    let end = ProgramRun.run(program) { true }
    let words = end.output.split(separator: " ").map(String.init)
    guard end.cause == .exited(0), words.count == 2 else { return facts }
    facts.commit = words[0]
    facts.branch = words[1] == "HEAD" ? nil : words[1]
    return facts
  }
}
