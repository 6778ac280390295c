extension Redactor {
  /// A text without its secrets, however long.
  func redacted(_ text: String, _ report: inout RedactionReport) -> String {
    if rules.patterns.isEmpty && text.utf8.isHarmless { return text }
    guard let redacted = redacted(Array(text.utf8), &report) else { return text }
    return String(decoding: redacted, as: UTF8.self)
  }

  /// The same of bytes; nil where there is nothing to hide.
  ///
  /// Where something was taken away, what stood beside it may have become a secret: so what is left is
  /// looked at again, until nothing is found.
  func redacted(_ bytes: [UInt8], _ report: inout RedactionReport) -> [UInt8]? {
    guard !rules.patterns.isEmpty || !bytes.isHarmless else { return nil }
    guard var result = replacing(findings(in: bytes), in: bytes, &report) else { return nil }
    for _ in 1..<Self.mostLooks {
      guard let next = replacing(findings(in: result), in: result, &report) else { break }
      result = next
    }
    return result
  }

  private func findings(in bytes: [UInt8]) -> [Finding] {
    var findings = SecretScanner.findings(in: bytes, hidesMail: rules.hidesMail)
    for named in rules.patterns {
      findings += named.pattern.findings(in: bytes).map { Finding($0, named.name) }
    }
    return findings
  }

  private func replacing(
    _ findings: [Finding], in bytes: [UInt8], _ report: inout RedactionReport
  ) -> [UInt8]? {
    let merged = Finding.merged(findings.filter { !isAllowed($0.range, in: bytes) }, in: bytes)
    guard !merged.isEmpty else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    for finding in merged {
      result += bytes[place..<finding.range.lowerBound]
      result += Redacted.mark(finding.rule)
      place = finding.range.upperBound
      report.note(finding.rule)
    }
    return result + bytes[place...]
  }

  /// Whether the rules let a secret stay.
  func isAllowed(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    rules.allowed.contains { $0.pattern.matches(range, in: bytes) }
  }

  /// A text that was redacted, in as many bytes as it may have.
  ///
  /// The cut may make a secret out of what was none, a run of letters of the right length: so what is
  /// left is looked at again.
  func fitted(_ text: String, to limit: Int, _ report: inout RedactionReport) -> String {
    var (short, bytes) = Truncation.cut(text, to: limit)
    guard bytes > 0 else { return text }
    report.note(truncated: bytes)
    for _ in 0..<Self.mostLooks {
      let redacted = redacted(short, &report)
      if redacted == short { break }
      (short, _) = Truncation.cut(redacted, to: limit)
    }
    return short
  }

  /// How often a text is looked at: nearly always once, or twice where something is hidden.
  private static let mostLooks = 8
}
