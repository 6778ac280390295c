import Documents
import TLM
import Testing

@Suite struct SensorDocumentTests {
  private static let load = "perf_system_cpu_load"

  @Test func `a snapshot has every sensor that was asked for`() throws {
    let scene = try Scene()
    let reader = try SensorReader(of: scene.store)
    let asked = [Self.load, "safety_tool_high_risk_calls", "perf_system_memory_usage"]

    try Golden.check(
      "SnapshotDocument",
      [
        ("few", SnapshotDocument(try reader.snapshot(of: asked, at: Scene.later)).json),
        ("all", SnapshotDocument(try reader.snapshot(at: Scene.later)).json),
      ])
  }

  @Test func `a series has its points in the order of time`() throws {
    let scene = try Scene()
    let reader = try SensorReader(of: scene.store)

    let points = try reader.series(of: Self.load, window: 600, at: Scene.later)

    #expect(!points.isEmpty)
    try Golden.check("SeriesDocument", SeriesDocument(points))
  }

  @Test func `a sensor says where it reads`() throws {
    let scene = try Scene()
    let reader = try SensorReader(of: scene.store)
    let cases = try reader.snapshot(at: Scene.later).entries.map { entry in
      let summary = try reader.summary(of: entry.sensor.id, at: Scene.later)
      return (entry.sensor.id, SensorDocument(entry, summary, at: Scene.later).json)
    }

    try Golden.check("SensorDocument", cases)
  }
}
