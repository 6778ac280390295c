import Events

/// What stands in a git checkout: of which repository, on which branch, at which commit.
struct GitFacts: Sendable, Equatable {
  /// Where the repository comes from; the checkout's own folder where it comes from nowhere.
  var repository: String?
  /// nil where none is checked out.
  var branch: String?
  /// nil before the first one.
  var commit: String?

  /// Members of the beginning of a run.
  var before: [Member] {
    Self.members([
      ("git_repo", repository), ("git_branch", branch), ("git_commit_before", commit),
    ])
  }

  /// Members of its end. A commit that came meanwhile is the run's own.
  func after(_ before: GitFacts?) -> [Member] {
    let own = commit == before?.commit ? nil : commit
    return Self.members([
      ("git_branch_after", branch), ("git_commit_after", commit), ("git_commit_hash", own),
    ])
  }

  private static func members(_ pairs: [(name: String, text: String?)]) -> [Member] {
    pairs.compactMap { pair in pair.text.map { Member(pair.name, .string($0)) } }
  }
}
