extension ConfigurationReader {
  /// Ten years.
  private static let longestLength_s: Int64 = 3650 * 86_400

  /// A length of time of at least a second, in seconds.
  package mutating func wholeSeconds(_ node: Node, _ what: String) -> Int64? {
    let seconds: Int64? =
      switch node.content {
      case .integer(let integer): integer
      case .text(let text): LengthOfTime.seconds(text)
      default: nil
      }
    guard let seconds, (1...Self.longestLength_s).contains(seconds) else {
      return mismatch(
        node, "a length of time such as 15s, 10m or 1h for \(what)",
        "write a whole number and one of s m h d w, up to ten years")
    }
    return seconds
  }

  /// One of a few words.
  mutating func word(_ node: Node, _ what: String, _ words: [String]) -> String? {
    let wanted = "one of \(words.joined(separator: " ")) for \(what)"
    // What YAML reads as a flag is here a word like the others.
    let word: String
    switch node.content {
    case .text(let text): word = text
    case .flag(false) where words.contains("off"): return "off"
    default: return mismatch(node, wanted, "write one of them")
    }
    if words.contains(word) { return word }
    let near = Nearest.name(to: word, in: words)
    return mismatch(node, wanted, near.map { "did you mean \($0)?" } ?? "write one of them")
  }

  /// A number of bytes: `65536`, `64K`, `128M`, `1G`.
  mutating func size(_ node: Node, _ what: String, in range: ClosedRange<Int64>) -> Int64? {
    let size: Int64? =
      switch node.content {
      case .integer(let integer): integer
      case .text(let text): SizeText.bytes(text)
      default: nil
      }
    if let size, range.contains(size) { return size }
    return mismatch(
      node, "a size such as 64K, 128M or 1G for \(what)",
      "write a whole number and one of K M G, from \(SizeText.text(range.lowerBound)) to "
        + SizeText.text(range.upperBound))
  }
}

/// Sizes as files write them.
package enum SizeText {
  private static let units: [(name: String, shift: Int64)] = [("G", 30), ("M", 20), ("K", 10)]

  /// Bytes of a text; nil for one that says none.
  package static func bytes(_ text: String) -> Int64? {
    for (name, shift) in units where text.hasSuffix(name) {
      guard let number = Int64(text.dropLast()), number >= 0 else { return nil }
      let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
      return overflow ? nil : bytes
    }
    return Int64(text)
  }

  /// The shortest text of as many bytes.
  package static func text(_ bytes: Int64) -> String {
    for (name, shift) in units where bytes > 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(name)"
    }
    return "\(bytes)"
  }
}
