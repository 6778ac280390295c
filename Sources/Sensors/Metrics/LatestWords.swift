import Events

/// The words that a state sensor showed last.
package struct LatestWords: Codable, Sendable, Equatable {
  /// In the order of arrival.
  private(set) var latest: [Said] = []
  /// Values that are no word.
  var invalid = 0
  /// Words at no known time.
  private(set) var untimed = 0

  struct Said: Codable, Sendable, Equatable {
    var time: Timestamp
    var word: Label
  }

  /// Bytes of the longest word.
  static let wordLimit = 256

  /// - Returns: whether it is a word.
  mutating func record(_ word: String, at time: Timestamp?) -> Bool {
    guard !word.isEmpty, word.utf8.count <= Self.wordLimit else {
      invalid += 1
      return false
    }
    guard let time else {
      untimed += 1
      return true
    }
    if latest.count == GaugeReadings.limit { latest.removeFirst() }
    latest.append(Said(time: time, word: Label(word)))
    return true
  }

  /// The word with the greatest time that is not ahead of `time`; of several the last to come.
  func current(at time: Timestamp, _ lead_s: Int64 = GaugeReadings.lead_s) -> Said? {
    let bound = time.advanced(bySeconds: lead_s)
    var current: Said?
    for said in latest where said.time <= bound {
      if current.map({ said.time >= $0.time }) ?? true { current = said }
    }
    return current
  }
}
