import Journal
import TLM
import Testing

@Suite struct FindingTests {
  private func findings(_ change: (inout LogInspection) -> Void) -> [Finding] {
    var files = LogInspection()
    files.identity = .present(StoreIdentity(id: "7", created: Timestamp(rawValue: 0)))
    change(&files)
    let place = StoreLocation(path: "/store", reason: .option)
    return StoreReport(location: place, files: files, lines: LineInspection()).findings
  }

  @Test func `a store without a flaw has no findings`() {
    #expect(findings { _ in }.isEmpty)
  }

  @Test(arguments: [
    (Int64(99 << 20), "disk-full", Finding.Severity.wrong),
    (Int64(1023 << 20), "disk-low", Finding.Severity.note),
  ])
  func `little free disk is told`(free: Int64, code: String, severity: Finding.Severity) {
    let found = findings { $0.disk = DiskSpace(freeBytes: free, isReadOnly: false) }

    #expect(found.map(\.code) == [code])
    #expect(found.map(\.severity) == [severity])
  }

  @Test func `a disk with room says nothing`() {
    #expect(findings { $0.disk = DiskSpace(freeBytes: 1 << 30, isReadOnly: false) }.isEmpty)
  }

  @Test func `a store that cannot be written is worth a note`() {
    let found = findings { $0.disk = DiskSpace(freeBytes: 1 << 40, isReadOnly: true) }

    #expect(found.map(\.code) == ["read-only"])
    #expect(found.allSatisfy { $0.severity == .note })
  }

  @Test func `a store of a newer format is wrong for this tlm`() {
    let found = findings {
      $0.identity = .present(
        StoreIdentity(id: "7", format: 99, created: Timestamp(rawValue: 0)))
    }

    #expect(found.map(\.code) == ["newer-format"])
  }

  @Test func `variables of other programs are named, each with what to set instead`() {
    let names = [
      "TELEMETRY_DB_PATH", "PATH", "TELEMETRY_WHAT", "AGENT_OWNER", "TELEMETRY_API_PORT",
      "TELEMETRY_API_WORKERS", "METRICS_API_URL",
    ]
    let found = StoreReport(
      location: StoreLocation(path: "/store", reason: .option), files: LogInspection(),
      lines: LineInspection(), variables: ForeignVariables.remarks(on: names)
    ).findings.filter { $0.code == "foreign-variable" }

    #expect(
      found.map { $0.message.prefix { $0 != " " } } == [
        "TELEMETRY_API_WORKERS", "TELEMETRY_DB_PATH", "TELEMETRY_WHAT",
      ])
    #expect(found.allSatisfy { $0.severity == .note })
    #expect(found[1].message.contains("TLM_STORE"))
  }

  @Test func `wrong things come before notes`() {
    let found = findings {
      $0.waiting = [.init(name: "in.jsonl", bytes: 3)]
      $0.missing = [Position(rawValue: 5)..<Position(rawValue: 9)]
    }

    #expect(found.map(\.code) == ["missing-range", "waiting"])
  }
}
