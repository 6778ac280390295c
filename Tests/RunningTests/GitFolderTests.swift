import Testing

@testable import Running

@Suite struct GitFolderTests {
  @Test(arguments: [
    ("https://u:p@host/x.git", "https://host/x.git"), ("https://t@host/x@y", "https://host/x@y"),
    ("git@host:team/x.git", "git@host:team/x.git"), ("/a/b@c", "/a/b@c"),
    ("ssh://git@host:22/x", "ssh://host:22/x"), ("https://host/a@b", "https://host/a@b"),
  ])
  func `an address is kept without who goes there`(address: String, kept: String) {
    #expect(GitFolder.withoutUser(address) == kept)
  }

  @Test func `outside of a checkout there is none`() {
    #expect(GitFolder(around: "/dev") == nil && GitFolder(around: "/") == nil)
  }
}
