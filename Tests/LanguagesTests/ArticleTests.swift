import TLM
import TestSupport
import Testing

/// The article shows the files that are tested, and the README a line that works.
@Suite struct ArticleTests {
  private let scratch = Scratch()

  /// The code blocks of a text that name a language.
  private func blocks(_ text: String) -> [String] {
    let parts = text.split(separator: "\n```", omittingEmptySubsequences: false)
    return parts.dropFirst().enumerated().compactMap { place, part in
      guard place % 2 == 0, let end = part.firstIndex(of: "\n"), end > part.startIndex else {
        return nil
      }
      return part[part.index(after: end)...] + "\n"
    }
  }

  @Test func `every block of the article is a file of the examples`() throws {
    let article = try Disk.text(Tree.root + "/Sources/TLM/TLM.docc/AnyLanguage.md")
    let files = Language.allCases.map(\.emitter)
    let shown = files + [Tree.root + "/Examples/integrations/structlog_tlm.py"]

    let blocks = blocks(article)

    #expect(try blocks == shown.map { try Disk.text($0) })
  }

  @Test func `the lines of the README are events`() throws {
    let readme = try Disk.text(Tree.root + "/README.md")
    let section = try #require(
      readme.split(separator: "\n## From any language\n").dropFirst().first)
    let block = try #require(blocks(String(section.split(separator: "\n## ")[0])).first)
    _ = try scratch.tlm("init")

    let setUp = "ln -s '\(Tree.root)/Examples' Examples; "
    let result = try scratch.run(["/bin/bash", "-euc", setUp + block])

    #expect(result.code == 0, "\(result.errors)")
    #expect(try scratch.counts() == ["deploy": 2])
  }
}
