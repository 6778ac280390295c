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

/// Every system call of a redaction fails, or is the last one before the death of the process: the next
/// redaction comes to the same bytes, and nobody in between brings a line back.
@Suite struct RedactFaultTests {
  /// What any way must lead to.
  private struct Goal {
    let lines: [String]
    let inbox: [UInt8]
  }

  private func goal() throws -> Goal {
    let scene = try RedactScene(events: 20, hasArchive: true)
    _ = try scene.store.redact(scene.request)
    return Goal(
      lines: try scene.store.log.eventLines(), inbox: try Disk.bytes(scene.store.log.layout.inbox))
  }

  /// Strikes the nth call of a redaction; false where it makes fewer.
  private func strike(_ n: Int, _ effect: Faults.Effect, _ goal: Goal) throws -> Bool {
    let scene = try RedactScene(events: 20, hasArchive: true)
    let (_, struck) = Faults.strike(call: n, effect) { _ = try? scene.store.redact(scene.request) }
    guard let struck else { return false }
    let name = "\(effect) at call \(n) (\(struck))"

    // Others go on meanwhile: somebody drains, somebody appends.
    let store = try scene.reopened()
    try Disk.append(store.log.layout.inbox, "{\"event\":\"late\",\"n\":\(n)}\n")
    _ = try store.log.drain()
    let wasBegun = try store.log.hasUnfinishedRedaction
    let report = try store.redact(scene.request)

    #expect(report.finished == wasBegun, "\(name)")
    #expect(try scene.files() == [], "\(name)")
    let lines = try store.log.eventLines()
    #expect(lines.filter { !$0.contains("\"late\"") } == goal.lines, "\(name)")
    #expect(lines.count == goal.lines.count + 1, "\(name)")
    #expect(try Disk.bytes(store.log.layout.inbox).starts(with: goal.inbox), "\(name)")
    #expect(try store.log.drain().bytes == 0, "\(name)")
    let own = try store.log.lines().filter { $0.contains("\"event\":\"tlm.redacted\"") }
    #expect(own.count == 1, "\(name): \(own.count)")
    let left = try Folder.names(in: store.log.layout.log).filter {
      $0.hasSuffix(".new") || ["REDACTING", "BLANKING", "REBASING"].contains($0)
    }
    #expect(left == [], "\(name)")
    let found = try LogVerifier.verify(store.log, heads: scene.heads)
    #expect(found.faults == [] && found.heads.allSatisfy { $0.outcome == .holds }, "\(name)")
    return true
  }

  @Test(arguments: [Faults.Effect.death, .failure(EIO), .failure(ENOSPC)])
  func `a redaction that is hit at any call is finished by the next one`(
    effect: Faults.Effect
  ) throws {
    let watch = Stopwatch()
    let goal = try goal()
    var n = 1
    let step = OwnProcess.variable("TLM_SOAK") != nil ? 1 : effect == .death ? 17 : 37
    while try strike(n, effect, goal) { n += step }
    watch.report("[redact] \(effect): \(n) calls")
    #expect(n > 150)
  }
}
