import Archives
import Documents
import Keeping
import Sealing
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

  @Test func `a prune says what went, and what becomes of whom`() throws {
    let scene = try Scene()
    _ = try scene.store.rebuild([EventCounts(), Runs()])
    var request = Store.PruneRequest(PruneRules(olderThan: .seconds(86_400)))
    request.isDryRun = true
    request.isArchiving = true
    let outlook = try scene.store.prune(request, at: .current)
    request.isDryRun = false
    let report = try scene.store.prune(request, at: .current)
    let segments = try scene.store.archive.segments()
    let verdicts = try segments.map { try scene.store.archive.verify($0) }
    let restored = try scene.store.restoreArchive()

    try Golden.check(
      "PruneDocument",
      [("outlook", PruneDocument(outlook).json), ("pruned", PruneDocument(report).json)],
      masking: ["base_bytes"])
    try Golden.check(
      "ArchiveDocument",
      [
        ("listed", ArchiveDocument(segments).json),
        ("verified", ArchiveDocument(segments, verdicts).json),
      ], masking: ["packed_bytes"])
    try Golden.check(
      "UnarchivedDocument",
      [
        ("put back", UnarchivedDocument(restored, files: [], first: .start).json),
        ("written", UnarchivedDocument(restored, files: ["old/0.jsonl"], first: .start).json),
      ])
  }

  @Test func `a redaction says what was blanked, where, and what is left`() throws {
    let scene = try Scene()
    var request = Store.RedactRequest(reason: "asked for")
    request.positions = [.start]
    request.isDryRun = true
    let outlook = try scene.store.redact(request)
    request.isDryRun = false
    let report = try scene.store.redact(request)

    try Golden.check(
      "RedactDocument",
      [("outlook", RedactDocument(outlook).json), ("redacted", RedactDocument(report).json)])
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

  @Test func `a head, and what a look for changes came to`() throws {
    let scene = try Scene()
    let seal = try LogSealer(scene.store.log).takeHead()
    let whole = try LogVerifier.verify(scene.store.log, heads: [seal.head])
    let other = LogHead(position: seal.head.position, value: ChainValue(beginningOf: "other"))
    let broken = try LogVerifier.verify(scene.store.log, heads: [other])
    let line = LineDifference(position: .start, now: Array("{}".utf8), before: nil)
    let masked: Set<String> = ["store", "chain", "head", "time"]

    try Golden.check("SealDocument", SealDocument(seal), masking: masked)
    try Golden.check(
      "LogVerificationDocument",
      [
        ("whole", LogVerificationDocument(whole).json),
        ("broken", LogVerificationDocument(broken, lines: [line]).json),
      ], masking: masked)
  }

  @Test func `a backup, and a store that was made of it`() throws {
    let scene = try Scene()
    let folder = scene.store.location.path + "-backups"
    let backup = try Backup.make(of: scene.store.log, in: folder)
    var restored = try Restoring.restore(backup.path, to: scene.store.location.path + "-again")
    restored.missing = [.start..<Position(rawValue: 12)]
    restored.damaged = ["/old/log/00000000000000000012.jsonl"]

    let masked: Set<String> = ["store", "origin", "head", "path"]
    try Golden.check("BackupDocument", BackupDocument(backup), masking: masked)
    try Golden.check("RestoredDocument", RestoredDocument(restored), masking: masked)
  }
}
