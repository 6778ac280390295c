/// What a change does to a text, line by line, as `diff -u` says it.
package enum UnifiedDiff: Sendable {
  /// Lines around a change that are shown with it.
  private static let context = 3

  private enum Line {
    case kept(Substring)
    case removed(Substring)
    case added(Substring)

    var text: String {
      switch self {
      case .kept(let line): " \(line)"
      case .removed(let line): "-\(line)"
      case .added(let line): "+\(line)"
      }
    }

    var isKept: Bool { if case .kept = self { true } else { false } }
    var isOld: Bool { if case .added = self { false } else { true } }
    var isNew: Bool { if case .removed = self { false } else { true } }
  }

  /// The lines of it, without newlines; none where nothing changes.
  package static func lines(from old: [UInt8], to new: [UInt8], path: String) -> [String] {
    let all = compared(lines(of: old), lines(of: new))
    let changes = all.indices.filter { !all[$0].isKept }
    guard let first = changes.first else { return [] }
    var hunks: [Range<Int>] = []
    var hunk = first..<first + 1
    for place in changes.dropFirst() {
      if place - hunk.upperBound > 2 * context {
        hunks.append(hunk)
        hunk = place..<place + 1
      } else {
        hunk = hunk.lowerBound..<place + 1
      }
    }
    hunks.append(hunk)
    return ["--- \(path)", "+++ \(path)"] + hunks.flatMap { shown($0, of: all) }
  }

  private static func shown(_ change: Range<Int>, of all: [Line]) -> [String] {
    let range = max(0, change.lowerBound - context)..<min(all.count, change.upperBound + context)
    let (before, lines) = (all[..<range.lowerBound], all[range])
    let old = place(before.count(where: \.isOld), lines.count(where: \.isOld))
    let new = place(before.count(where: \.isNew), lines.count(where: \.isNew))
    return ["@@ -\(old) +\(new) @@"] + lines.map(\.text)
  }

  private static func place(_ before: Int, _ count: Int) -> String {
    "\(count == 0 ? before : before + 1),\(count)"
  }

  private static func lines(of bytes: [UInt8]) -> [Substring] {
    // As bytes: to Unicode a CR and an LF are one character.
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring(String(decoding: $0, as: UTF8.self)) }
    if lines.last?.isEmpty == true {
      lines.removeLast()
    } else if let last = lines.popLast() {
      lines.append(last + "\n\\ No newline at end of file")
    }
    return lines
  }

  private static func compared(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if removed.contains(before) {
        lines.append(.removed(old[before]))
        before += 1
      } else if added.contains(after) {
        lines.append(.added(new[after]))
        after += 1
      } else {
        lines.append(.kept(old[before]))
        (before, after) = (before + 1, after + 1)
      }
    }
    return lines
  }
}
