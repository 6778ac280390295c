/// The name that a misspelt one was meant to be.
package enum Nearest {
  /// The likeliest of `names`, in their order where two are as near; nil where none is near.
  package static func name(to misspelt: String, in names: some Sequence<String>) -> String? {
    let wanted = Array(misspelt.lowercased().utf8.prefix(longest))
    var best: (distance: Int, name: String)?
    for name in names {
      let candidate = Array(name.lowercased().utf8.prefix(longest))
      // A third of a name may differ; of two letters, one.
      let most = max(1, max(wanted.count, candidate.count) / 3)
      guard abs(wanted.count - candidate.count) <= most else { continue }
      let distance = distance(wanted, candidate)
      if distance <= most, distance < best?.distance ?? .max { best = (distance, name) }
    }
    return best?.name
  }

  /// `; did you mean X?`, or nothing.
  package static func suggestion(for misspelt: String, in names: some Sequence<String>) -> String {
    name(to: misspelt, in: names).map { "; did you mean \($0)?" } ?? ""
  }

  /// Longer names are compared by their beginnings.
  private static let longest = 64

  /// Insertions, deletions, replacements and swaps of neighbours between two texts.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for row in 0..<left.count {
      var next = [row + 1]
      for column in 0..<right.count {
        var cost = rows[row][column] + (left[row] == right[column] ? 0 : 1)
        cost = min(cost, rows[row][column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, rows[row - 1][column - 1] + 1)
        }
        next.append(cost)
      }
      rows.append(next)
    }
    return rows[left.count][right.count]
  }
}
