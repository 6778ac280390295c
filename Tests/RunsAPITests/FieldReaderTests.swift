import Events
import Testing

@testable import RunsAPI

@Suite struct FieldReaderTests {
  @Test func `Of equal names the last counts, and every fault is told`() {
    var reader = FieldReader()
    let value: Value = .object([
      Member("duration_ms", "x"), Member("duration_ms", 5), Member("status", "done"),
      Member("items_failed", -1),
    ])
    let members = reader.members(of: value, RunFields.patched, at: ["body"])

    #expect(members == [Member("duration_ms", 5)])
    #expect(reader.faults.map(\.type) == ["value_error", "greater_than_equal"])
    #expect(reader.faults.map(\.place) == [["body", "status"], ["body", "items_failed"]])
  }

  @Test(arguments: [
    (Value.string(" 12 "), Int64(12)), (.double(3), 3), (.bool(true), 1), (.string("+7"), 7),
  ])
  func `A number may be written in several ways`(_ value: Value, _ number: Int64) throws {
    #expect(try CountReading.count(value) == number)
  }

  @Test(arguments: [
    Value.double(.infinity), .double(.nan), .double(1e300), .unsigned(.max), .string(""),
    .string("99999999999999999999"), .null, .integer(.min), .double(-0.5),
  ])
  func `What is no number of anything is none`(_ value: Value) {
    #expect(throws: Fault.self) { try CountReading.count(value) }
  }

  @Test func `A value that is long is not repeated whole`() {
    let long = Value.string(String(repeating: "🦆", count: 100_000))
    let fault = Fault("string_type", at: ["body"], "no", input: long)

    #expect(JSONWriter.text(of: fault.json).utf8.count < 4096)
  }

  @Test func `Every route has an address and a word of its own`() {
    let document = RunsOpenAPI.document
    let ids = (document["paths"]?.members ?? []).flatMap(\.value.members)
      .compactMap { $0.value["operationId"]?.text }

    #expect(ids.count == RunsRouteCatalog.all.count)
    #expect(Set(ids).count == ids.count)
  }
}
