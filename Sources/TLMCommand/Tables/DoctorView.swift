import Documents
import TLM

/// The doctor's report for people: the store, its segments, what is damaged, and a verdict.
struct DoctorView {
  private let report: StoreReport
  private let terminal: Terminal
  private var lines: [String] = []

  /// Rows of each table; the rest is counted.
  private static let rowLimit = 20

  static func lines(of report: StoreReport, _ repair: Repair?, for terminal: Terminal) -> [String] {
    var view = DoctorView(report: report, terminal: terminal)
    if let repair { view.addRepair(repair) }
    view.addStore()
    view.addSegments()
    view.addDamage()
    view.addFiles()
    view.addFields()
    view.addVerdict()
    return view.lines
  }

  private init(report: StoreReport, terminal: Terminal) {
    self.report = report
    self.terminal = terminal
  }

  private mutating func addRepair(_ repair: Repair) {
    var done: [String] = []
    if repair.wroteIdentity { done.append("wrote log/STORE anew") }
    done += repair.rotations.map { "finished sealing the segment at \($0)" }
    if let tail = repair.tornTail {
      let bytes = tail.upperBound.rawValue - tail.lowerBound.rawValue
      let size = Numbers.count(Int(bytes), "byte")
      done.append("ended a torn tail of \(size) at \(tail.lowerBound); damaged/ keeps it")
    }
    done += repair.sums.map { "wrote the sum of the segment at \($0)" }
    if repair.drained > 0 { done.append("took in \(Numbers.bytes(repair.drained)) from sources") }
    lines += done.map { terminal.styled("fixed", .green) + "     " + $0 }
    lines += repair.failures.map { terminal.styled("failed", .red) + "    " + SafeText.of($0) }
    if repair.isEmpty { lines.append("nothing to fix") }
    lines.append("")
  }

  private mutating func addStore() {
    let location = report.location
    add("store", SafeText.of(location.path) + terminal.styled("  \(location.reason.words)", .dim))
    if case .present(let identity) = report.files.identity {
      add("id", "\(identity.id), format \(identity.format), made \(identity.created.prefix(10))")
    }
    let bytes = report.files.segments.reduce(0) { $0 + $1.bytes }
    add(
      "log",
      [
        Numbers.count(report.files.segments.count, "segment"), Numbers.bytes(bytes),
        Numbers.count(report.lines.events, "event"),
        "\(Numbers.grouped(report.lines.quarantined)) quarantined",
        "\(Numbers.grouped(report.lines.blank)) blank",
      ].joined(separator: ", "))
    if let base = report.files.bases.first(where: { $0.condition == .inForce }) {
      add("base", "\(Numbers.bytes(base.bytes)) for what stood before \(base.cut)")
    }
    if let index = report.index {
      let size = index.condition == .good ? ", \(Numbers.bytes(index.bytes))" : ""
      let behind = index.condition == .good ? ", \(Numbers.bytes(index.behind)) behind" : ""
      add("index", index.condition.rawValue + size + behind)
    }
    if let disk = report.files.disk {
      let access = disk.isReadOnly ? ", read-only" : ""
      add("disk", "\(Numbers.bytes(disk.freeBytes)) free\(access)")
    }
  }

  private mutating func addSegments() {
    let segments = report.files.segments
    guard !segments.isEmpty else { return }
    var table = Table([("segment", .right), ("size", .right), ("lines", .right), ("", .left)])
    // Of many segments those that are not in order are shown, and the newest.
    let newest = segments.suffix(Self.rowLimit / 2).map(\.base)
    let shown = segments.filter { segment in
      segments.count <= Self.rowLimit || !Self.isInOrder(segment) || newest.contains(segment.base)
    }
    for segment in shown {
      table.add([
        segment.base.description, Numbers.bytes(segment.bytes),
        Numbers.grouped(Int(segment.lines)), state(of: segment),
      ])
    }
    // Numbers are neither good nor bad.
    addTable(table) { column, cell in
      column == 3 ? Self.isGood(cell) ? .green : .red : nil
    }
    if shown.count < segments.count {
      let older = Numbers.count(segments.count - shown.count, "older segment")
      lines.append("and \(older), all in order")
    }
  }

  private static func isInOrder(_ segment: SegmentReport) -> Bool {
    segment.failure == nil && segment.excess == 0
      && (segment.sum == .same || segment.sum == .notYet)
  }

  /// Whether nothing is to be done about a segment of which `state` says this.
  private static func isGood(_ state: String) -> Bool {
    state.hasSuffix("sum ok") || ["open", "sealed, no successor"].contains(state)
  }

  private func state(of segment: SegmentReport) -> String {
    if let failure = segment.failure { return SafeText.of(failure) }
    if report.files.unfinishedRotations.contains(segment.base) { return "half sealed" }
    let kind = segment.isSealed ? "sealed, " : "not sealed, "
    switch segment.sum {
    case .notYet: return segment.isSealed ? "sealed, no successor" : "open"
    case .same: return kind + "sum ok"
    case .missing: return kind + "no sum"
    case .damaged: return kind + "sum damaged"
    case .differs(let place, let length):
      return kind + "sum differs at \(place), \(Numbers.bytes(length))"
    }
  }

  private mutating func addDamage() {
    let damage = report.lines.damage
    guard !damage.isEmpty else { return }
    var table = Table([
      ("quarantined at", .right), ("bytes", .right), ("reason", .whole), ("begins", .left),
    ])
    for each in damage.prefix(Self.rowLimit) {
      table.add([
        each.range.position.description, Numbers.grouped(each.range.length),
        each.range.reason.rawValue, each.preview,
      ])
    }
    addTable(table) { column, _ in column == 2 ? .red : nil }
    let more = report.lines.quarantined - min(damage.count, Self.rowLimit)
    if more > 0 { lines.append("and \(Numbers.grouped(more)) more; --json lists the first 1000") }
  }

  private mutating func addFiles() {
    for (title, files) in [
      ("waiting", report.files.waiting), ("damaged", report.files.damaged),
    ] where !files.isEmpty {
      var table = Table([(title, .left), ("bytes", .right)])
      for file in files.prefix(Self.rowLimit) {
        table.add([SafeText.of(file.name), Numbers.grouped(Int(file.bytes))])
      }
      addTable(table) { _, _ in nil }
      let more = files.count - Self.rowLimit
      if more > 0 { lines.append("and \(Numbers.grouped(more)) more") }
    }
  }

  private mutating func addFields() {
    let names = report.lines.unknownNames.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !names.isEmpty else { return }
    var table = Table([("field of your own", .left), ("count", .right), ("", .left)])
    let meant = report.nearMisses.reduce(into: [:]) { $0[$1.name] = $1.meant }
    // Slips come first: the rest is there to be looked over.
    let slips = names.filter { meant[$0.key] != nil }
    let others = names.filter { meant[$0.key] == nil }
    for (name, count) in (slips + others).prefix(max(slips.count, Self.rowLimit / 2)) {
      let hint = meant[name].map { "did you mean \($0)?" } ?? ""
      table.add([SafeText.of(name), Numbers.grouped(count), hint])
    }
    addTable(table) { column, _ in column == 2 ? .yellow : nil }
    let more = names.count - max(slips.count, Self.rowLimit / 2)
    if more > 0 { lines.append("and \(Numbers.count(more, "other name"))") }
  }

  private mutating func addVerdict() {
    lines.append("")
    for finding in report.findings where finding.code != "near-miss" {
      let isWrong = finding.severity == .wrong
      let mark = isWrong ? terminal.styled("wrong", .red) : terminal.styled("note ", .yellow)
      lines.append("\(mark)  \(SafeText.of(finding.message))")
    }
    let wrong = report.findings.filter { $0.severity == .wrong }.count
    lines.append(
      wrong == 0
        ? terminal.styled("All is in order.", .green)
        : terminal.styled("\(Numbers.count(wrong, "thing")) wrong.", .red))
  }

  private mutating func add(_ title: String, _ text: String) {
    let space = String(repeating: " ", count: 10 - title.count)
    lines.append(terminal.styled(title, .dim) + space + text)
  }

  private mutating func addTable(_ table: Table, style: (Int, String) -> Terminal.Style?) {
    lines.append("")
    lines += table.lines(for: terminal, style: style)
  }
}

extension StoreLocation.Reason {
  /// Why that store, for people.
  var words: String {
    switch self {
    case .option: "named by --store"
    case .environment: "named by $TLM_STORE"
    case .nearest: "the nearest .tlm upwards"
    case .mainCheckout: "the main checkout's, for this worktree"
    case .user: "your own: there is no .tlm upwards"
    }
  }
}
