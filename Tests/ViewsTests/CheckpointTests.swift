import Events
import Testing

@testable import Folding
@testable import Views

@Suite struct CheckpointTests {
  private var checkpoint: Checkpoint {
    var milestone = Fold.Milestone()
    milestone.through = Position(rawValue: 12_345)
    milestone.events = 99
    milestone.quarantined = 2
    milestone.lastTime = Timestamp(rawValue: 1_770_000_000_000_000_000)
    milestone.clock.observe(Timestamp(rawValue: 1_770_000_000_000_000_000))
    return Checkpoint(
      identity: ProjectionIdentity(name: "seen", version: 1, parameters: Array("{}".utf8)),
      fingerprint: "abc", generation: 4, milestone: milestone,
      counts: ProjectionCounts(matched: 90, failed: 3, skipped: 1),
      skips: [Position(rawValue: 77)], anchor: LogAnchor(length: 4096, checksum: 7),
      made: Timestamp(rawValue: 1), state: Array("{i\u{2}}".utf8))
  }

  @Test func `what was written is read back`() throws {
    #expect(try Checkpoint(checkpoint.encoded()) == checkpoint)
  }

  @Test func `a changed byte, a missing one or one more is noticed wherever it is`() throws {
    let bytes = try checkpoint.encoded()

    for place in bytes.indices {
      for bit in [UInt8(1), 128] {
        var changed = bytes
        changed[place] ^= bit
        #expect(Checkpoint(changed) == nil, "byte \(place)")
      }
      #expect(Checkpoint(Array(bytes[..<place])) == nil)
    }
    #expect(Checkpoint(bytes + [0]) == nil)
  }

  @Test func `bytes that anybody could write are none`() {
    #expect(Checkpoint([]) == nil)
    let head = Array("tlmcp".utf8) + [1, 255, 255, 255, 255]
    #expect(Checkpoint(head + Digest.raw(head[...])) == nil)
    let empty = Array("tlmcp".utf8) + [1, 0, 0, 0, 0]
    #expect(Checkpoint(empty + Digest.raw(empty[...])) == nil)
  }
}
