import Documents
import TLM

/// The mode, for people.
enum ModeView {
  static func lines(of course: ModeRecord, _ mode: Policy.Mode?, for terminal: Terminal) -> [String]
  {
    let since = course.last?.time.map { " since " + time($0, terminal) } ?? ""
    var lines = [
      terminal.styled(SafeText.of(course.mode.text), .bold) + since
        + (mode?.about.map { ": " + SafeText.of($0) } ?? "")
    ]
    guard let mode else {
      return lines + ["", "no rule file that was given knows this mode (--rules)"]
    }
    var rows: [(String, String)] = []
    for member in ConstraintsDocument(mode.constraints).json.members where member.value != .null {
      if case .array(let list) = member.value {
        let none = member.name == "allowed_tool_categories" ? "all" : "nothing"
        let words = list.compactMap(\.text).joined(separator: ", ")
        rows.append((member.name, words.isEmpty ? none : words))
      } else {
        rows.append((member.name, JSONWriter.text(of: member.value)))
      }
    }
    let width = rows.map(\.0.count).max() ?? 0
    lines += rows.isEmpty ? [] : [""]
    lines += rows.map { name, text in
      name + String(repeating: " ", count: width + 2 - name.count) + SafeText.of(text)
    }
    return lines
  }

  static func lines(of changes: some Sequence<ModeRecord.Transition>, for terminal: Terminal)
    -> [String]
  {
    var table = Table([
      ("when", .whole), ("from", .left), ("to", .left), ("why", .left), ("by", .left),
    ])
    for change in changes {
      let reasons = change.reasons.map(\.sentence).joined(separator: ", and ")
      let why = reasons.isEmpty ? (change.reason ?? change.rule)?.text ?? "" : reasons
      table.add([
        change.time.map { time($0, terminal) } ?? "-", SafeText.of(change.from?.text ?? ""),
        SafeText.of(change.to.text), SafeText.of(why),
        SafeText.of((change.approvedBy ?? change.rule)?.text ?? ""),
      ])
    }
    return table.lines(for: terminal)
  }

  private static func time(_ time: Timestamp, _ terminal: Terminal) -> String {
    terminal.isTerminal ? LocalTime.text(time) : time.description
  }
}

extension ModeView {
  /// Why the mode is what it is: "ALERT since 10:02:41 because perf_system_cpu_load stayed above
  /// 85 % for 34 s (last 91.2 %)".
  static func sentence(
    of course: ModeRecord, _ sensors: SensorDirectory, for terminal: Terminal
  ) -> String {
    ModeSentence(course, sensors: sensors).text { time($0, terminal) }
  }
}
