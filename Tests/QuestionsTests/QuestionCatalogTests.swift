import Questions
import SystemCalls
import TLM
import TestSupport
import Testing

struct QuestionCatalogTests {
  @Test func `names are fit for tools, routes and parameters, and no two are the same`() {
    let names = QuestionCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
    for question in QuestionCatalog.all {
      for name in [question.name] + question.parameters.map(\.name) {
        #expect(name.utf8.allSatisfy { 0x61...0x7a ~= $0 || $0 == 0x5f }, "\(name)")
      }
      let parameters = question.parameters.map(\.name)
      #expect(Set(parameters).count == parameters.count, "\(question.name)")
      for sentence in [question.sentence] + question.parameters.map(\.sentence) {
        #expect(sentence.hasSuffix("."), "\(question.name): \(sentence)")
      }
    }
  }

  @Test func `every question that is written is listed`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    var written: Set<String> = []
    for folder in ["Work", "Events", "Control", "Projections", "Schema"] {
      let path = "\(root)/Sources/Questions/\(folder)"
      for name in try Folder.names(in: path) where name.hasSuffix("Question.swift") {
        let text = try Disk.text("\(path)/\(name)")
        for line in text.split(separator: "\n") where line.hasSuffix("= NamedQuestion(") {
          let words = line.split(separator: " ")
          if let place = words.firstIndex(of: "let") { written.insert(String(words[place + 1])) }
        }
      }
    }
    #expect(written == Set(QuestionCatalog.all.map(\.name)))
  }

  @Test func `a schema says what may be given, and what comes of it`() throws {
    let trace = try QuestionCatalog.named("trace")
    #expect(trace.inputSchema["required"] == ["id"])
    #expect(trace.inputSchema["additionalProperties"] == false)
    #expect(trace.inputSchema["properties"]?["limit"]?["default"] == 50)
    #expect(trace.shape.schema["properties"]?["spans"]?["type"] == "array")
  }
}
