/// Texts under small numbers, given in the order in which they first came: what a fold keys its arrays
/// by, where a dictionary would hash every text with care and make a string of it first.
///
/// Of a short text its bytes are looked for as two numbers. Who writes a log knows nothing of the
/// secret by which they are mixed, so that nobody can make all of them fall together.
package struct Symbols: Sendable {
  /// By number; of a long one that it is none.
  private var texts: [ShortText] = []
  /// The number of a text and one more, where its bytes are looked for; 0 where there is none.
  private var slots: [UInt32] = []
  private var long: [Label: Int] = [:]
  private var longLabels: [Int: Label] = [:]
  private let secret = (first: UInt64.random(in: 1 ... .max), second: UInt64.random(in: 1 ... .max))

  /// No text has a number yet.
  package init() {}

  /// How many texts have a number.
  package var count: Int { texts.count }

  /// The text of a number.
  package subscript(number: Int) -> Label {
    let text = texts[number]
    return text.isWhole ? Label(text.whole) : longLabels[number, default: Label("")]
  }

  /// The number of a text that is whole.
  @inline(__always)
  package mutating func number(of text: ShortText) -> Int {
    let (place, number) = find(text)
    return number ?? add(text, at: place)
  }

  /// The number of a text.
  package mutating func number(of label: Label) -> Int {
    let text = ShortText(label.text)
    if text.isWhole { return number(of: text) }
    if let number = long[label] { return number }
    let number = count
    texts.append(text)
    long[label] = number
    longLabels[number] = label
    return number
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
    if slots.isEmpty { return (0, nil) }
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: mixed(text)) & mask
    while true {
      let slot = Int(slots[place])
      if slot == 0 { return (place, nil) }
      if texts[slot &- 1] == text { return (place, slot &- 1) }
      place = (place &+ 1) & mask
    }
  }

  private func mixed(_ text: ShortText) -> UInt64 {
    let (low, high) = (text.low ^ secret.first, text.high ^ secret.second)
    let product = low.multipliedFullWidth(by: high ^ UInt64(truncatingIfNeeded: text.length))
    return product.high ^ product.low
  }

  @inline(never)
  private mutating func add(_ text: ShortText, at place: Int) -> Int {
    let number = count
    precondition(number < UInt32.max, "a fold has no four thousand million texts")
    texts.append(text)
    if count * 2 > slots.count { grow() } else { slots[place] = UInt32(number + 1) }
    return number
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(64, slots.count * 2))
    for (number, text) in texts.enumerated() where text.isWhole {
      slots[find(text).place] = UInt32(number + 1)
    }
  }
}
