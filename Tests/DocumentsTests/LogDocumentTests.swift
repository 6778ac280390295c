import Analysis
import Documents
import TLM
import Testing

@Suite struct LogDocumentTests {
  @Test func `events stand there with their positions, and how they were found`() throws {
    let scene = try Scene()
    var query = Query()
    query.limit = 2
    var found: [EventDocument] = []
    let explanation = try scene.store.query(query) { event in
      found.append(EventDocument(event))
      return true
    }
    let how = ExplanationDocument(explanation)

    try Golden.check("EventDocument", found[0])
    try Golden.check(
      "EventsDocument",
      [
        ("plain", EventsDocument(found).json), ("explained", EventsDocument(found, how).json),
        ("page", EventsDocument([], next: .some(Position(rawValue: 91))).json),
        ("last page", EventsDocument([], next: .some(nil)).json),
      ])
    try Golden.check(
      "CountDocument",
      [
        ("plain", CountDocument(explanation.matched).json),
        ("explained", CountDocument(explanation.matched, how).json),
      ])
    let condition = try Language.condition(
      "event = a and n > 1", in: LanguageContext(now: Scene.later))
    let parted = HowFound(Filter(), [("event = a and n > 1", condition)])
    try Golden.check(
      "ExplanationDocument",
      [("plain", how.json), ("parted", ExplanationDocument(explanation, parted).json)])
  }

  @Test func `an append without a condition counts`() throws {
    try Golden.check(
      "AppendedDocument",
      [
        ("some", AppendedDocument(lines: 3, bytes: 120, quarantined: 1).json),
        ("none", AppendedDocument(lines: 0, bytes: 0, quarantined: 0).json),
      ])
  }

  @Test func `a conditional append says what it wrote, and what stood against it`() throws {
    let scene = try Scene("")
    let event = NewEvent(
      "paid", at: Scene.later, fields: [Member("stream", "order-7")])
    let other = NewEvent("paid", at: Scene.later, fields: [Member("amount", 7)])
    let first = try scene.store.append(event, key: "k")
    let again = try scene.store.append(event, key: "k")
    let changed = try scene.store.append(other, key: "k")
    let expected = try scene.store.append(
      [event], onlyIf: [.expecting(stream: "order-7", revision: 1)])

    try Golden.check(
      "ReceiptDocument",
      [
        ("first", ReceiptDocument(first).json), ("again", ReceiptDocument(again).json),
        ("changed", ReceiptDocument(changed).json), ("expected", ReceiptDocument(expected).json),
      ])
    let conflict = try #require(throws: AppendError.self) {
      try scene.store.append([event], onlyIf: [.expecting(stream: "order-7", revision: 1)])
    }
    try Golden.check("ConflictDocument", ConflictDocument(conflict))
  }
}
