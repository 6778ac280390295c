import Documents
import TLM
import Testing

@Suite struct ProjectionDocumentTests {
  private static let sampled = """
    {"ts":"2026-02-13T10:00:00Z","event":"tick","sample_rate":0.25}
    {"ts":"2026-02-13T10:00:01Z","event":"tick","sample_rate":0.25}
    {"ts":"2026-02-13T10:00:02Z","event":"tick","sample_rate":"half"}
    {"ts":"2026-02-13T10:00:03Z","event":"tock"}

    """

  @Test func `a projection says what it is`() throws {
    try Golden.check(
      "ProjectionDocument",
      [
        ("named", try ProjectionDocument(of: Issues()).json),
        ("all", try ProjectionDocument(of: EventCounts()).json),
      ])
  }

  @Test func `a replay says its report or its state, and what it rests on`() throws {
    let scene = try Scene()
    let replay = try #require(try scene.store.replay([Issues.self]).first)
    let sampled = try Scene(Self.sampled)
    let counts = try sampled.store.replay([EventCounts.self])

    try Golden.check(
      "ReplayDocument",
      [
        ("report", ReplayDocument(replay, elapsed: .milliseconds(1500)).json),
        ("state", ReplayDocument(replay, showsState: true).json),
        ("sampled", ReplayDocument(try #require(counts.first)).json),
      ])
  }

  @Test func `a status says how far a projection has come`() throws {
    let scene = try Scene()
    _ = try scene.store.rebuild([Issues()])
    let statuses = try scene.store.projectionStatus()
      .filter { ["issues", "runs"].contains($0.projection) }

    try Golden.check(
      "StatusDocument",
      statuses.map { ($0.projection, StatusDocument($0, at: Scene.later).json) },
      masking: ["made", "progressed", "generation"])
  }

  @Test func `a verification names its ways`() throws {
    let scene = try Scene()

    try Golden.check(
      "VerificationDocument", VerificationDocument(try scene.store.verify(Issues())))
  }

  @Test func `rows come with their keys, and with where to go on`() throws {
    let scene = try Scene()
    let rows = try scene.store.rows(of: Issues())
    let all = try rows.page(limit: 10) { _, _ in true }

    try Golden.check(
      "RowsDocument",
      [
        ("all", try RowsDocument(.init(rows: all, isLast: true), of: rows).json),
        ("page", try RowsDocument(.init(rows: all, isLast: false), of: rows).json),
      ])
  }

  @Test func `a new package says where it is`() throws {
    try Golden.check(
      "NewProjectionDocument",
      NewProjectionDocument(
        package: "/here/build-times", projection: "build-times", type: "BuildTimes",
        sources: "/tlm"))
  }
}
