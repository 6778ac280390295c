import Events
import Journal
import OTLP
import SystemCalls
import TestSupport
import Testing

@testable import Ingest

/// What is answered when the log cannot take what comes, and what is there afterwards.
@Suite struct IngestStoreTests {
  private let logs = Sent.logs(Sent.record("a"), Sent.record("b"), Sent.record("c"))

  /// One that writes through a function, which may fail.
  private func ingest(
    _ append: @escaping OTLPIngest.Append
  ) -> OTLPIngest {
    OTLPIngest(OTLPIngest.Settings(), append: append)
  }

  private func take(_ ingest: OTLPIngest, _ body: Value) -> OTLPIngest.Answer {
    ingest.take(
      .logs, contentType: "application/json", contentEncoding: nil,
      body: Array(JSONWriter.text(of: body).utf8))
  }

  @Test(arguments: [
    (JournalError.Code.full, "30"), (.readOnly, "30"), (.noStore, "30"), (.busy, "1"),
    (.fileTooLarge, "30"), (.system, "5"), (.newerFormat, "30"), (.syncFailed, "5"),
  ])
  func `a log that cannot be written is 503 and says when to come again`(
    code: JournalError.Code, seconds: String
  ) throws {
    let answer = take(
      ingest { (_) throws(JournalError) in throw JournalError(code, "the reason, and what to do") },
      logs)

    #expect(answer.status == 503 && answer.header("retry-after") == seconds)
    #expect(answer.json == ["code": 14, "message": "the reason, and what to do"])
    #expect(answer.grpc.status == 14 && answer.appended == 0)
    // RetryInfo, as gRPC's clients look for it.
    let details = try #require(answer.grpc.details)
    let text = String(decoding: details, as: UTF8.self)
    #expect(text.contains("type.googleapis.com/google.rpc.RetryInfo"))
    #expect(details.suffix(2) == [0x08, UInt8(seconds)!])
  }

  @Test func `what the disk did not confirm is known to nobody before it does`() throws {
    let receiver = try Receiver()
    let (confirmed, isBroken) = (Guarded<[Position]>([]), Guarded(true))
    let log = receiver.log
    let ingest = OTLPIngest(
      OTLPIngest.Settings(),
      confirm: { (start) throws(JournalError) in
        if isBroken.withLock({ $0 }) { throw JournalError(.syncFailed, "not yet; wait") }
        confirmed.withLock { $0.append(start) }
      },
      append: { (lines) throws(JournalError) in
        let receipt = try log.append(lines: lines)
        guard isBroken.withLock({ $0 }) else { return receipt }
        var error = JournalError(.syncFailed, "the disk did not confirm them; wait")
        error.position = receipt.position
        throw error
      })

    let first = take(ingest, logs)
    let second = take(ingest, logs)
    isBroken.withLock { $0 = false }
    let third = take(ingest, logs)
    let fourth = take(ingest, logs)

    #expect(first.status == 503 && second.status == 503)
    #expect(third.status == 200 && third.known == 3 && fourth.known == 3)
    #expect(confirmed.withLock { $0 } == [.start])
    #expect(try receiver.events().count == 3)
  }

  @Test func `what is written again is what stood there`() throws {
    let receiver = try Receiver()
    _ = take(receiver.ingest, logs)
    let before = try receiver.log.eventLines()

    try receiver.log.writeAgain(from: .start)
    try receiver.log.writeAgain(from: try receiver.log.bounds().upperBound)

    #expect(try receiver.log.eventLines() == before)
  }

  @Test func `what a log had that is gone comes in again`() throws {
    let receiver = try Receiver()
    let identity = Guarded<String?>("one")
    let log = receiver.log
    let ingest = OTLPIngest(
      OTLPIngest.Settings(), identity: { identity.withLock { $0 } },
      append: { (lines) throws(JournalError) in
        if identity.withLock({ $0 == nil }) { throw JournalError(.noStore, "there is none") }
        return try log.append(lines: lines)
      })
    _ = take(ingest, logs)

    let known = take(ingest, logs)
    identity.withLock { $0 = nil }
    let gone = take(ingest, logs)
    identity.withLock { $0 = "two" }
    let other = take(ingest, logs)

    #expect(known.known == 3 && gone.status == 503 && other.appended == 3)
  }

  @Test func `what failed comes in when it is sent again`() throws {
    let receiver = try Receiver()
    let isFull = Guarded(true)
    let log = receiver.log
    let ingest = ingest { (lines) throws(JournalError) in
      if isFull.withLock({ $0 }) { throw JournalError(.full, "the disk is full; make room") }
      return try log.append(lines: lines)
    }

    let refused = take(ingest, logs)
    isFull.withLock { $0 = false }
    let taken = take(ingest, logs)

    #expect(refused.status == 503 && taken.status == 200 && taken.appended == 3)
    #expect(try receiver.events().count == 3)
  }

  @Test func `of a batch that the disk took in part the rest comes in when it is sent again`()
    throws
  {
    let receiver = try Receiver()
    let calls = Guarded(0)
    let log = receiver.log
    let ingest = ingest { (lines) throws(JournalError) in
      let call = calls.withLock { count in
        count += 1
        return count
      }
      guard call == 1 else { return try log.append(lines: lines) }
      let end = lines.firstIndex(of: 0x0A)! + 1
      try log.append(lines: Array(lines[..<end]))
      throw JournalError(.partlyWritten, "the disk failed after one line", wholeLines: 1)
    }

    let refused = take(ingest, logs)
    let taken = take(ingest, logs)

    #expect(refused.status == 503 && taken.appended == 2 && taken.known == 1)
    #expect(try receiver.events().map { $0["event"] } == ["a", "b", "c"])
  }

  @Test func `the same that another request is just bringing has to wait`() throws {
    let receiver = try Receiver()
    let log = receiver.log
    let inner = Guarded<OTLPIngest.Answer?>(nil)
    let itself = Guarded<OTLPIngest?>(nil)
    let logs = logs
    let ingest = ingest { (lines) throws(JournalError) in
      if let other = itself.withLock({ $0 }) {
        let answer = other.take(
          .logs, contentType: "application/json", contentEncoding: nil,
          body: Array(JSONWriter.text(of: logs).utf8))
        inner.withLock { $0 = answer }
      }
      return try log.append(lines: lines)
    }
    itself.withLock { $0 = ingest }

    let outer = take(ingest, logs)
    let waited = inner.withLock { $0 }

    #expect(waited?.status == 503 && waited?.header("retry-after") == "1")
    #expect(outer.appended == 3)
    itself.withLock { $0 = nil }
    #expect(take(ingest, logs).known == 3)
    #expect(try receiver.events().count == 3)
  }

  @Test func `a store that was removed is 503, and one that was made anew takes all`() throws {
    let receiver = try Receiver()
    let json = Array(JSONWriter.text(of: logs).utf8)
    #expect(receiver.take(.logs, logs).appended == 3)

    Scratch.remove(receiver.scratch.store)
    let other = Sent.logs(Sent.record("d"))
    let gone = receiver.take(.logs, other)
    let made = try EventLog.create(receiver.scratch.store)
    let ingest = OTLPIngest(made)
    let again = ingest.take(
      .logs, contentType: "application/json", contentEncoding: nil, body: json)

    #expect(gone.status == 503 && gone.header("retry-after") != nil)
    #expect(again.appended == 3)
  }

  @Test func `so many are remembered at most, the newest`() {
    var seen = SeenItems(limit: 100)
    let ids = (0..<1000).map { ItemID(high: UInt64($0), low: 0) }

    for id in ids { seen.insert(id.high) }

    #expect(ids.suffix(50).allSatisfy { seen.state(of: $0) == .known })
    #expect(ids.prefix(900).allSatisfy { seen.state(of: $0) == .new })
  }

  @Test func `names with quotes and lines of others do not hide what came in before a restart`()
    throws
  {
    let receiver = try Receiver()
    try receiver.log.append([.numbered(1)])
    let body = Sent.logs(
      Sent.record(#"a "name" with \ in it"#), Sent.record("ünï"), Sent.record("late", at: 2))
    receiver.take(.logs, body)
    try receiver.log.append(lines: Array("no json\n{}\n{\"event\":\"x\n".utf8))

    let keys = try SeenItems.keys(inTheEndOf: receiver.log, bytes: 1 << 20)
    let some = try SeenItems.keys(inTheEndOf: receiver.log, bytes: 200)

    #expect(keys.count == 3 && some.count < 3)
    #expect(
      OTLPIngest(receiver.log).take(
        .logs, contentType: "application/json", contentEncoding: nil,
        body: Array(JSONWriter.text(of: body).utf8)
      ).known == 3)
  }
}
