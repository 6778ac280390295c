/// Bytes that are looked at by their place: an array, or in tests something that counts who looks.
package protocol ReadableBytes {
  /// How many there are.
  var count: Int { get }
  /// The byte at a place that is below `count`.
  subscript(_ place: Int) -> UInt8 { get }
}

extension Array: ReadableBytes where Element == UInt8 {}

extension ReadableBytes {
  /// The byte at any place; 0 where there is none.
  func byte(_ place: Int) -> UInt8 { place >= 0 && place < count ? self[place] : 0 }

  /// Whether these bytes stand at a place.
  func holds(_ bytes: [UInt8], at place: Int) -> Bool {
    guard place >= 0, place + bytes.count <= count else { return false }
    for offset in bytes.indices where self[place + offset] != bytes[offset] { return false }
    return true
  }

  /// Whether these bytes, in small letters, stand at a place in letters of any size.
  func holds(word: [UInt8], at place: Int) -> Bool {
    guard place >= 0, place + word.count <= count else { return false }
    for offset in word.indices where self[place + offset].lowercased != word[offset] {
      return false
    }
    return true
  }

  /// The end of the run of bytes from a place on that all are of a kind.
  func end(from place: Int, within limit: Int = .max, where isPart: (UInt8) -> Bool) -> Int {
    var end = place
    while end < count, end - place < limit, isPart(self[end]) { end += 1 }
    return end
  }

  /// The bytes of a range as a text in small letters.
  func lowercased(_ range: Range<Int>) -> String {
    String(decoding: range.map { self[$0].lowercased }, as: UTF8.self)
  }
}
