/// Bytes of a text that must not be written, and by which rule.
package struct Finding: Sendable, Equatable {
  /// Where they stand.
  package var range: Range<Int>
  /// The name of the rule.
  package let rule: String

  package init(_ range: Range<Int>, _ rule: String) {
    self.range = range
    self.rule = rule
  }

  /// Findings in their order, whole characters each, of which none touches the inside of another or of
  /// what was hidden before: half of a mark would be found anew, each time that one looks.
  static func merged(_ findings: [Finding], in text: [UInt8]) -> [Finding] {
    guard !findings.isEmpty else { return [] }
    let marks = Redacted.marks(in: text)
    var merged: [Finding] = []
    for var finding in findings.sorted(by: { Self.places($0) < Self.places($1) }) {
      guard let outside = marks.isEmpty ? finding.range : finding.range.outside(marks) else {
        continue
      }
      var (start, end) = (outside.lowerBound, outside.upperBound)
      while start > 0, text.byte(start).isContinuation { start -= 1 }
      while end < text.count, text[end].isContinuation { end += 1 }
      guard start < end else { continue }
      finding.range = start..<end
      if let last = merged.last, last.range.upperBound > start {
        merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, end)
      } else {
        merged.append(finding)
      }
    }
    return merged
  }

  private static func places(_ finding: Finding) -> (Int, Int) {
    (finding.range.lowerBound, -finding.range.upperBound)
  }
}

extension Range<Int> {
  /// What is left without the halves of marks at its ends; nil where that is nothing, or marks alone.
  ///
  /// - Parameter marks: all of a text, in its order.
  fileprivate func outside(_ marks: [Range<Int>]) -> Range<Int>? {
    var (start, end) = (lowerBound, upperBound)
    for mark in marks {
      if mark.lowerBound < start, start < mark.upperBound { start = mark.upperBound }
      if mark.lowerBound < end, end < mark.upperBound { end = mark.lowerBound }
    }
    var place = start
    for mark in marks where mark.lowerBound == place { place = mark.upperBound }
    return place < end ? start..<end : nil
  }
}
