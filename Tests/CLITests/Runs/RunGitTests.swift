import TLM
import TestSupport
import Testing

/// A run says which checkout it ran in, and what it made of it.
@Suite struct RunGitTests {
  private static let start = """
    export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b \
    GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
    git init -q -b trunk repo && cd repo && git commit -q --allow-empty -m one
    git remote add origin https://user:secret@example.com/team/repo.git
    """

  private func runs(_ sandbox: Sandbox, _ script: String) throws -> (Value, Value, [String]) {
    let result = try sandbox.shell(Self.start + "\n" + script)
    try #require(result.code == 0, "\(result.errors)")
    let runs = try sandbox.runs()
    return (try #require(runs.dropLast().last), try #require(runs.last), result.lines)
  }

  @Test func `branch and commit before and after are its own`() throws {
    let sandbox = try Sandbox()

    let (start, end, commits) = try runs(
      sandbox,
      "git rev-parse HEAD; mkdir deep; cd deep; tlm run -- sh -c "
        + "'git checkout -q -b topic; git commit -q --allow-empty -m two'; git rev-parse HEAD")

    #expect(start["git_repo"] == "https://example.com/team/repo.git")
    #expect(start["git_branch"] == "trunk" && start["git_commit_before"]?.text == commits[0])
    #expect(end["git_branch_after"] == "topic" && end["git_commit_after"]?.text == commits[1])
    #expect(end["git_commit_hash"]?.text == commits[1])
  }

  @Test(arguments: [
    "git pack-refs --all", "git checkout -q --detach", "git worktree add -q ../tree && cd ../tree",
    "git checkout -q -b deep/er/branch && git pack-refs --all && git commit -q --allow-empty -m two",
  ])
  func `a checkout of any kind is read as git reads it`(change: String) throws {
    let sandbox = try Sandbox()

    let (start, end, told) = try runs(
      sandbox,
      "\(change) && git rev-parse HEAD && git rev-parse --abbrev-ref HEAD && tlm run -- true")

    #expect(start["git_commit_before"]?.text == told[0])
    #expect(start["git_branch"]?.text == (told[1] == "HEAD" ? nil : told[1]))
    #expect(end["git_commit_after"]?.text == told[0] && end["git_commit_hash"] == nil)
  }

  @Test func `outside of a checkout there is nothing of git`() throws {
    let sandbox = try Sandbox()

    try #require(try sandbox.tlm("run", "true").code == 0)

    for run in try sandbox.runs() { #expect(!run.names.contains { $0.hasPrefix("git_") }) }
  }
}
