import Documents
import Relay
import SystemCalls
import TLM
import TestSupport
import Testing

@Suite struct PullDocumentTests {
  private let scratch = Scratch()
  private let now = Timestamp("2026-05-01T10:02:00.000000Z") ?? .current

  /// A hub that has all of one origin, and a part of another that it waits for.
  private func hub() throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    var other = PulledLog("fedcba9876543210fedcba9876543210")
    other.host = "build-8"
    try PulledLog().pull(["{\"event\":\"said\"}", "{\"event\":\"done\"}"], into: log)
    try other.pull(["{\"event\":\"said\"}"], into: log)
    let report: Value = [
      "stream": "tlm", "engine": "nats://127.0.0.1:4222", "time": "2026-05-01T10:01:00.000000Z",
      "connected": true,
      "origins": [
        [
          "origin": .string(other.origin), "host": "build-8", "store": "work", "version": "1.0",
          "place": .string(PulledLog.place(17).text), "verified": .string(PulledPlace.start.text),
          "lines": 1, "gaps": 1, "head": .string(head(of: other.origin)),
          "waiting_since": "2026-05-01T10:00:30.000000Z",
          "reason": "the origin has lines that are missing, and does not answer",
        ]
      ],
    ]
    try Folder.make(log.layout.relay)
    try Disk.write(
      log.layout.relay + "/pull-tlm.json", Array((JSONWriter.text(of: report) + "\n").utf8))
    return log
  }

  private func head(of origin: String) -> String {
    let chain = String(repeating: "ab", count: 32)
    let words = #""host":"build-8","store":"work","version":"1.0""#
    return #"{"origin":"\#(origin)","position":120,"offset":51,"lines":3,"chain":"\#(chain)","#
      + words + #","time":"2026-05-01T10:00:00.000000Z"}"#
  }

  @Test func `status says by origin what is pulled, verified and missing`() throws {
    let log = try hub()

    let status = try RelayStatus(of: log, stream: "tlm", now: now)

    try Golden.check("RelayStatusDocument", RelayStatusDocument(status))
    #expect(status.waiting == 1 && status.sum.bytes == 34)
  }

  @Test func `who accepts gaps is told which they are`() throws {
    let accepted = AcceptedGaps(
      gaps: 2, through: Position(rawValue: 4711), origins: [PulledLog().origin], by: "ada",
      reason: "pruned there")

    try Golden.check("AcceptedGapsDocument", AcceptedGapsDocument(accepted))
  }

  @Test func `a pull says what came of it`() throws {
    let log = try hub()

    let report = try #require(PullReport(of: "tlm", in: log))

    try Golden.check("PullDocument", PullDocument(report))
  }
}
