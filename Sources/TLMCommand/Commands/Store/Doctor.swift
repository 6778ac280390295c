import ArgumentParser
import Documents
import TLM

/// `tlm doctor`: whether the store is in order, and putting in order what can be.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at every file and every line of the store, and say what is wrong.",
    discussion: """
      It ends with 1 if anything is wrong: lines that are no events, segments that are not what \
      was sealed, a torn tail, damaged files, a rotation half done, hardly any disk. Looking \
      changes nothing. --fix finishes rotations, ends a torn tail, writes missing sums and STORE, \
      and takes waiting sources in; no other byte of the log changes.

      --json prints one document: store, reason, ok, identity, id, format, created, segments, \
      missing, unfinished_rotations, bases, unfinished_prune, torn_tail, damaged, waiting, events, blank, quarantined (the \
      first 1000 ranges), fields, checkpoints, deaths, skips, disk, index, fixed (after --fix), \
      findings (severity wrong or note, code, message). Keys are only ever added.

      Examples:
        tlm doctor
        tlm doctor --fix
        tlm doctor --json | jq -r '.findings[] | select(.severity == "wrong").message'
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Finish what dead writers left half done, then look again.")
  var fix = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    let repair = fix ? store.log.repair() : nil
    let report = try examine(store)
    let output = Output()
    if format.json {
      output.json(DoctorDocument(report, repair))
    } else {
      output.show(DoctorView.lines(of: report, repair, for: .output))
    }
    output.flush()
    if !report.isHealthy || repair?.failures.isEmpty == false { throw Failure.nothingFound }
  }

  private func examine(_ store: Store) throws -> StoreReport {
    // Every byte is read twice: for the sums, and for the lines.
    let bounds = try? store.log.bounds()
    let progress = Progress(
      "doctor", total: bounds.map { 2 * ($0.upperBound.rawValue - $0.lowerBound.rawValue) })
    defer { progress.finish() }
    var done: Int64 = 0
    return try store.examine { bytes in
      done += bytes
      progress.update(done)
    }
  }
}
