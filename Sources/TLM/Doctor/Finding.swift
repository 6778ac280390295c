/// One thing that a look at a store brought up.
package struct Finding: Sendable, Equatable {
  package enum Severity: String, Sendable {
    /// Something is lost, damaged or left half done.
    case wrong
    /// Worth knowing.
    case note
  }

  package let severity: Severity
  /// A stable word for programs.
  package let code: String
  /// What it is and what to do, in one sentence.
  package let message: String

  /// Less free disk than this is wrong, and less than that is a note.
  static let wrongFreeBytes: Int64 = 100 << 20
  static let fewFreeBytes: Int64 = 1 << 30

  static func all(in report: StoreReport) -> [Finding] {
    var findings = Findings()
    findings.addIdentity(report.files)
    findings.addSegments(report.files)
    findings.addBases(report.files)
    findings.addStrange(report.files)
    findings.addDoors(report.files)
    findings.addTails(report.files)
    findings.addLines(report.lines)
    findings.addRelay(report.lines.relayGaps, report.stalled)
    findings.addProjections(report)
    findings.addIndex(report.index)
    findings.addDisk(report.files.disk)
    findings.addNotes(report)
    findings.addInboxes(report.files)
    findings.addVariables(report.variables)
    return findings.wrong + findings.notes + unreadable(report.lines.unreadable)
  }
}

/// The findings of one report as they are collected.
struct Findings {
  private(set) var wrong: [Finding] = []
  private(set) var notes: [Finding] = []

  mutating func wrong(_ code: String, _ message: String) {
    wrong.append(Finding(severity: .wrong, code: code, message: message))
  }

  mutating func note(_ code: String, _ message: String) {
    notes.append(Finding(severity: .note, code: code, message: message))
  }

  func count(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  mutating func addIdentity(_ files: LogInspection) {
    switch files.identity {
    case .missing: wrong("store-missing", "log/STORE is missing; --fix writes it anew")
    case .damaged: wrong("store-damaged", "log/STORE is damaged; --fix writes it anew")
    case .present(let identity) where identity.format > StoreIdentity.currentFormat:
      wrong(
        "newer-format",
        "the store has format \(identity.format) and this tlm writes "
          + "\(StoreIdentity.currentFormat); install a newer tlm to write to it")
    case .present: break
    }
  }

  mutating func addSegments(_ files: LogInspection) {
    for segment in files.segments {
      if let failure = segment.failure {
        wrong("unreadable", "the segment at \(segment.base) cannot be read: \(failure)")
        continue
      }
      if segment.excess > 0 {
        wrong(
          "excess",
          "the segment at \(segment.base) has \(segment.excess) bytes behind the start of the next "
            + "one; nothing reads them")
      }
      switch segment.sum {
      case .missing:
        wrong("sum-missing", "the segment at \(segment.base) has no sum; --fix writes it")
      case .damaged:
        wrong(
          "sum-damaged",
          "the sum of the segment at \(segment.base) is damaged; --fix writes it anew")
      case .differs(let place, let length):
        wrong(
          "sum-differs",
          "the segment at \(segment.base) is not what was sealed: the \(length) bytes at \(place) "
            + "changed; compare with a backup")
      case .same, .notYet: break
      }
    }
    for base in files.unfinishedRotations {
      wrong(
        "unfinished-rotation",
        "the sealing of the segment at \(base) stopped; the next append, or --fix, finishes it")
    }
    for range in files.missing {
      wrong(
        "missing-range",
        "the positions from \(range.lowerBound) to \(range.upperBound) have no bytes: a segment was "
          + "cut or is gone")
    }
    for failure in files.failures { wrong("unreadable", failure) }
  }

  mutating func addStrange(_ files: LogInspection) {
    for file in files.strange {
      let what =
        switch file.reason {
        case .link: "is a link"
        case .kind: "is of another kind than tlm makes there"
        case .owner: "belongs to another user"
        case .secondName: "has a second name (a hard link) elsewhere"
        }
      wrong(
        "strange-file",
        "\(file.name) \(what); tlm goes without it and leaves it alone: look at it, then remove it")
    }
  }

  mutating func addTails(_ files: LogInspection) {
    if let tail = files.tornTail {
      wrong(
        "torn-tail",
        "half a line of \(tail.upperBound.rawValue - tail.lowerBound.rawValue) bytes stands at "
          + "\(tail.lowerBound); the next append, or --fix, keeps it in damaged/ and ends it")
    }
    if !files.damaged.isEmpty {
      let bytes = files.damaged.reduce(0) { $0 + $1.bytes }
      wrong(
        "damaged-files",
        "damaged/ keeps \(count(files.damaged.count, "file")), \(count(bytes, "byte")); look at "
          + "what is there and then delete it")
    }
  }

  mutating func addLines(_ lines: LineInspection) {
    if lines.quarantined > 0 {
      wrong(
        "quarantined",
        "\(count(lines.quarantined, "range")) of the log, \(count(lines.damagedBytes, "byte")), cannot "
          + "be read as events; readers skip them, and no other line is harmed")
    }
    if lines.passedOver > 0 {
      note(
        "passed-over",
        "\(count(lines.passedOver, "range")) of sources, \(count(lines.passedOverBytes, "byte")), can be "
          + "no line and \(lines.passedOver == 1 ? "was" : "were") passed over; tlm query --event tlm.skipped "
          + "says where, and damaged/ keeps how a long line begins")
    }
    if lines.foreignControl > 0 {
      note(
        "foreign-control",
        "\(count(lines.foreignControl, "event")) that came through a source, the first at "
          + "\(lines.firstForeignControl?.description ?? "?"), \(lines.foreignControl == 1 ? "has" : "have") "
          + "a name that only tlm may give (\(ReservedName.prefixes.map { $0 + "*" }.joined(separator: ", "))): "
          + "shown and counted, they change no mode, skip nothing and start nothing")
    }
    for failure in lines.failures { wrong("unreadable", failure) }
  }

  mutating func addProjections(_ report: StoreReport) {
    let projections = report.projections
    if projections.damaged > 0 {
      wrong(
        "checkpoint-damaged",
        "\(count(projections.damaged, "kept state")) cannot be used: bytes were changed, or another "
          + "tlm wrote them; the next replay folds anew, or delete views/")
    }
    if let failure = projections.failure { wrong("views-unreadable", failure) }
    for death in projections.deaths {
      note(
        "death",
        "a process died while it handled the event at \(death.position) for \(death.projection); "
          + "if that happens again, the event is passed over")
    }
    for skip in report.lines.skips {
      note(
        "skip",
        "\(skip.projection) passes over the event at \(skip.position), because handling it ended "
          + "processes")
    }
  }

  mutating func addIndex(_ index: IndexStatus?) {
    guard let index, let reason = index.reason else { return }
    switch index.condition {
    case .damaged:
      wrong(
        "index-damaged",
        "\(reason); nothing is lost: the next reader makes it anew, and so does tlm index rebuild")
    case .unavailable: note("no-index", reason)
    case .good, .missing: break
    }
  }

  mutating func addDisk(_ disk: DiskSpace?) {
    guard let disk else { return }
    let mebibytes = disk.freeBytes >> 20
    if disk.freeBytes < Finding.wrongFreeBytes {
      wrong("disk-full", "the disk has \(mebibytes) MiB left; free some space")
    } else if disk.freeBytes < Finding.fewFreeBytes {
      note("disk-low", "the disk has \(mebibytes) MiB left")
    }
    if disk.isReadOnly {
      note("read-only", "the store cannot be written here: it is read as far as it goes")
    }
  }

  mutating func addNotes(_ report: StoreReport) {
    for source in report.files.waiting {
      note(
        "waiting",
        "\(source.name) has \(source.bytes) bytes that are not in the log yet; the next command "
          + "that may write, or --fix, takes them in")
    }
    for miss in report.nearMisses {
      note("near-miss", "\(miss.name) (\(miss.count)): did you mean \(miss.meant)?")
    }
  }
}
