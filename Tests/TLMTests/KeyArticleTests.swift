import TestSupport
import Testing

@testable import TLM

/// The articles name the keys that tie events together as their one table does.
@Suite struct KeyArticleTests {
  private func article(_ name: String) throws -> String {
    let tests = #filePath.dropLast("/TLMTests/KeyArticleTests.swift".count)
    return try Disk.text(tests.dropLast("/Tests".count) + "/Sources/TLM/TLM.docc/\(name).md")
  }

  @Test func `the article of dialects has every spelling of a key, in order`() throws {
    let dialects = try article("Dialects")

    for key in CorrelationKey.all {
      let spellings = key.keys.map { "`\($0.spelling)`" }.joined(separator: ", ")
      #expect(dialects.contains("| \(spellings) | string |"), "\(key.name)")
    }
  }

  @Test func `the article of the index names the keys that it lists`() throws {
    let index = try article("TheIndex")

    for key in CorrelationKey.all {
      guard case .listed? = key.index else { continue }
      #expect(index.contains("`\(key.name)`"), "\(key.name)")
    }
  }
}
