import Events
import SystemCalls

extension Tail {
  /// Writes a marker and the bytes that it speaks of, at once.
  ///
  /// - Parameters:
  ///   - marker: wherever it is said to stand, it stands at the end.
  ///   - said: lines of tlm's own that come before it.
  ///   - end: of the log.
  /// - Returns: where the marker stands, and where the bytes begin.
  mutating func write(
    _ marker: Marker, _ lines: [UInt8], saying said: [UInt8], _ time: Timestamp, at end: Position
  ) throws(JournalError) -> (marker: Position, run: Position) {
    var marker = marker
    marker.at = end.advanced(by: said.count)
    var head = marker.line(time: time)
    let mayHoldMarkers = ByteSearch.contains(Array(".drained".utf8), in: lines.span)
    // As for a drain: no line of a source stands where it says that it is a marker.
    while mayHoldMarkers,
      !Marker.all(in: lines.span, at: marker.at.advanced(by: head.count)).isEmpty
    {
      marker.at = marker.at.advanced(by: 1)
      head = marker.line(time: time)
    }
    let blank = Int(marker.at.rawValue - end.rawValue) - said.count
    let before = Newlines.blank(count: blank) + said + head
    let (_, position) = try write((before + lines).span)
    let run = position.advanced(by: before.count)
    return (run.advanced(by: -head.count), run)
  }
}
