import Events
import SystemCalls

extension Redactor {
  /// A line of JSON without its secrets, as somebody else wrote it: byte for byte the same but for
  /// what is hidden or cut. A line that is no JSON is redacted as a text.
  ///
  /// Only where the line is still too long when its texts were cut it is written anew.
  ///
  /// - Parameters:
  ///   - line: with or without its newline.
  ///   - report: what is hidden and cut is counted there.
  public func line(_ line: [UInt8], _ report: inout RedactionReport) -> [UInt8] {
    let all = line.dropLast(line.last == UInt8(ascii: "\n") ? 1 : 0)
    let ending = line[all.count...]
    let mark = Self.mark(before: all)
    let bare = Array(all.dropFirst(mark.count))
    guard let before = Value(json: bare) else { return text(of: Array(all), &report) + ending }
    let limit = max(rules.eventLimit, RedactionRules.leastEventLimit) - 1 - mark.count
    var found = RedactionReport()
    let after = value(before, nil, &found)
    // Nearly every line is short enough and has nothing to hide.
    if found.isEmpty && bare.count <= min(limit, rules.fieldLimit) { return line }
    report.add(found)
    var cut = RedactionReport()
    var short = fitted(after, to: rules.fieldLimit, &cut)
    var result = rewritten(bare, as: short)
    if result.count > limit {
      var lengths = TextLengths()
      lengths.add(short)
      let room = limit - (result.count - lengths.written)
      for share in lengths.shares(of: room) where result.count > limit {
        cut = RedactionReport()
        short = fitted(after, to: share, &cut)
        result = rewritten(bare, as: short)
      }
    }
    report.add(cut)
    return mark + (result.count > limit ? shortened(short, to: limit + 1) : result) + ending
  }

  /// What who reads a line passes, as it is no part of its JSON: a run of NULs and a byte order mark.
  private static func mark(before line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let nuls = line.prefix { $0 == 0 }
    let rest = line.dropFirst(nuls.count)
    return line.prefix(nuls.count + (rest.starts(with: byteOrderMark) ? byteOrderMark.count : 0))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The same of a line that is known to be JSON: one in which nothing is hidden costs a look.
  package func line(ofJSON line: [UInt8], _ report: inout RedactionReport) -> [UInt8] {
    leavesAsIs(line.span) ? line : self.line(ofSuspicious: line, &report)
  }

  /// Whether lines of JSON certainly stay as they are, which one pass over their bytes tells of nearly all.
  package func leavesAsIs(_ lines: Span<UInt8>) -> Bool {
    guard mayPass(lines.count), !SecretTraces.known.stand(in: lines) else { return false }
    return !rules.hidesMail || ByteSearch.first(UInt8(ascii: "@"), in: lines) == nil
  }

  /// A line of JSON of which `leavesAsIs` did not say so.
  package func line(
    ofSuspicious line: [UInt8], _ report: inout RedactionReport
  ) -> [UInt8] {
    if mayPass(line.count) {
      var look = LineLook(line, hidesMail: rules.hidesMail)
      if look.isHarmless() { return line }
    }
    return self.line(line, &report)
  }

  /// Whether a line of so many bytes may stay as it is unless there is a secret in it.
  private func mayPass(_ count: Int) -> Bool {
    rules.patterns.isEmpty && rules.fields.isEmpty
      && count <= min(max(rules.eventLimit, RedactionRules.leastEventLimit), rules.fieldLimit)
  }

  private func rewritten(_ line: [UInt8], as value: Value) -> [UInt8] {
    LineRewriter.rewritten(line, as: value) { rules.fields[$0] == .drop }
  }

  /// A value as a line of its own, with what is too long cut; without its newline.
  private func shortened(_ value: Value, to limit: Int) -> [UInt8] {
    let members = if case .object(let members) = value { members } else { [Member("line", value)] }
    return Array(leading(NewEvent("", fields: members), to: limit).line().dropLast())
  }

  /// A line that is no JSON; bytes that are no characters stay as they are if nothing is hidden.
  private func text(of line: [UInt8], _ report: inout RedactionReport) -> [UInt8] {
    let redacted = redacted(line, &report) ?? line
    let limit = max(rules.eventLimit, RedactionRules.leastEventLimit) - 1
    guard redacted.count > limit else { return redacted }
    return Array(fitted(String(decoding: redacted, as: UTF8.self), to: limit, &report).utf8)
  }
}
