import TLM

/// How a query found its events, for people.
enum ExplanationView {
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
