/// Texts under small numbers, given in the order in which they first came: what a fold keys its arrays
/// by, where a dictionary would hash every text with care and make a string of it first.
///
/// Of a short text its bytes are looked for as two numbers. Who writes a log knows nothing of the
/// secret by which they are mixed, so that nobody can make all of them fall together.
package struct Symbols: Sendable {
  /// The texts, by their numbers.
  package private(set) var labels: [Label] = []
  private var entries: [Entry] = []
  private var used = 0
  private var long: [Label: Int] = [:]
  private let secret = (first: UInt64.random(in: 1 ... .max), second: UInt64.random(in: 1 ... .max))

  private struct Entry: Sendable {
    var text = ShortText.absent
    var number = -1
  }

  /// No text has a number yet.
  package init() {}

  /// The number of a text.
  ///
  /// - Parameters:
  ///   - text: the beginning of it.
  ///   - label: all of it, where that is no short text.
  @inline(__always)
  package mutating func number(of text: ShortText, _ label: @autoclosure () -> Label) -> Int {
    guard text.isWhole else { return number(ofLong: label()) }
    return find(text).number ?? add(text)
  }

  /// The number of a text.
  package mutating func number(of label: Label) -> Int {
    number(of: ShortText(label.text), label)
  }

  /// The number of a text that is whole, if it has one.
  package func known(_ text: ShortText) -> Int? { find(text).number }

  /// The number of a text, if it has one.
  package func known(_ label: Label) -> Int? {
    let text = ShortText(label.text)
    return text.isWhole ? known(text) : long[label]
  }

  /// Where a short text is, or would be.
  @inline(__always)
  private func find(_ text: ShortText) -> (place: Int, number: Int?) {
    if entries.isEmpty { return (0, nil) }
    let mask = entries.count &- 1
    var place = Int(truncatingIfNeeded: mixed(text)) & mask
    while true {
      let entry = entries[place]
      if entry.number < 0 { return (place, nil) }
      if entry.text == text { return (place, entry.number) }
      place = (place &+ 1) & mask
    }
  }

  private func mixed(_ text: ShortText) -> UInt64 {
    let (low, high) = (text.low ^ secret.first, text.high ^ secret.second)
    let product = low.multipliedFullWidth(by: high ^ UInt64(truncatingIfNeeded: text.length))
    return product.high ^ product.low
  }

  @inline(never)
  private mutating func add(_ text: ShortText) -> Int {
    if (used + 1) * 2 > entries.count { grow() }
    let number = labels.count
    entries[find(text).place] = Entry(text: text, number: number)
    used += 1
    labels.append(Label(text.whole))
    return number
  }

  @inline(never)
  private mutating func number(ofLong label: Label) -> Int {
    if label.text.utf8.count <= ShortText.mostBytes { return number(of: label) }
    if let number = long[label] { return number }
    long[label] = labels.count
    labels.append(label)
    return labels.count - 1
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: max(64, old.count * 2))
    for entry in old where entry.number >= 0 { entries[find(entry.text).place] = entry }
  }
}
