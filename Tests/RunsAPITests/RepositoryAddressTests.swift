import Testing

@testable import RunsAPI

@Suite struct RepositoryAddressTests {
  @Test(arguments: [
    ("git@github.com:o/r.git", "https://github.com/o/r"),
    ("https://github.com/o/r.git/", "https://github.com/o/r"),
    ("HTTPS://GitHub.com/o/r", "https://GitHub.com/o/r"),
    ("https://me:secret@gitlab.com/g/r", "https://gitlab.com/g/r"),
    (" https://git.example.org/r ", "https://git.example.org/r"),
  ])
  func `A repository has a page where it is on the web`(_ text: String, _ page: String) {
    #expect(RepositoryAddress.repository(text) == page)
  }

  @Test(arguments: [
    "", "/srv/git/r", "ssh://git@github.com/o/r", "http://github.com/o/r", "javascript:alert(1)",
    "https://", "https://github.com", "https://github.com/", "git@github.com",
    "https://a b/c", "https://github.com/\"><script>", "https://github.com/o\nr",
  ])
  func `What is on no web server has none`(_ text: String) {
    #expect(RepositoryAddress.repository(text) == nil)
    #expect(RepositoryAddress.commit("abcdef1", of: text) == nil)
  }

  @Test func `Each host has its own way to a commit, and the hash cannot leave it`() {
    #expect(
      RepositoryAddress.commit("a1b2c3d", of: "git@bitbucket.org:o/r")
        == "https://bitbucket.org/o/r/commits/a1b2c3d")
    #expect(
      RepositoryAddress.commit("../?x#y", of: "https://github.com/o/r")
        == "https://github.com/o/r/commit/..%2F%3Fx%23y")
    #expect(RepositoryAddress.commit("a1b2c3d", of: "https://example.org/o/r") == nil)
  }
}
