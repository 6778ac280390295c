import Events
import Testing

@testable import Server

@Suite struct RouteTests {
  @Test func `Every route has an address and a word of its own in the document`() {
    let document = OpenAPI.document(of: RouteCatalog.all)
    var ids: [String] = []
    for path in document["paths"]?.members ?? [] {
      for operation in path.value.members {
        ids.append(operation.value["operationId"]?.text ?? "")
      }
    }

    #expect(ids.count == RouteCatalog.all.count)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `Nothing is told to strangers, and nothing is taken without a bound`() {
    for route in RouteCatalog.all {
      switch route.permission {
      case .look:
        #expect(["/health", "/openapi.json", "/assets/{name}"].contains(route.path.description))
      case .tell: #expect(route.method == "POST")
      case .approve: #expect(route.path.description.hasPrefix("/v1/mode/"))
      case .read, .change: break
      }
      #expect(route.bodyLimit <= 64 << 20)
    }
  }

  @Test(arguments: [
    "[{\"event\":\"a\"},{\"event\":\"b\"}]", "{\"event\":\"a\"}\n{\"event\":\"b\"}",
    "{\"event\":\"a\"}\n\n{\"event\":\"b\"}\n", " [ {\"event\":\"a\"} , {\"event\":\"b\"} ] ",
  ])
  func `Events are posted as lines or as an array`(_ body: String) throws {
    let events = try PostedEvents(Array(body.utf8))

    #expect(events.count == 2)
  }

  @Test func `An object over several lines is one event`() throws {
    let events = try PostedEvents(Array("{\n  \"event\": \"a\"\n}\n".utf8))

    #expect(events.count == 1)
    #expect(events.lines == Array("{\"event\":\"a\"}\n".utf8))
  }

  @Test(arguments: ["", "\n", "[]", "[1]", "no", "{\"event\":\"a\"}\n{", "[{}", "\"a\""])
  func `What is no event is refused whole`(_ body: String) {
    #expect(throws: RequestError.self) { try PostedEvents(Array(body.utf8)) }
  }

  @Test(arguments: ["tlm.skip", "mode_transition", "control_effect"])
  func `A name that is tlm's own is refused`(_ name: String) throws {
    let error = try #require(
      #expect(throws: RequestError.self) {
        try PostedEvents(Array("{\"event\":\"a\"}\n{\"event\":\"\(name)\"}".utf8))
      })

    #expect(error.code == "reserved")
    #expect(error.message.contains("line 2"))
  }
}
