import Analysis
import TLM

/// How a query found its events, for people.
enum ExplanationView {
  /// Says what nobody asked for and has to know, and how events were found where that was asked.
  static func tell(_ explanation: Query.Explanation, _ howFound: HowFound?) {
    if explanation.untimely > 0 { Message.note(UntimelyNote.text(explanation.untimely)) }
    if explanation.isDegraded, let reason = explanation.reason {
      Message.note("tlm: \(SafeText.of(reason)); the whole log was read instead")
      _ = Store.takeDamage()
    }
    guard let howFound else { return }
    for condition in howFound.byIndex { Message.note(SafeText.of("by the index: \(condition)")) }
    for condition in howFound.byLooking { Message.note(SafeText.of("by looking: \(condition)")) }
    lines(of: explanation).forEach { Message.note(SafeText.of($0)) }
  }

  static func lines(of explanation: Query.Explanation) -> [String] {
    var lines: [String] = []
    if let through = explanation.indexedThrough {
      var words = ["index: through \(through)"]
      if let candidates = explanation.candidates {
        words.append("named \(Numbers.count(candidates, "line"))")
      }
      if explanation.bytesSkipped > 0 {
        words.append("left out \(Numbers.bytes(explanation.bytesSkipped)) by time")
      }
      lines.append(words.joined(separator: ", "))
    }
    if let reason = explanation.reason {
      let isUsed = explanation.indexedThrough != nil
      lines.append("index: \(isUsed ? "behind" : "not used"), \(reason)")
    }
    if explanation.tailBytes > 0 {
      lines.append("behind the index: \(Numbers.bytes(explanation.tailBytes))")
    }
    if explanation.waitingBytes > 0 {
      lines.append("waiting in sources: \(Numbers.bytes(explanation.waitingBytes))")
    }
    lines.append(
      "read \(Numbers.bytes(explanation.bytes)), looked at "
        + "\(Numbers.count(explanation.examined, "event")), found "
        + Numbers.grouped(explanation.matched))
    return lines
  }
}
