package import Events
import SystemCalls

/// One base of a log as a look at its files found it.
package struct BaseReport: Sendable, Equatable {
  package enum Condition: String, Sendable {
    /// It stands for the lines that are gone.
    case inForce = "in_force"
    /// Nothing needs it; the next prune takes it away.
    case spare
    /// Its head is damaged, or a part of it.
    case damaged
  }

  /// Where the oldest line stands for which it was made.
  package var cut: Position
  package var bytes: Int64
  package var condition: Condition
  /// The part that is damaged; nil: its head, or none.
  package var part: String?
}

extension EventLog {
  /// Every base, oldest first; all their bytes are looked at.
  func lookAtBases() throws(SystemError) -> [BaseReport] {
    // What cannot be read is damaged, and told as such.
    let inForce = ((try? LogBase.inForce(layout)) ?? nil)?.cut
    var reports: [BaseReport] = []
    for cut in try LogBase.cuts(in: layout) {
      var report = BaseReport(
        cut: cut, bytes: try FileStatus.of(layout.base(cut))?.size ?? 0, condition: .spare)
      if cut == inForce { report.condition = .inForce }
      do throws(JournalError) {
        if let base = try LogBase.open(at: cut, of: layout) {
          report.part = try base.firstDamage()
          if report.part != nil { report.condition = .damaged }
        } else {
          report.condition = .damaged
        }
      } catch { report.condition = .damaged }
      reports.append(report)
    }
    return reports
  }
}
