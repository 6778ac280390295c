/// A field name that looks like a well-known one and is not: `durations_s` for `duration_s`.
package struct NearMiss: Sendable, Equatable {
  package let name: String
  /// How often it was met.
  package let count: Int
  /// The well-known name that it looks like.
  package let meant: String

  /// Names that are more alike than this are taken for slips.
  static let threshold = 0.85
  /// Shorter names are alike by chance.
  static let shortestName = 4

  /// Names in transcripts of agents that look like ones of ours, and are slips of nobody.
  static let ofAgents: Set<String> = ["messageId", "parentUuid", "toolUseID"]

  /// The slips among unknown names, the most frequent first.
  package static func all(in counts: [String: Int]) -> [NearMiss] {
    counts.compactMap { name, count in
      meant(by: name).map { NearMiss(name: name, count: count, meant: $0) }
    }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// The well-known name that `name` resembles most, if it resembles one enough.
  package static func meant(by name: String) -> String? {
    let unknown = Array(name.lowercased().utf8)
    guard unknown.count >= shortestName, !ofAgents.contains(name) else { return nil }
    var best: (ratio: Double, spelling: String)?
    for (spelling, known) in knownNames where known.count >= shortestName {
      // Names of very different lengths cannot be alike enough.
      let most = 2 * Double(min(unknown.count, known.count)) / Double(unknown.count + known.count)
      guard most >= threshold else { continue }
      let ratio = Likeness.ratio(unknown, known)
      if ratio >= threshold, ratio > best?.ratio ?? 0 { best = (ratio, spelling) }
    }
    return best?.spelling
  }

  private static let knownNames = Key.catalog.map { _, spelling in
    (spelling, Array(spelling.lowercased().utf8))
  }
}

/// How alike two texts are, by Ratcliff and Obershelp: twice the bytes in common over all bytes.
package enum Likeness: Sendable {
  package static func ratio(_ left: [UInt8], _ right: [UInt8]) -> Double {
    if left.isEmpty && right.isEmpty { return 1 }
    return 2 * Double(common(left[...], right[...])) / Double(left.count + right.count)
  }

  /// Bytes of the longest common run and, on either side of it, of the same again.
  private static func common(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    guard let run = longestRun(left, right) else { return 0 }
    let (start, other, length) = run
    return length + common(left[..<start], right[..<other])
      + common(left[(start + length)...], right[(other + length)...])
  }

  private static func longestRun(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>)
    -> (Int, Int, length: Int)?
  {
    var best: (Int, Int, length: Int)?
    for start in left.indices {
      for other in right.indices {
        var length = 0
        while start + length < left.endIndex, other + length < right.endIndex,
          left[start + length] == right[other + length]
        {
          length += 1
        }
        if length > best?.length ?? 0 { best = (start, other, length) }
      }
    }
    return best
  }
}
