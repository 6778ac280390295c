import Documents
import TLM
import Testing

@Suite struct StoreDocumentTests {
  @Test func `init says which store there is`() throws {
    let scene = try Scene()
    let identity = try scene.store.log.identity()

    try Golden.check(
      "InitDocument",
      [
        ("new", InitDocument(store: "/store", identity, isNew: true).json),
        ("old", InitDocument(store: "/store", identity, isNew: false).json),
      ], masking: ["id"])
  }

  @Test func `an index says how it stands, before it is built and after`() throws {
    let scene = try Scene()
    let before = try scene.store.indexStatus()
    try scene.store.rebuildIndex()
    let after = try scene.store.indexStatus()

    try Golden.check(
      "IndexDocument",
      [
        ("new", IndexDocument(before).json),
        ("built", IndexDocument(after, elapsed: .milliseconds(1500)).json),
      ], masking: ["bytes"])
  }

  @Test func `doctor tells what a store is like, and what was mended`() throws {
    let scene = try Scene()
    let report = try scene.store.examine()
    let repair = scene.store.log.repair()

    try Golden.check(
      "DoctorDocument",
      [
        ("looked", DoctorDocument(report).json),
        ("mended", DoctorDocument(report, repair).json),
      ], masking: ["store", "id", "created", "free_bytes"])
  }
}
