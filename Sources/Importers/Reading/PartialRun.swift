import Events
import Journal
import Lines

/// A run that is in the log in part only: its writer died, a line of it was damaged since, or the content
/// goes on in another way.
struct PartialRun {
  /// The bytes behind the marker.
  private let logged: [UInt8]
  /// Whether the run is known to be of this content: then what differs a little was damaged.
  private let isKnown: Bool
  /// Where lines begin that were blanked.
  private let redacted: Set<Int>

  /// - Parameters:
  ///   - logged: the bytes behind the marker.
  ///   - isKnown: whether the run is known to be of this content.
  ///   - redacted: where lines begin among them that were blanked.
  init(_ logged: [UInt8], isKnown: Bool, redacted: Set<Int> = []) {
    self.logged = logged
    self.isKnown = isKnown
    self.redacted = redacted
  }

  /// The rest behind so many bytes.
  func dropping(_ count: Int) -> PartialRun {
    PartialRun(
      Array(logged.dropFirst(count)), isKnown: isKnown,
      redacted: Set(redacted.filter { $0 >= count }.map { $0 - count }))
  }

  /// How many lines at the beginning of a batch are in the log, as they would be written now.
  ///
  /// Of lines that were damaged afterwards the neighbours are there. One that can be read was not: it is
  /// another line, and its content goes its own way.
  func known(of lines: [UInt8]) -> Int {
    var (count, known, start) = (0, 0, 0)
    var damage: Int?
    while let end = Newlines.first(in: lines.span, from: start), end < logged.count {
      count += 1
      if lines[start...end].elementsEqual(logged[start...end]) || isRedacted(start...end) {
        if let damage, !isDamage(lines, damage..<start) { return known }
        (damage, known) = (nil, count)
      } else if damage == nil {
        damage = start
      }
      start = end + 1
    }
    // Of the last line its end has to be there.
    guard let damage, known + 1 == count,
      Newlines.first(in: logged.span, from: damage) == start - 1,
      isDamage(lines, damage..<start)
    else { return known }
    return count
  }

  /// Whether a line of just these bytes was blanked: it is that one, whatever it said.
  private func isRedacted(_ line: ClosedRange<Int>) -> Bool {
    redacted.contains(line.lowerBound)
      && Newlines.first(in: logged.span, from: line.lowerBound) == line.upperBound
  }

  /// Whether what stands there instead of lines is what is left of them.
  private func isDamage(_ lines: [UInt8], _ range: Range<Int>) -> Bool {
    if isKnown {
      let different = range.reduce(0) { $0 + (lines[$1] == logged[$1] ? 0 : 1) }
      if different <= range.count / 4 { return true }
    }
    return LineParser().parse(LineChunk(Array(logged[range]))).count == 0
  }
}
