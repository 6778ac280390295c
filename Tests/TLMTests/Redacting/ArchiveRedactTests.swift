import Archives
import Sealing
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import TLM

/// What was pruned and kept is redacted like the log, and can be put back.
@Suite struct ArchiveRedactTests {
  @Test func `a segment that was blanked in the archive is put back as it was but for that`() throws
  {
    let scene = try RedactScene(events: 40, hasArchive: true)
    let store = scene.store
    #expect(try store.redact(scene.request).archived == [.start])
    for round in 0..<2 {
      #expect(try store.restoreArchive() == [.start], "round \(round)")
      let heads = scene.earlyHeads + scene.heads + [try LogSealer(store.log).takeHead().head]

      let found = try LogVerifier.verify(store.log, heads: heads)

      #expect(found.faults == [] && found.isWhole, "round \(round): \(found)")
      #expect(found.redacted.contains { $0.lowerBound == .start })
      let path = store.log.layout.segment(.start)
      let bytes = try Disk.bytes(path)
      for place in [3, bytes.count / 2, bytes.count - 3] {
        var changed = bytes
        changed[place] ^= 1
        try Disk.write(path, changed)
        let found = try LogVerifier.verify(store.log, heads: heads)
        #expect(found.faults.contains { $0.kind == .changed && $0.range.lowerBound == .start })
      }
      try Disk.write(path, bytes)
      chmod(path, 0o400)
      // The first one alone goes again.
      let size = try store.log.bounds().upperBound.rawValue - 1
      var request = Store.PruneRequest(PruneRules(maxSize: size))
      request.isArchiving = true
      #expect(try store.prune(request).segments == [.start])
    }
  }

  @Test func `what was pruned and kept is blanked, too, and comes back blank`() throws {
    let scene = try RedactScene(hasArchive: true)
    #expect(try scene.files().contains { $0.hasPrefix("archive/") })
    #expect(try scene.files().contains { $0.hasSuffix(".base") })
    let sick = try RedactScene.wrong(scene.store)

    let report = try scene.store.redact(scene.request)

    #expect(report.archived == [.start])
    #expect(try scene.files() == [] && report.warnings == [])
    #expect(try scene.store.log.bounds().lowerBound > .start)
    let archive = scene.store.archive
    for segment in try archive.segments() { #expect(try archive.verify(segment) == .good) }
    #expect(try scene.store.restoreArchive() == [.start])
    #expect(try RedactScene.wrong(scene.store) == sick)
    let restored = try RedactScene.bytes(scene.store.log)
    #expect(RedactScene.blanked(restored) == restored)
    #expect(restored.split(separator: 0x0A).count > 30)
  }
}
