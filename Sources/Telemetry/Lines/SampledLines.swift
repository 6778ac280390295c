package import Events

/// Lines of a stranger's, of which those are left out that are below the level, or not of the share that
/// is kept of their name: as it would be with events.
package struct SampledLines: Sendable {
  private let preparation: Preparation
  private var second = SampledSecond()

  package init(_ preparation: Preparation) { self.preparation = preparation }

  /// The lines that stay, unchanged but for the share that one of them stands for.
  ///
  /// What is no event has neither a name nor a level, and stays.
  ///
  /// - Parameters:
  ///   - lines: whole ones, each with its newline.
  ///   - time: when they came.
  package mutating func kept(_ lines: [UInt8], at time: Timestamp) -> [UInt8] {
    guard preparation.leavesOut else { return lines }
    var result: [UInt8] = []
    result.reserveCapacity(lines.count)
    for line in lines.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      guard let kept = kept(line, at: time) else { continue }
      result += kept
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  private mutating func kept(_ line: ArraySlice<UInt8>, at time: Timestamp) -> ArraySlice<UInt8>? {
    guard let recorded = RecordedEvent(reading: line) else { return line }
    let event = recorded.event
    let name = event.name ?? ""
    let told = NewEvent(name, fields: event.level.map { [Member("level", .string($0))] } ?? [])
    let trace = event.traceID.flatMap { TraceContext(traceparent: "00-\($0)-0000000000000001-01") }
    guard let kept = preparation.kept(told, in: trace) else { return nil }
    if let rule = preparation.options.sampling.rule(for: name), !second.admits(rule, at: time) {
      return nil
    }
    guard let share = kept.fields.last, share.name == "sample_rate",
      event.value(named: share.name) == nil,
      let brace = line.lastIndex(of: UInt8(ascii: "}"))
    else { return line }
    var writer = JSONWriter()
    writer.write(member: share.name, share.value)
    let comma = recorded.fields.isEmpty ? [] : [UInt8(ascii: ",")]
    return line[..<brace] + comma + writer.bytes + line[brace...]
  }
}
