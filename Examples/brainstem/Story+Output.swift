import TLM

extension Story {
  /// For people: when, the mode that begins, and what happened or why.
  var text: String {
    var lines = entries.map { entry in
      let mode = entry.kind == .transition ? entry.mode ?? "" : ""
      let text = entry.kind == .proposal ? "\(entry.mode ?? "") is proposed: " : ""
      return "\(Self.clock(entry.time))  \(Self.column(mode, 8))  \(text)\(entry.text)"
    }
    lines += ["", "time in each mode"]
    lines += stays.map { "\(Self.column($0.mode, 8))  \(Self.length($0.seconds))" }
    lines += ["", again, verified]
    return lines.joined(separator: "\n")
  }

  /// The same for programs.
  var document: Value {
    [
      "timeline": .array(
        entries.map { entry in
          [
            "at": .string(entry.time.description), "kind": .string(entry.kind.rawValue),
            "mode": entry.mode.map { .string($0) } ?? .null, "text": .string(entry.text),
          ]
        }),
      "time_in_mode_s": .object(stays.map { Member($0.mode, .integer(Int64($0.seconds))) }),
      "backtest": [
        "transitions": .integer(Int64(backtest.transitions.count)),
        "mode": .string(backtest.mode), "agrees": .bool(agrees),
      ],
      "verification": [
        "confirmed": .integer(Int64(verification.confirmed)),
        "by_hand": .integer(Int64(verification.manual)),
        "doubts": .array(verification.doubts.map { .string($0.reason) }),
      ],
    ]
  }

  private var again: String {
    let count = backtest.transitions.count
    guard agrees else {
      return "backtest: it decides otherwise, \(count) transitions, \(backtest.mode) at the end"
    }
    return
      "backtest: on the log's clock the rules take the same \(count) steps, to \(backtest.mode);"
      + " from there a person leads"
  }

  private var verified: String {
    let doubts = verification.doubts.map(\.reason)
    return
      "verify: \(verification.confirmed) transitions confirmed, \(verification.manual) by hand, "
      + (doubts.isEmpty ? "none in doubt" : "in doubt: " + doubts.joined(separator: "; "))
  }

  private static func clock(_ time: Timestamp) -> String {
    String(time.description.dropFirst(11).prefix(8))
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func length(_ seconds: Int) -> String {
    seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
