import Questions
import TLM
import TestSupport
import Testing

struct PageTests {
  @Test(arguments: [false, true])
  func `pages one after the other have every event once, in both directions`(
    newestFirst: Bool
  ) throws {
    let asked = try Asked()
    let all = try asked.document(
      "query", [("limit", "1000"), ("newest_first", "\(newestFirst)")])

    var positions: [Value] = []
    var cursor: Value? = nil
    repeat {
      var given = [("limit", "17"), ("newest_first", "\(newestFirst)")]
      if case .integer(let place)? = cursor { given.append(("cursor", "\(place)")) }
      let page = try asked.document("query", given.map { (name: $0.0, value: $0.1) })
      positions += page["events"].elements.compactMap { $0["position"] }
      cursor = page["next"]
    } while cursor != .null && positions.count < 1000

    #expect(positions.prefix(1000) == all["events"].elements.compactMap { $0["position"] }[...])
  }

  @Test func `a tail goes on where it left off, and has what came since`() throws {
    let asked = try Asked()
    guard case .integer(let next)? = try asked.document("tail", [("limit", "3")])["next"] else {
      throw Command.Failure(description: "a tail has no next")
    }
    let cursor = ("cursor", "\(next)")
    #expect(try asked.document("tail", [cursor])["count"] == 0)

    _ = try asked.tlm(["emit", "came_since"])

    let since = try asked.document("tail", [cursor])
    #expect(since["events"].elements.map { $0["event"]?["event"] } == ["came_since"])
    #expect(try asked.document("tail", [("cursor", "999999999999")])["count"] == 0)
  }

  @Test func `a page has the room that its reader has, and one event at least`() throws {
    let asked = try Asked()
    let question = try QuestionCatalog.named("query")
    var given = try QuestionArguments(query: [("limit", "100")], for: question.parameters)

    given.room = 1

    let page = try question.answer(asked.store(), given)
    #expect(page["count"] == 1)
    #expect(page["next"] != .null)
  }

  @Test func `a list that is too long is cut, and says where it goes on`() throws {
    let asked = try Asked()
    let whole = try asked.document("sessions", [("limit", "1000")])
    guard case .object(let sessions)? = whole["sessions"], sessions.count > 2 else {
      throw Command.Failure(description: "there are too few sessions in Tests/Data")
    }
    #expect(whole["next"] == nil)

    let page = try asked.document("sessions", [("limit", "1"), ("offset", "1")])

    #expect(page["next"] == 2)
    #expect(page["sessions"] == .object([sessions[1]]))
  }
}

extension Value? {
  var elements: [Value] { if case .array(let elements)? = self { elements } else { [] } }
}
